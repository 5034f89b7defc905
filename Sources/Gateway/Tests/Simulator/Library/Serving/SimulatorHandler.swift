import GatewayJSON
import NIOCore
import NIOHTTP1

/// One connection: one request after the other. It writes bytes, not HTTP parts, so that it can break off anywhere.
final class SimulatorHandler: ChannelInboundHandler {
  typealias InboundIn = HTTPServerRequestPart
  typealias OutboundOut = ByteBuffer

  private let simulator: UpstreamSimulator
  private var head: HTTPRequestHead?
  private var body: [UInt8] = []

  init(simulator: UpstreamSimulator) { self.simulator = simulator }

  func channelActive(context: ChannelHandlerContext) {
    simulator.noteConnection()
    context.fireChannelActive()
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch unwrapInboundIn(data) {
    case .head(let head):
      self.head = head
      body.removeAll(keepingCapacity: true)
    case .body(let buffer):
      body.append(contentsOf: buffer.readableBytesView)
    case .end:
      guard let head else { return }
      respond(to: head, context)
    }
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }

  private func respond(to head: HTTPRequestHead, _ context: ChannelHandlerContext) {
    let path = head.uri.prefix { $0 != "?" }
    switch head.method {
    case .POST where path.hasSuffix("/chat/completions"): answer(.chat, head, context)
    case .POST where path.hasSuffix("/completions"): answer(.completions, head, context)
    case .POST where path.hasSuffix("/messages"): answer(.anthropic, head, context)
    case .POST where path == "/reset":
      simulator.reset()
      send(Raw.whole(200, [:]), context)
    case .POST where path == "/release":
      simulator.release()
      send(Raw.whole(200, [:]), context)
    case .GET where path == "/requests": send(Raw.whole(200, simulator.requests), context)
    case .GET where path == "/counts": send(Raw.whole(200, simulator.counts.json), context)
    case .GET: send(Raw.whole(200, ["status": "ok"]), context)
    default:
      simulator.noteRefused()
      send(Raw.whole(404, Rendering.error(.chat, type: "invalid_request_error", "no such path")), context)
    }
  }

  private func answer(_ dialect: Question.Dialect, _ head: HTTPRequestHead, _ context: ChannelHandlerContext)
  {
    simulator.record(head, body)
    let question: Question
    switch Question.read(dialect, body) {
    case .success(let read): question = read
    case .failure(let malformed):
      simulator.noteRefused()
      let error = Rendering.error(dialect, type: "invalid_request_error", malformed.message)
      return send(Raw.whole(400, error), context)
    }
    if let status = question.mark("status").flatMap({ Int($0) }), (400...599).contains(status) {
      simulator.noteRefused()
      let error = Rendering.error(dialect, type: "invalid_request_error", "simulated status \(status)")
      return send(Raw.whole(status, error), context)
    }
    let admitted = simulator.admit(isStream: question.isStream, isArray: !question.array.isEmpty)
    let fault = Fault.asked(head, question) ?? admitted.fault.map(Fault.Asked.fault) ?? .none
    var behaviour = admitted.behaviour
    if let gap = question.mark("gap").flatMap({ Int($0) }) { behaviour.gap = gap }
    if let hold = question.mark("hold").flatMap({ Int($0) }) { behaviour.hold = hold }
    var delay = behaviour.delay
    if case .fault(let fault) = fault {
      simulator.note(fault)
      if fault == .slow { delay += behaviour.slow }
    }
    let exchange = Exchange(
      simulator: simulator, behaviour: behaviour, question: question, number: admitted.number,
      fault: (question.array.isEmpty ? nil : behaviour.arrays.fault) ?? fault.value)
    guard delay > 0 else { return exchange.run(context.channel) }
    let channel = context.channel
    context.eventLoop.scheduleTask(in: .milliseconds(Int64(delay))) { exchange.run(channel) }
  }

  private func send(_ bytes: ByteBuffer, _ context: ChannelHandlerContext) {
    context.writeAndFlush(wrapOutboundOut(bytes), promise: nil)
  }
}

extension Fault {
  /// What a request asks for.
  enum Asked {
    case none
    case fault(Fault)

    var value: Fault? {
      guard case .fault(let fault) = self else { return nil }
      return fault
    }
  }

  /// The fault that a request names; nil where it leaves it to the dice.
  static func asked(_ head: HTTPRequestHead, _ question: Question) -> Asked? {
    var name = head.headers.first(name: "x-simulate")
    if name == nil, question.model.hasPrefix("simulate-") { name = String(question.model.dropFirst(9)) }
    name = name ?? question.mark("simulate")
    guard let name else { return nil }
    return Fault(rawValue: name).map { .fault($0) } ?? Asked.none
  }
}
