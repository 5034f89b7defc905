import Foundation
import GatewayJSON
import Testing

@Suite("Reading JSON beside Foundation")
struct JSONOracleTests {
  /// What differs knowingly: lone surrogates are repaired here, and numbers beyond a double are kept.
  private func isKnownDifference(_ value: JSON, _ bytes: [UInt8]) -> Bool {
    switch value {
    case .number(let text): return Double(text).map { !$0.isFinite } ?? true
    case .string: return String(decoding: bytes, as: UTF8.self).lowercased().contains("\\ud")
    case .array(let values): return values.contains { isKnownDifference($0, bytes) }
    case .object(let members):
      return members.contains {
        isKnownDifference(.string($0.name), bytes) || isKnownDifference($0.value, bytes)
      }
    case .null, .bool: return false
    }
  }

  private func agrees(_ value: JSON, _ other: Any) -> Bool {
    switch value {
    case .null: other is NSNull
    case .bool(let flag): (other as? NSNumber)?.boolValue == flag
    case .number(let text):
      // Foundation's last digit is not always the nearest.
      Double(text).map {
        (((other as? NSNumber)?.doubleValue ?? .nan) - $0).magnitude <= 1e-13 * $0.magnitude
      } ?? false
    case .string(let text): (other as? String).map { $0.utf8.elementsEqual(text.utf8) } ?? false
    case .array(let values):
      (other as? [Any]).map { $0.count == values.count && zip(values, $0).allSatisfy { agrees($0, $1) } }
        ?? false
    case .object(let members):
      (other as? [String: Any]).map { object in
        object.allSatisfy { name, value in
          members.last { $0.name == name }.map { agrees($0.value, value) } ?? false
        }
      } ?? false
    }
  }

  private func check(_ bytes: [UInt8]) {
    let ours = try? JSON(parsing: bytes)
    let theirs = try? JSONSerialization.jsonObject(with: Data(bytes), options: .fragmentsAllowed)
    switch (ours, theirs) {
    case (nil, nil): return
    case (let ours?, let theirs?):
      #expect(
        isKnownDifference(ours, bytes) || agrees(ours, theirs), "\(String(decoding: bytes, as: UTF8.self))")
    case (let ours?, nil):
      #expect(isKnownDifference(ours, bytes), "only read here: \(String(decoding: bytes, as: UTF8.self))")
    case (nil, _?):
      // Foundation reads a comma before a closing bracket.
      let text = String(decoding: bytes, as: UTF8.self)
      guard text.firstMatch(of: /,\s*[\]}]/) == nil else { return }
      Issue.record("refused here only: \(text)")
    }
  }

  @Test("Mutated documents are read or refused as Foundation does, and never trap")
  func mutations() {
    var random = Seeded(2)
    for _ in 0..<6000 {
      let bytes = random.mutated(random.json(depth: 4).bytes)
      // Foundation takes zero bytes and byte order marks for signs of UTF-16 and UTF-32.
      guard !bytes.contains(0), !bytes.starts(with: [0xEF]), !bytes.starts(with: [0xFF]) else { continue }
      check(bytes)
    }
  }

  @Test("Random bytes never trap and are hardly ever JSON")
  func randomBytes() {
    var random = Seeded(3)
    for _ in 0..<20000 {
      let bytes = (0..<random.below(24)).map { _ in UInt8.random(in: 1...255, using: &random) }
      guard !bytes.starts(with: [0xEF]), !bytes.starts(with: [0xFF]), !bytes.starts(with: [0xFE]) else {
        continue
      }
      check(bytes)
    }
  }
}
