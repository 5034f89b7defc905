/// What is wrong with a record, before file and line are known.
struct RecordFault: Error {
  let message: String

  init(_ message: String) { self.message = message }

  /// `path is value, expected …`
  init(_ path: String, is value: JSONValue, expected: String) {
    message = "\(path) is \(value.display), expected \(expected)"
  }
}
