import CSimdjson

/// Why a line is not JSON.
public struct JSONFault: Error, Equatable, CustomStringConvertible {
  /// What is wrong and what was expected, one line, without file or line number.
  public let description: String

  static func lineTooLong(limit: Int) -> JSONFault {
    JSONFault(description: "the line is too long, expected at most \(limit) bytes")
  }
}

/// A parser and the document it parsed last.
///
/// simdjson leaves a document as a *tape* of 64-bit words (doc/tape.md in its source): a type character in the
/// top byte, and 56 bits that say where a string lies or where a container ends. ``JSONValue`` walks it.
///
/// Invariant: between two parses `tape` and `strings` point at the arrays of the document of `generation`; a
/// value of an earlier generation never reads them. After a failed parse no value has the current generation.
package final class JSONDocument {
  private(set) var generation: UInt64 = 0
  private var tape: UnsafePointer<UInt64>?
  private var strings: UnsafePointer<UInt8>?
  private let parser: OpaquePointer

  /// Nil where memory is short.
  package init?() {
    guard let made = triage_json_create() else { return nil }
    parser = made
  }

  deinit { triage_json_destroy(parser) }

  /// Parses one document and returns its root.
  ///
  /// - Parameter bytes: the text; `triage_json_padding()` bytes behind it must be readable.
  func parse(padded bytes: UnsafeBufferPointer<UInt8>) -> Result<JSONValue, JSONFault> {
    generation += 1
    guard let start = bytes.baseAddress, !bytes.isEmpty else {
      return .failure(fault(TRIAGE_JSON_EMPTY, bytes))
    }
    let code = triage_json_parse(parser, start, bytes.count)
    guard code == TRIAGE_JSON_OK else {
      tape = nil
      strings = nil
      generation += 1
      return .failure(fault(code, bytes))
    }
    tape = triage_json_tape(parser)
    strings = triage_json_strings(parser)
    // Word 0 is the tape's own root.
    return .success(JSONValue(document: self, index: 1, generation: generation))
  }

  /// Parses a copy of `bytes`.
  package func parse(_ bytes: [UInt8]) -> Result<JSONValue, JSONFault> {
    let padded = bytes + [UInt8](repeating: 0, count: triage_json_padding())
    return padded.withUnsafeBufferPointer { parse(padded: UnsafeBufferPointer(rebasing: $0[..<bytes.count])) }
  }

  /// The word at `index`, which a value of the current document pointed at; null for a stale value.
  @inline(__always)
  func word(at index: Int, of generation: UInt64) -> UInt64 {
    guard generation == self.generation, let tape else { return UInt64(UInt8(ascii: "n")) << 56 }
    return tape[index]
  }

  /// The bytes of the string at `offset`, which a word of the current document named.
  @inline(__always)
  func text(at offset: Int) -> UnsafeBufferPointer<UInt8> {
    guard let strings else { return UnsafeBufferPointer(start: nil, count: 0) }
    let length = UnsafeRawPointer(strings + offset).loadUnaligned(as: UInt32.self)
    return UnsafeBufferPointer(start: strings + offset + 4, count: Int(length))
  }

  private func fault(_ code: triage_json_error, _ bytes: UnsafeBufferPointer<UInt8>) -> JSONFault {
    if code == TRIAGE_JSON_UTF8, let offset = firstBrokenUTF8(bytes) {
      return JSONFault(description: "broken UTF-8 at byte \(offset + 1) of the line, expected UTF-8 text")
    }
    let message = String(cString: triage_json_message(code))
    return JSONFault(description: "not valid JSON (\(message)), expected one JSON value a line")
  }
}

/// Where the first ill-formed sequence starts.
private func firstBrokenUTF8(_ bytes: UnsafeBufferPointer<UInt8>) -> Int? {
  var decoder = UTF8()
  var iterator = bytes.makeIterator()
  var offset = 0
  while true {
    switch decoder.decode(&iterator) {
    case .scalarValue(let scalar): offset += UTF8.width(scalar)
    case .emptyInput: return nil
    case .error: return offset
    }
  }
}
