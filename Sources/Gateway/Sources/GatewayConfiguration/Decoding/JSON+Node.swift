internal import GatewayJSON
import Yams

extension JSON {
  /// A node as JSON; nil where a key is no text, or with more nodes than the budget (aliases multiply them).
  init?(_ node: Node, budget: inout Int) {
    budget -= 1
    guard budget > 0 else { return nil }
    switch node {
    case .scalar(let scalar): self = JSON.value(scalar)
    case .sequence(let sequence):
      var values: [JSON] = []
      for item in sequence {
        guard let value = JSON(item, budget: &budget) else { return nil }
        values.append(value)
      }
      self = .array(values)
    case .mapping(let mapping):
      var members: [Member] = []
      for (key, item) in mapping {
        guard let name = key.scalar?.string, let value = JSON(item, budget: &budget) else { return nil }
        members.append(Member(name, value))
      }
      self = .object(members)
    case .alias: return nil
    }
  }

  private static func value(_ scalar: Node.Scalar) -> JSON {
    guard scalar.style == .plain else { return .string(scalar.string) }
    switch scalar.string {
    case "", "~", "null", "Null", "NULL": return .null
    case "true", "True", "TRUE": return .bool(true)
    case "false", "False", "FALSE": return .bool(false)
    default: return isNumber(scalar.string) ? .number(scalar.string) : .string(scalar.string)
    }
  }

  /// RFC 8259's grammar of numbers.
  private static func isNumber(_ text: String) -> Bool {
    var rest = Substring(text)
    func digits() -> Substring {
      let run = rest.prefix { ("0"..."9").contains($0) && $0.utf8.count == 1 }
      rest = rest.dropFirst(run.count)
      return run
    }
    if rest.first == "-" { rest.removeFirst() }
    let whole = digits()
    if whole.isEmpty || (whole.count > 1 && whole.first == "0") { return false }
    if rest.first == "." {
      rest.removeFirst()
      if digits().isEmpty { return false }
    }
    if rest.first == "e" || rest.first == "E" {
      rest.removeFirst()
      if rest.first == "-" || rest.first == "+" { rest.removeFirst() }
      if digits().isEmpty { return false }
    }
    return rest.isEmpty
  }
}
