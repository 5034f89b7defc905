/// A number and what is counted, "1 model", "2 models".
struct Counted: CustomStringConvertible {
  let description: String

  init(_ count: Int, _ noun: String) { description = "\(count) \(noun)\(count == 1 ? "" : "s")" }
}
