import Dispatch
import Triage
import TriageRecords

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Routes JSON Lines on all cores, in order.
///
/// Each worker reads a block of whole lines, one worker at a time, then decides for it beside the others. The
/// decisions are written as soon as those before them are, so a pipe that brings a line at a time is answered a
/// line at a time. Memory does not grow with the input: two blocks a core, and their decisions.
final class RouteBatch: @unchecked Sendable {
  private let router: Router
  private let line: DecisionLine
  private let decisions: OrderedDecisions
  /// A worker's own, each.
  private let blocks: [JSONLineBlock]
  private let reading = Monitor()
  // Guarded by `reading`.
  private let reader: JSONLineBlockReader
  private var place = 0
  private var isOver = false

  /// - Throws: as ``JSONLineBlockReader/init(path:lineLimit:)``, and where memory is short.
  init(path: String, router: Router, maxBad: Int) throws {
    self.router = router
    line = DecisionLine(router)
    reader = try JSONLineBlockReader(path: path)
    let workers = min(max(Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))), 1), 64)
    blocks = try (0..<workers).map { _ in
      guard let block = JSONLineBlock() else {
        throw Failure(message: "memory is short", code: Failure.inputOutput)
      }
      return block
    }
    decisions = OrderedDecisions(name: path, maxBad: maxBad, workers: workers)
  }

  /// Reads to the end, or to the first failure.
  func run() throws(Failure) {
    let queue = DispatchQueue(label: "triage.route", attributes: .concurrent)
    for worker in blocks.indices { queue.async { self.work(worker) } }
    try decisions.wait()
  }

  private func work(_ worker: Int) {
    defer { decisions.leave() }
    while var found = next(blocks[worker]) {
      found.decide(blocks[worker], router, line)
      guard decisions.bring(consume found) else { return }
    }
  }

  /// Where the decisions of the next block go, once it is read; nil at the end.
  private func next(_ block: JSONLineBlock) -> BlockDecisions? {
    reading.lock()
    defer { reading.unlock() }
    guard !isOver else { return nil }
    do throws(RecordError) {
      guard try reader.read(into: block), let found = decisions.take(place: place) else {
        isOver = true
        return nil
      }
      place += 1
      return found
    } catch {
      isOver = true
      decisions.fail(error)
      return nil
    }
  }
}
