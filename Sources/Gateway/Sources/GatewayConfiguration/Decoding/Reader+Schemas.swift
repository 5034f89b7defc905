internal import GatewayJSON
import Yams

extension Reader {
  /// An inline schema, or a file's (JSON, or YAML unless its name ends in `.json`).
  func schema(_ place: Cursor) -> JSON? {
    guard let text = place.text else { return schema(place.node, place) }
    guard let path = file(place), case .success(let bytes) = Files.read(path, limit: YAMLText.limit) else {
      return nil
    }
    if path.hasSuffix(".json") {
      do throws(JSONError) {
        let schema = try JSON(parsing: bytes)
        if case .object = schema { return schema }
        place.fail("the schema \(quoted(text)) is no JSON object")
      } catch {
        let line = 1 + bytes.prefix(error.offset).count { $0 == 10 }
        place.fail("the schema \(quoted(text)), line \(line): \(error.reason.rawValue)")
      }
      return nil
    }
    let inner = Mistakes()
    guard let root = YAMLText.compose(bytes, inner), inner.errors == 0 else {
      place.fail("the schema \(quoted(text)): \(inner.all.first.map(\.description) ?? "cannot be read")")
      return nil
    }
    return schema(root, place)
  }

  private func schema(_ node: Node, _ place: Cursor) -> JSON? {
    var nodes = 100_000
    if node.mapping != nil, let schema = JSON(node, budget: &nodes) { return schema }
    place.fail(
      "\(place.words) must be a JSON Schema (a mapping of up to 100000 values) or the name of a file with one"
    )
    return nil
  }
}
