import Dispatch
import NIOCore
import NIOHTTP1

/// A question with the time from which its latency counts: when it was due, not when it could be sent.
struct Asked {
  var question: Load.Question
  var due: NIODeadline
  var firstByte: NIODeadline?
}

/// One measurement: sends every question at its time over as many connections as that needs.
///
/// Unchecked Sendable with this invariant: everything runs on `loop`, but for `init` and `start`.
final class Run: @unchecked Sendable {
  let load: Load
  let loop: any EventLoop
  let outcome: Outcome
  private let done: EventLoopPromise<Void>
  private var start = NIODeadline.now()
  private var next = 0
  private var underWay = 0
  var connections = 0
  private var idle: [Client] = []
  private var waiting: [Asked] = []
  var firstRefusal: NIODeadline?

  init(_ load: Load, loop: any EventLoop, record: Recorder?) {
    self.load = load
    self.loop = loop
    outcome = Outcome(load: load, recorder: record)
    done = loop.makePromise()
  }

  /// Returns when every question has been answered or has failed.
  func measure() async throws -> Outcome {
    loop.execute {
      self.start = .now()
      self.outcome.begin()
      switch self.load.pace {
      case .open: self.send()
      case .closed(let connections): for _ in 0..<connections { self.sendNext() }
      }
    }
    try await done.futureResult.get()
    return outcome
  }

  // MARK: the schedule

  private func due(_ number: Int, _ rate: Double) -> NIODeadline {
    start + .nanoseconds(Int64(Double(number) * 1e9 / rate))
  }

  /// Sends everything that is due, and comes back when the next is.
  private func send() {
    guard case .open(let rate) = load.pace else { return }
    while next < load.requests {
      let due = due(next, rate)
      guard due <= .now() else {
        loop.assumeIsolated().scheduleTask(deadline: due) { self.send() }
        return
      }
      ask(Asked(question: load.question(next), due: due))
      next += 1
    }
  }

  private func sendNext() {
    guard next < load.requests else { return }
    let question = load.question(next)
    next += 1
    ask(Asked(question: question, due: .now()))
  }

  private func ask(_ asked: Asked) {
    underWay += 1
    if next == load.warmup { outcome.begin() }
    hand(asked)
  }

  func hand(_ asked: Asked) {
    if let client = idle.popLast() { return client.ask(asked) }
    guard connections < load.connections else { return waiting.append(asked) }
    connect(asked)
  }

  // MARK: what clients report

  func noteHead(_ asked: Asked, _ head: HTTPResponseHead) { outcome.noteHead(asked, head) }

  func unasked() { outcome.unasked += 1 }

  func answered(_ asked: Asked, _ head: HTTPResponseHead, _ body: [UInt8], by client: Client?) {
    outcome.answered(asked, head, body)
    if let client {
      if waiting.isEmpty { idle.append(client) } else { client.ask(waiting.removeFirst()) }
    }
    finishOne()
  }

  func failed(_ asked: Asked, _ reason: String, _ head: HTTPResponseHead?) {
    outcome.failed(asked, reason, head)
    finishOne()
  }

  func gone(_ client: Client) {
    connections -= 1
    idle.removeAll { $0 === client }
    if !waiting.isEmpty { hand(waiting.removeFirst()) }
  }

  private func finishOne() {
    underWay -= 1
    if case .closed = load.pace { sendNext() }
    guard underWay == 0, next >= load.requests else { return }
    outcome.end()
    done.succeed()
  }
}
