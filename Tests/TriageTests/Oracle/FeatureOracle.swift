@testable import Triage

/// The whole feature pass, told again without haste: arrays, dictionaries, one counter at a time.
struct FeatureOracle {
  struct Feature: Equatable {
    var feature: UInt32
    var order: Int
    var start: Int
    var end: Int
  }

  var features: [Feature] = []
  var counts = ShapeCounts()
  var operators = 0
  var brackets = 0
  var punctuation = 0
  var questions = 0
  /// Cell → tag, as RecentFeatures describes it.
  private var recent: [UInt32: UInt32] = [:]

  init(_ bytes: [UInt8], window: PromptWindow = .standard) {
    counts.totalBytes = bytes.count
    for part in Self.parts(bytes, window) { read(part) }
  }

  /// The head and the tail, or all.
  static func parts(_ bytes: [UInt8], _ window: PromptWindow) -> [ArraySlice<UInt8>] {
    guard bytes.count > window.head + window.tail else { return [bytes[...]] }
    func continues(_ index: Int) -> Bool { index < bytes.count && (0x80...0xBF).contains(bytes[index]) }
    var head = window.head
    for _ in 0..<3 where head > 0 && continues(head) { head -= 1 }
    var tail = bytes.count - window.tail
    for _ in 0..<3 where continues(tail) { tail += 1 }
    return [bytes[..<head], bytes[tail...]]
  }

  private mutating func read(_ part: ArraySlice<UInt8>) {
    counts.bytes += part.count
    for byte in part where byte >= 0x80 { counts.highBytes += 1 }
    for byte in part where byte == 0x0A { counts.newlines += 1 }
    var previous: (hash: UInt64, start: Int)?
    for token in TokenOracle.tokens(part) {
      let text = Array(part[token.start..<token.end])
      count(token, text)
      let hash = HashOracle.word(text)
      take(HashOracle.feature(HashOracle.spread(hash)), 1, token.start, token.end)
      if let previous {
        take(HashOracle.feature(HashOracle.pair(previous.hash, hash)), 2, previous.start, token.end)
      }
      previous = (hash, token.start)
    }
  }

  private mutating func take(_ feature: UInt32, _ order: Int, _ start: Int, _ end: Int) {
    let cell = feature / 2_097_152
    let tag = feature % 65536
    let known = recent[cell, default: 0] == tag
    recent[cell] = tag
    if !known { features.append(Feature(feature: feature, order: order, start: start, end: end)) }
  }

  private mutating func count(_ token: TokenOracle.Token, _ text: [UInt8]) {
    guard token.kind != .symbol else {
      if text == Array("?".utf8) {
        questions += 1
      } else if "()[]{}".utf8.contains(text[0]) {
        brackets += 1
      } else if ".,;:!'\"".utf8.contains(text[0]) {
        punctuation += 1
      } else {
        operators += 1
      }
      return
    }
    counts.words += 1
    counts.wordBytes += text.count
    if token.kind == .ideograph { counts.ideographs += 1 }
    for byte in text where (0x30...0x39).contains(byte) { counts.digits += 1 }
    for byte in text where (0x41...0x5A).contains(byte) { counts.uppercase += 1 }
  }

  /// Whether the scanner's counts are these; its symbols are packed, so they are compared by kind.
  func agrees(with other: ShapeCounts) -> Bool {
    var plain = other
    plain.symbols = 0
    return plain == counts && other.operators == operators && other.brackets == brackets
      && other.punctuation == punctuation && other.questions == questions
  }
}
