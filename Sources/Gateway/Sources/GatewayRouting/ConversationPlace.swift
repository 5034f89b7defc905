import GatewayConfiguration
import GatewayWire

/// Where a request stands in its conversation: under which keys the table knows what came before it, and under which its
/// answer is noted.
///
/// A name that the caller gives is the one key of a conversation. Without a name a request goes on from an answer of ours
/// if it repeats it, and all that was said before it:
///
/// ```
/// user₁                               an opening: goes on from nothing; noted as h(user₁ answer₁)
/// user₁ answer₁ user₂                 goes on from h(user₁ answer₁); noted as h(user₁ answer₁ user₂ answer₂)
/// user₁ answer₁ user₂ answer₂ user₃   goes on from the newest that is known, here h(user₁ … answer₂)
/// ```
///
/// So everyone who opens with the same words begins anew, and examples that a program puts before each question, which were
/// never answers of ours, tie nothing together. What caller and user are called is part of every key. Instructions are
/// not, for many change with the time of day.
public struct ConversationPlace: Sendable {
  /// So many answers back a known one is looked for: one that was changed since hides those after it.
  static let mostAnswers = 64

  /// The key of a conversation that the caller named; nil without a name.
  let name: String?
  /// The keys after the answers that the request repeats, the newest first; none with a name.
  let answers: [String]
  private let said: Hasher

  init(_ request: ChatRequest, _ context: CallerContext) {
    var said = Hasher()
    said.combine(context.caller)
    said.combine(context.user)
    guard context.conversation == nil else {
      name = ConversationPlace.name(of: request, context)
      (answers, self.said) = ([], said)
      return
    }
    var keys: [String] = []
    let oldest = max(0, request.messages.count { $0.role == "assistant" } - ConversationPlace.mostAnswers)
    var number = 0
    for message in request.messages where message.role != "system" && message.role != "developer" {
      guard message.role == "assistant" else {
        said.combine(message.role)
        said.combine(bytesOf: message.text.utf8[...])
        continue
      }
      said.combine(answer: message.text, callID: message.callID)
      if number >= oldest { keys.append(ConversationPlace.key(said)) }
      number += 1
    }
    name = nil
    answers = keys.reversed()
    self.said = said
  }

  /// The key under which an answer to the request is noted.
  func key(after answer: Answer) -> String {
    if let name { return name }
    var said = said
    said.combine(answer: answer.text, callID: answer.callID)
    return ConversationPlace.key(said)
  }

  private static func key(_ said: Hasher) -> String {
    // Taking the value does not end the hasher: it is a copy.
    String(said.finalize(), radix: 36)
  }

  /// What records call the conversation: the caller's own name, or made of who asks and how it began.
  ///
  /// Who asks stands before it, with `/` and `%` in their names escaped, so that no two conversations are called the same. The
  /// name outlives the process: exported records are grouped by it.
  static func name(of request: ChatRequest, _ context: CallerContext) -> String {
    let who = "\(escaped(context.caller))/\(escaped(context.user))/"
    if let name = context.conversation { return "=" + who + name }
    var opening = StableHash()
    for message in request.messages {
      opening.combine(message.role)
      opening.combine(message.text)
      if message.role == "user" { break }
    }
    return who + String(opening.value, radix: 36)
  }

  private static func escaped(_ name: String?) -> String {
    (name ?? "").replacing("%", with: "%25").replacing("/", with: "%2F")
  }
}

extension Hasher {
  /// An answer of ours, or what a caller repeats of it. Some clients cut blanks at its ends.
  fileprivate mutating func combine(answer text: String, callID: String?) {
    let bytes = text.utf8
    let end = bytes.lastIndex { $0 > 0x20 }.map { bytes.index(after: $0) } ?? bytes.startIndex
    combine("assistant")
    combine(bytesOf: bytes[..<end].drop { $0 <= 0x20 })
    combine(callID)
  }

  /// A text as it is: to hash a `String` it is brought into a normal form first, which takes its time in most languages.
  fileprivate mutating func combine(bytesOf text: Substring.UTF8View) {
    combine(text.count)
    let isContiguous: Void? = text.withContiguousStorageIfAvailable {
      combine(bytes: UnsafeRawBufferPointer($0))
    }
    if isContiguous == nil { for byte in text { combine(byte) } }
  }
}
