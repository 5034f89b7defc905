import GatewayConfiguration
import GatewayJSON

extension SchemaRun {
  mutating func check(_ rule: SchemaRule, number text: String) -> Bool {
    switch rule {
    case .minimum(let bound, let exclusive, let shown):
      let order = ExactNumber(text).compared(to: bound)
      return order > 0 || order == 0 && !exclusive || fail("is below \(shown)")
    case .maximum(let bound, let exclusive, let shown):
      let order = ExactNumber(text).compared(to: bound)
      return order < 0 || order == 0 && !exclusive || fail("is above \(shown)")
    case .multipleOf(let step, let shown):
      return ExactNumber(text).isMultiple(of: step) ?? true || fail("is no multiple of \(shown)")
    default:
      return true
    }
  }

  mutating func check(_ rule: SchemaRule, text: String) -> Bool {
    switch rule {
    case .length(let minimum, let maximum):
      let count = text.unicodeScalars.count
      if count < minimum { return fail("has less than \(minimum) characters") }
      return count <= maximum || fail("has more than \(maximum) characters")
    case .pattern(let pattern):
      switch search(pattern, text) {
      case .found: return true
      case .absent: return fail("does not match \(pattern.source)")
      case .unknown: return giveUp()
      }
    case .format(let format):
      return format.accepts(text) || fail("is no \(format.rawValue)")
    default:
      return true
    }
  }

  mutating func check(_ rule: SchemaRule, values: [JSON]) -> Bool {
    switch rule {
    case .items(let first, let rest):
      var fits = true
      for (index, value) in values.enumerated() {
        guard let node = index < first.count ? first[index] : rest else { break }
        fits = check(node, value, at: String(index)) && fits
      }
      return fits
    case .itemCount(let minimum, let maximum):
      if values.count < minimum { return fail("has less than \(minimum) items") }
      return values.count <= maximum || fail("has more than \(maximum) items")
    case .contains(let node, let minimum, let maximum):
      var count = 0
      for (index, value) in values.enumerated() where tries(node, value, at: String(index)) { count += 1 }
      return (minimum...max(minimum, maximum)).contains(count) && count <= maximum
        || fail("has \(count) items of those it must contain")
    case .unique:
      var seen: Set<[UInt8]> = []
      return values.allSatisfy { seen.insert($0.canonical).inserted } || fail("has an item twice")
    default:
      return true
    }
  }
}
