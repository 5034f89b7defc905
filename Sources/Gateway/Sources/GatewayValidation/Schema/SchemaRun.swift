import GatewayConfiguration
import GatewayJSON

/// One value on its way through a schema.
struct SchemaRun {
  let nodes: [[SchemaRule]]
  /// The most violations that are kept.
  let limit: Int
  private(set) var violations: [SchemaViolation] = []
  private var path: [String] = []
  /// The nodes that the value at `path` is in; one that comes again asks for nothing new.
  private var active: [Int] = []
  private var steps = 0
  /// The most values that are held against a schema.
  private static let most = 1_000_000
  /// Whether it took too long: nothing that came of it from then on is known.
  private(set) var isGivenUp = false
  /// When to give up: patterns take their time.
  private var time = WorkLimit(.seconds(1))
  private var depth = 0
  /// Above 0 inside alternatives, whose violations are no fault by themselves.
  private var isTrial = 0

  init(nodes: [[SchemaRule]], limit: Int) {
    self.nodes = nodes
    self.limit = limit
  }

  /// Whether the value fits the node.
  mutating func check(_ node: Int, _ value: JSON) -> Bool {
    if active.contains(node) { return true }
    steps += 1
    guard steps <= SchemaRun.most, depth < 1000, !time.isPassed() else { return giveUp() }
    depth += 1
    active.append(node)
    defer {
      depth -= 1
      active.removeLast()
    }
    var fits = true
    for rule in nodes[node] where !check(rule, value) {
      fits = false
      if isTrial > 0 || limit == 0 || isGivenUp { break }
    }
    return fits
  }

  /// Whether a value inside this one fits.
  mutating func check(_ node: Int, _ value: JSON, at step: String) -> Bool {
    let outer = active
    active = []
    path.append(step)
    defer {
      active = outer
      path.removeLast()
    }
    return check(node, value)
  }

  /// Whether the value fits, without telling why not.
  mutating func tries(_ node: Int, _ value: JSON) -> Bool {
    isTrial += 1
    defer { isTrial -= 1 }
    return check(node, value)
  }

  /// The same of a value inside this one.
  mutating func tries(_ node: Int, _ value: JSON, at step: String) -> Bool {
    isTrial += 1
    defer { isTrial -= 1 }
    return check(node, value, at: step)
  }

  /// Searches for a pattern, for no longer than a check of one does: the engine's own end comes later, and is silent.
  mutating func search(_ pattern: Pattern, _ text: String) -> Pattern.Finding {
    if time.isPassed() { return .unknown }
    var limit = WorkLimit(LocalCheck.patience)
    return pattern.search(text, within: &limit)
  }

  /// False, and nothing more is looked at. Inside `not` that would be as good as true, so the run is marked as well.
  mutating func giveUp() -> Bool {
    steps = SchemaRun.most
    isGivenUp = true
    return false
  }

  /// False, and noted; but nothing is noted that may only be wrong because the rest was given up.
  mutating func fail(_ message: @autoclosure () -> String) -> Bool {
    if isTrial == 0, !isGivenUp, violations.count < limit {
      violations.append(SchemaViolation(path: path.map(JSONPointer.step).joined(), message: message()))
    }
    return false
  }

  private mutating func check(_ rule: SchemaRule, _ value: JSON) -> Bool {
    switch rule {
    case .never:
      return fail("is not allowed")
    case .types(let types):
      if types.contains(where: { $0.contains(value) }) { return true }
      return fail("is not of type \(types.map(\.rawValue).sorted().joined(separator: " or "))")
    case .constants(let constants, let shown):
      return constants.contains(value.canonical) || fail("is not \(shown.prefix(200))")
    case .all(let nodes):
      return nodes.reduce(true) { fits, node in check(node, value) && fits }
    case .any(let nodes):
      return nodes.contains { tries($0, value) } || fail("fits none of the alternatives")
    case .one(let nodes):
      let count = nodes.count { tries($0, value) }
      return count == 1 || fail("fits \(count) of the alternatives, not one")
    case .not(let node):
      return !tries(node, value) || fail("fits what is excluded")
    case .conditional(let condition, let then, let otherwise):
      guard let node = tries(condition, value) ? then : otherwise else { return true }
      return check(node, value)
    default:
      switch value {
      case .number(let text): return check(rule, number: text)
      case .string(let text): return check(rule, text: text)
      case .array(let values): return check(rule, values: values)
      case .object: return check(rule, object: value)
      case .null, .bool: return true
      }
    }
  }
}
