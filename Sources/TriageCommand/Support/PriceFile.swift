import TriageRecords
import TriageTraining

/// Reads `--prices`: `{"model": {"in": dollars per million input tokens, "out": …, "context": tokens}}`.
///
/// Other fields of a model are passed over, and so is a name that begins with an underscore; `context` may be absent.
enum PriceFile {
  /// For the help.
  static let form = #"{"model": {"in": $ per million input tokens, "out": $ per million output tokens}}"#

  static func read(_ path: String?) throws -> [String: Price] {
    guard let path else { return [:] }
    var bytes = try InputFile.read(path, expected: "prices")
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes.removeFirst(3) }
    func refused(_ what: String) -> Failure {
      Failure(message: "\(path): \(what)", code: Failure.badData)
    }
    guard let document = JSONDocument() else {
      throw Failure(message: "\(path): memory is short", code: Failure.inputOutput)
    }
    let root: JSONValue
    switch document.parse(bytes) {
    case .success(let parsed): root = parsed
    case .failure(let fault):
      let what = fault.description.split(separator: ", expected").first ?? "not valid JSON"
      throw refused("\(what), expected a price list, \(form)")
    }
    guard root.kind == .object else { throw refused("is \(root.display), expected a price list, \(form)") }
    var prices: [String: Price] = [:]
    for (key, entry) in root.members {
      let name = key.string ?? ""
      guard !name.hasPrefix("_") else { continue }
      guard entry.kind == .object else {
        throw refused(
          "\(name) is \(entry.display), expected {\"in\": …, \"out\": …} in dollars per million tokens")
      }
      func dollars(_ field: StaticString) throws -> Double {
        let value = entry[field]
        // Dearer than any answer can be is a slip, and its products would leave what a number can be.
        guard let number = value?.number, (0...1e9).contains(number) else {
          throw refused(
            "\(name).\(field) is \(value?.display ?? "missing"), expected dollars per million tokens, 0 to 1e9"
          )
        }
        return number
      }
      var window: Int?
      if let value = entry["context"], !value.isNull {
        guard let tokens = value.integer, tokens > 0 else {
          throw refused("\(name).context is \(value.display), expected a number of tokens")
        }
        window = tokens
      }
      guard
        prices.updateValue(
          Price(input: try dollars("in"), output: try dollars("out"), contextWindow: window), forKey: name)
          == nil
      else { throw refused("\(name) comes twice, expected each model once") }
    }
    return prices
  }
}
