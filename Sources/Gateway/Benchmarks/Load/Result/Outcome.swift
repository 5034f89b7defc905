import GatewayJSON
import Histogram
import NIOCore
import NIOHTTP1

/// What came of the questions.
final class Outcome {
  /// How one question ended.
  enum End: String, CaseIterable {
    /// In full, and where it is read: with the answer to this very question.
    case answered
    /// A well-formed answer without text.
    case empty
    /// An error of OpenAI's shape instead of an answer.
    case refused
    /// A stream that ended with an error event.
    case brokenOff = "broken_off"
    /// An error without OpenAI's shape.
    case unclear
    /// The answer to another question, or no sense at all.
    case mixed
    /// An answer that ended before it was complete, without an error.
    case torn
    /// No answer.
    case lost
  }

  /// Answers that came without a question.
  var unasked = 0
  private(set) var ends: [End: Int] = [:]
  private(set) var statuses: [Int: Int] = [:]
  private(set) var reasons: [String: Int] = [:]
  private let load: Load
  private let recorder: Recorder?
  private var started = NIODeadline.now()
  private var ended = NIODeadline.now()
  /// Microseconds from when a question was due to the end of its answer.
  private var times = Histogram<UInt64>(highestTrackableValue: 600_000_000)

  init(load: Load, recorder: Recorder?) {
    self.load = load
    self.recorder = recorder
  }

  func begin() { started = .now() }

  func end() { ended = .now() }

  /// A head is the acknowledgement: from here on the caller knows the decision's name.
  func noteHead(_ asked: Asked, _ head: HTTPResponseHead) {}

  func answered(_ asked: Asked, _ head: HTTPResponseHead, _ body: [UInt8]) {
    let status = Int(head.status.code)
    let end: End
    if !load.verifies {
      end = status == 200 ? .answered : .refused
    } else if status == 200 {
      end =
        asked.question.isStream ? Reading.stream(body, asked.question) : Reading.whole(body, asked.question)
    } else {
      end = Reading.error(body)
    }
    note(asked, end, status: status, head, reason: status == 200 ? nil : Reading.code(body))
  }

  func failed(_ asked: Asked, _ reason: String, _ head: HTTPResponseHead?) {
    note(
      asked, head == nil ? .lost : .torn, status: head.map { Int($0.status.code) } ?? 0, head, reason: reason)
  }

  private func note(_ asked: Asked, _ end: End, status: Int, _ head: HTTPResponseHead?, reason: String?) {
    ends[end, default: 0] += 1
    statuses[status, default: 0] += 1
    if let reason { reasons[reason, default: 0] += 1 }
    let microseconds = UInt64(max(0, (NIODeadline.now() - asked.due).nanoseconds) / 1000)
    if asked.question.number >= load.warmup { times.record(min(microseconds, 600_000_000)) }
    recorder?.write([
      "number": .number(asked.question.number), "stream": .bool(asked.question.isStream),
      "status": .number(status), "end": .string(end.rawValue), "microseconds": .number(microseconds),
      "id": head?.headers.first(name: "x-triage-decision-id").map { .string($0) } ?? .null,
      "cost": head?.headers.first(name: "x-triage-cost").map { .string($0) } ?? .null,
      "reason": reason.map { .string($0) } ?? .null,
    ])
  }

  /// The figures; times in milliseconds.
  var json: JSON {
    let count = ends.values.reduce(0, +)
    let seconds = Double((ended - started).nanoseconds) / 1e9
    let good = ends[.answered] ?? 0
    func at(_ percentile: Double) -> JSON { .number(Double(times.valueAtPercentile(percentile)) / 1000) }
    return [
      "sent": .number(count), "ok": .number(good), "errors": .number(count - good),
      "unasked": .number(unasked), "seconds": .number(seconds),
      "rate": .number((Double(count - load.warmup) / seconds * 10).rounded() / 10), "p50": at(50),
      "p90": at(90), "p95": at(95),
      "p99": at(99), "p99.9": at(99.9), "max": .number(Double(times.maxRecorded) / 1000),
      "ends": .object(
        ends.sorted { $0.key.rawValue < $1.key.rawValue }.map { .init($0.key.rawValue, .number($0.value)) }),
      "statuses": .object(
        statuses.sorted { $0.key < $1.key }.map { .init(String($0.key), .number($0.value)) }),
      "reasons": .object(
        reasons.sorted { $0.value > $1.value }.prefix(20).map { .init($0.key, .number($0.value)) }),
    ]
  }
}
