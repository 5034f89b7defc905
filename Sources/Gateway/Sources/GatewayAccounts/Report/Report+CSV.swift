import GatewayJSON

extension Report {
  /// One line a group (RFC 4180, lines end in CRLF): the grouping (`total`, `user`, …, `shadow`), the key, the sums.
  public var csv: String {
    var lines = [(["grouping", "key"] + total.members.map(\.name)).joined(separator: ",")]
    lines.append(Report.line("total", nil, total))
    for grouping in Grouping.allCases {
      for row in groups[grouping] ?? [] { lines.append(Report.line(grouping.rawValue, row.key, row.sum)) }
    }
    for row in shadows { lines.append(Report.line("shadow", row.key, row.sum)) }
    return lines.map { $0 + "\r\n" }.joined()
  }

  private static func line(_ grouping: String, _ key: String?, _ sum: Sum) -> String {
    let values = sum.members.map { member -> String in
      guard case .number(let text) = member.value else { return "" }
      return text
    }
    return ([grouping, quoted(key ?? "")] + values).joined(separator: ",")
  }

  /// A field in quotes where it needs them. A leading `=`, `+`, `-` or `@` gets an apostrophe: a caller's name must not
  /// become a formula in a spreadsheet.
  private static func quoted(_ text: String) -> String {
    let safe = text.first.map { "=+-@\t".contains($0) } == true ? "'" + text : text
    guard safe.utf8.contains(where: { [0x22, 0x2C, 0x0A, 0x0D].contains($0) }) else { return safe }
    return "\"" + safe.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"")
      + "\""
  }
}
