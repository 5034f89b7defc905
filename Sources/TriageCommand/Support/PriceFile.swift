import TriageTraining

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Reads `--prices`: `{"model": {"in": dollars per million input tokens, "out": …, "context": tokens}}`.
///
/// Other fields of a model are passed over; `context` may be absent.
enum PriceFile {
  private struct Entry: Decodable {
    var input: Double
    var output: Double
    var context: Int?

    enum CodingKeys: String, CodingKey {
      case input = "in"
      case output = "out"
      case context
    }
  }

  static func read(_ path: String?) throws -> [String: Price] {
    guard let path else { return [:] }
    guard let data = FileManager.default.contents(atPath: path) else {
      throw Failure(message: "\(path): no such file, expected prices", code: Failure.missingInput)
    }
    let entries: [String: Entry]
    do {
      entries = try JSONDecoder().decode([String: Entry].self, from: data)
    } catch {
      throw Failure(
        message:
          "\(path): not a price list, expected {\"model\": {\"in\": dollars per million tokens, \"out\": …}}",
        code: Failure.badData)
    }
    for (name, entry) in entries where !(entry.input >= 0 && entry.output >= 0) {
      throw Failure(
        message: "\(path): \(name): a price is negative, expected dollars per million tokens",
        code: Failure.badData)
    }
    return entries.mapValues {
      Price(input: $0.input, output: $0.output, contextWindow: $0.context)
    }
  }
}
