/// A piece of HTML or SVG as a tree. Text and attribute values are escaped when it is written and every element is
/// closed, so no data can break out of its place and the page is well-formed XML too.
enum Markup {
  indirect case element(String, [(String, String)], [Markup])
  case text(String)
  /// A style sheet of this module's own: written as it is. It must hold neither "<" nor "&".
  case style(String)
  /// Nothing.
  case none

  /// An element with attributes and children.
  static func tag(
    _ name: String, _ attributes: KeyValuePairs<String, String> = [:], _ children: [Markup] = []
  ) -> Markup {
    .element(name, attributes.map { ($0.key, $0.value) }, children)
  }

  /// An element that holds text.
  static func tag(_ name: String, _ attributes: KeyValuePairs<String, String> = [:], _ text: String) -> Markup
  {
    .element(name, attributes.map { ($0.key, $0.value) }, [.text(text)])
  }

  /// The tree as text.
  func render() -> String {
    var out = ""
    write(to: &out)
    return out
  }

  private func write(to out: inout String) {
    switch self {
    case .none:
      break
    case .text(let text):
      out += Self.escape(text)
    case .style(let sheet):
      out += "<style>" + sheet + "</style>"
    case .element(let name, let attributes, let children):
      out += "<" + name
      for (key, value) in attributes { out += " " + key + "=\"" + Self.escape(value) + "\"" }
      if children.isEmpty, Self.closesItself.contains(name) {
        out += "/>"
        return
      }
      out += ">"
      for child in children { child.write(to: &out) }
      out += "</" + name + ">"
      if Self.endsLine.contains(name) { out += "\n" }
    }
  }

  /// Elements written as `<name/>` when empty: HTML's void elements and SVG's shapes. Others need an end tag.
  private static let closesItself: Set<String> = [
    "meta", "br", "line", "path", "circle", "rect", "polygon", "polyline",
  ]

  private static let endsLine: Set<String> = [
    "p", "h1", "h2", "li", "tr", "section", "figure", "table", "header", "footer", "head", "svg", "title",
    "text",
  ]

  /// Escapes the five characters that mean something in markup, and drops those XML cannot hold at all.
  static func escape(_ text: String) -> String {
    var out = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": out.append(contentsOf: "&amp;".unicodeScalars)
      case "<": out.append(contentsOf: "&lt;".unicodeScalars)
      case ">": out.append(contentsOf: "&gt;".unicodeScalars)
      case "\"": out.append(contentsOf: "&quot;".unicodeScalars)
      case "'": out.append(contentsOf: "&#39;".unicodeScalars)
      case "\t", "\n": out.append(scalar)
      default:
        let value = scalar.value
        let control = value < 0x20 || (0x7f...0x9f).contains(value)
        if control || value & 0xfffe == 0xfffe || (0xfdd0...0xfdef).contains(value) {
          out.append(" ")
        } else {
          out.append(scalar)
        }
      }
    }
    return String(out)
  }
}
