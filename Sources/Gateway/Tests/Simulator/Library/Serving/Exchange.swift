import GatewayJSON
import NIOCore
import NIOPosix

/// One answer on its way out, with its fault.
struct Exchange: Sendable {
  let simulator: UpstreamSimulator
  let behaviour: Behaviour
  let question: Question
  let number: Int
  let fault: Fault?

  func run(_ channel: any Channel) {
    if !question.array.isEmpty, behaviour.arrays == .refused {
      let error = Rendering.error(
        question.dialect, type: "invalid_request_error", "prompt: expected a string")
      return send(Raw.whole(400, error), channel)
    }
    switch fault {
    case .hang:
      return
    case .reset:
      return reset(channel)
    case .limit:
      let error = Rendering.error(question.dialect, type: "rate_limit_error", "Rate limit reached")
      return send(Raw.whole(429, error, headers: "retry-after: \(behaviour.retryAfter)\r\n"), channel)
    case .error,
      .event where !question.isStream:
      let error = Rendering.error(question.dialect, type: "api_error", "The server had an error")
      return send(Raw.whole(500, error), channel)
    case .none, .slow, .wrong, .cut, .broken, .stall, .event, .whole, .uncounted:
      let rendering = Rendering(
        question: question, answer: answer, id: "sim\(number)", arrays: behaviour.arrays)
      question.isStream && fault != .whole ? stream(rendering, channel) : whole(rendering, channel)
    }
  }

  private var answer: SimulatedAnswer {
    let isEmpty = fault == .wrong
    guard !question.array.isEmpty else { return SimulatedAnswer(question, isEmpty: isEmpty) }
    return SimulatedAnswer(question.array.map { SimulatedAnswer($0, isEmpty: isEmpty) })
  }

  private func whole(_ rendering: Rendering, _ channel: any Channel) {
    guard question.array.isEmpty || behaviour.hold == nil else {
      return simulator.hold(channel).whenComplete { _ in send(rendering, channel) }
    }
    send(rendering, channel)
  }

  private func send(_ rendering: Rendering, _ channel: any Channel) {
    var bytes = rendering.whole.bytes
    switch fault {
    case .broken:
      bytes.removeLast(bytes.count / 3)
      send(Raw.whole(200, bytes), channel)
    case .cut, .stall:
      var buffer = Raw.whole(200, bytes)
      buffer.moveWriterIndex(to: buffer.writerIndex - bytes.count / 2)
      send(buffer, channel, closes: fault == .cut)
    case .uncounted:
      var body = rendering.whole
      body["usage"] = nil
      send(Raw.whole(200, body.bytes), channel, reporting: rendering.answer)
    default:
      send(Raw.whole(200, bytes), channel, reporting: rendering.answer, hasUsage: true)
    }
  }

  private func stream(_ rendering: Rendering, _ channel: any Channel) {
    var events = rendering.events
    let hasUsage = question.includesUsage && fault != .uncounted
    switch fault {
    case .broken:
      events.removeLast(events.count / 2)
      events.append((nil, #"{"id": "sim", "choices": [{"#))
    case .event:
      events.removeLast(events.count / 2)
      events.append(("error", Rendering.error(question.dialect, type: "api_error", "Overloaded").text))
    case .cut, .stall:
      events.removeLast(events.count / 2)
    case .uncounted:
      events.removeAll { $0.data.contains("\"prompt_tokens\"") }
    default:
      break
    }
    let isWhole = [nil, .slow, .wrong, .uncounted].contains(fault)
    let ends = fault == .cut || fault == .stall ? "" : Raw.end
    if behaviour.gap > 0 || behaviour.hold != nil {
      var pieces = events.map { Raw.event($0.name, $0.data) }
      pieces[0] = Raw.streamHead + pieces[0]
      pieces.append(ends)
      return trickle(
        Trickle(
          pieces: pieces[...], held: behaviour.hold.map { min(pieces.count - 1, max(2, pieces.count - $0)) },
          answer: isWhole ? rendering.answer : nil, hasUsage: hasUsage), channel)
    }
    var text = Raw.streamHead
    for event in events { text += Raw.event(event.name, event.data) }
    text += ends
    send(
      ByteBuffer(string: text), channel, reporting: isWhole ? rendering.answer : nil, hasUsage: hasUsage,
      closes: fault == .cut)
  }

  /// What is left of a stream that is sent event by event.
  private struct Trickle {
    var pieces: ArraySlice<String>
    /// So many pieces are left when it is held; nil where it is not.
    var held: Int?
    var answer: SimulatedAnswer?
    var hasUsage: Bool
  }

  private func trickle(_ trickle: Trickle, _ channel: any Channel) {
    var rest = trickle
    guard let first = rest.pieces.popFirst() else { return }
    guard !rest.pieces.isEmpty else {
      return send(
        ByteBuffer(string: first), channel, reporting: rest.answer, hasUsage: rest.hasUsage,
        closes: fault == .cut)
    }
    let next = rest
    if next.pieces.count == next.held {
      // Held before the event is sent: whoever has seen the event can release what comes after it.
      simulator.hold(channel).whenComplete { _ in self.trickle(next, channel) }
      channel.writeAndFlush(ByteBuffer(string: first), promise: nil)
    } else {
      channel.writeAndFlush(ByteBuffer(string: first), promise: nil)
      channel.eventLoop.scheduleTask(in: .milliseconds(Int64(behaviour.gap))) { self.trickle(next, channel) }
    }
  }

  /// Sends the last of an answer; counts its usage once it is handed over.
  private func send(
    _ bytes: ByteBuffer, _ channel: any Channel, reporting answer: SimulatedAnswer? = nil,
    hasUsage: Bool = false, closes: Bool = false
  ) {
    guard answer != nil || closes else { return channel.writeAndFlush(bytes, promise: nil) }
    channel.writeAndFlush(bytes).whenComplete { result in
      if let answer {
        var isDelivered = false
        if case .success = result { isDelivered = true }
        simulator.note(answer, model: question.model, isDelivered: isDelivered, hasUsage: hasUsage)
      }
      if closes { channel.close(promise: nil) }
    }
  }

  /// Closes with nothing to linger for: the other side sees a reset.
  private func reset(_ channel: any Channel) {
    guard let options = channel as? any SocketOptionProvider else { return channel.close(promise: nil) }
    options.setSoLinger(linger(l_onoff: 1, l_linger: 0)).whenComplete { _ in channel.close(promise: nil) }
  }
}
