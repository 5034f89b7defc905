extension ChatLogLine {
  /// The text of the user's last message, and how many messages the user wrote.
  ///
  /// `messages` of a chat completion, `input` of a response (a text, or a list of messages), or `prompt` of a
  /// completion.
  static func prompt(of request: JSONValue) throws(RecordFault) -> (text: String, turns: Int) {
    for name: StaticString in ["input", "prompt"] {
      if let text = request[name]?.string { return (text, 1) }
    }
    guard let messages = request["messages"] ?? request["input"] else {
      throw RecordFault("request.messages is missing, expected the conversation's messages")
    }
    guard messages.kind == .array else {
      throw RecordFault("request.messages", is: messages, expected: "an array of messages")
    }
    var turns = 0
    var last: JSONValue?
    for message in messages.elements where message["role"]?.equals("user") == true {
      turns += 1
      last = message
    }
    guard let content = last?["content"] else {
      throw RecordFault(
        "request.messages holds no message of the user, expected one with role user and content")
    }
    guard let text = text(of: content) else {
      throw RecordFault("the user's last message", is: content, expected: "a text, or parts with one")
    }
    return (text, turns)
  }

  /// A string, or the text parts of a list, a line each, as the router is asked; nil where there is no text.
  private static func text(of content: JSONValue) -> String? {
    if let text = content.string { return text }
    var parts: [String] = []
    for part in content.elements {
      if let text = part.string ?? part["text"]?.string { parts.append(text) }
    }
    return parts.isEmpty ? nil : parts.joined(separator: "\n")
  }
}

/// `2026-05-01T12:00:00Z` for seconds since 1970; nil before, and beyond the year 9999.
///
/// The date by Howard Hinnant's `civil_from_days` (Date Algorithms, 2013): days since 0000-03-01, so that a
/// leap day is a year's last.
func timestamp(ofUnixTime seconds: Int) -> String? {
  guard seconds >= 0, seconds <= 253_402_300_799 else { return nil }
  let day = seconds / 86_400 + 719_468
  let era = day / 146_097
  let dayOfEra = day % 146_097
  let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
  let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
  let marchMonth = (5 * dayOfYear + 2) / 153
  let month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
  let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
  let dayOfMonth = dayOfYear - (153 * marchMonth + 2) / 5 + 1
  let clock = seconds % 86_400
  func padded(_ number: Int, _ width: Int) -> String {
    let digits = "\(number)"
    return String(repeating: "0", count: max(width - digits.utf8.count, 0)) + digits
  }
  return "\(padded(year, 4))-\(padded(month, 2))-\(padded(dayOfMonth, 2))"
    + "T\(padded(clock / 3600, 2)):\(padded(clock / 60 % 60, 2)):\(padded(clock % 60, 2))Z"
}
