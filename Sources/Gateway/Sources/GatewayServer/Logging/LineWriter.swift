public import Dispatch
import Synchronization

/// Writes lines in the background, in their order, and never makes anybody wait: beyond so many waiting lines a new one
/// is dropped and counted.
///
/// A line is handed over as a closure, so that also the making of its text happens off the caller's path. Lines that
/// wait together are written together. Safe from any task.
public final class LineWriter: Sendable {
  /// What became of the lines.
  public struct Counters: Sendable, Equatable {
    /// Lines handed to the system.
    public var written = 0
    /// Lines that found the queue full.
    public var dropped = 0
    /// Lines that could not be written: a full disk, a closed pipe, a folder that is not there.
    public var failed = 0
    /// Lines that wait now.
    public var waiting = 0
  }

  private struct State {
    var lines: [@Sendable () -> [UInt8]] = []
    var counters = Counters()
    /// Whether lines are written every 250 ms, and how many turns found none.
    var isTicking = false
    var idleTicks = 0
  }

  /// The file, touched on `queue` only.
  private final class File: @unchecked Sendable {
    var file: LineFile
    init(_ file: LineFile) { self.file = file }
  }

  /// How long lines are collected: waking a thread for each would cost the requests under way more than writing it.
  private static let pause = DispatchTimeInterval.milliseconds(250)
  /// After so many turns without a line they end until one comes: also setting a timer wakes a thread.
  private static let idleTicks = 8
  /// The most bytes in one write.
  private static let batch = 256 * 1024

  private let limit: Int
  private let state = Mutex(State())
  private let queue: DispatchQueue
  private let file: File

  /// A writer to standard output (1) or standard error (2).
  public convenience init(descriptor: Int32, limit: Int = 10_000) {
    self.init(.descriptor(descriptor), limit: limit)
  }

  /// A writer to a file, which is appended to.
  public convenience init(path: String, limit: Int = 10_000) { self.init(.path(path), limit: limit) }

  init(_ target: LineFile.Target, limit: Int) {
    self.limit = limit
    file = File(LineFile(target))
    queue = DispatchQueue(label: "triage-gateway.lines")
  }

  deinit { file.file.reopen() }

  /// What became of the lines so far.
  public var counters: Counters {
    state.withLock { state in
      var counters = state.counters
      counters.waiting = state.lines.count
      return counters
    }
  }

  /// Takes a line without its line break.
  public func write(_ line: @escaping @Sendable () -> [UInt8]) {
    let mustSchedule = state.withLock { state in
      guard state.lines.count < limit else {
        state.counters.dropped += 1
        return false
      }
      state.lines.append(line)
      state.idleTicks = 0
      defer { state.isTicking = true }
      return !state.isTicking
    }
    if mustSchedule { schedule() }
  }

  private func schedule() { queue.asyncAfter(deadline: .now() + LineWriter.pause) { self.tick() } }

  /// Writes what was collected, and comes again while there is something.
  private func tick() {
    drain()
    let goesOn = state.withLock { state in
      state.idleTicks += 1
      state.isTicking = state.idleTicks <= LineWriter.idleTicks
      return state.isTicking
    }
    if goesOn { schedule() }
  }

  /// Opens the file anew before the next line.
  public func reopen() { queue.async { self.file.file.reopen() } }

  /// Waits until every line taken so far is written, but no longer than told: whoever should read them may have stopped.
  public func flush(within patience: DispatchTimeInterval = .never) {
    let work = DispatchWorkItem { self.drain() }
    queue.async(execute: work)
    _ = work.wait(timeout: .now() + patience)
  }

  private func drain() {
    file.file.reopenIfMoved()
    while true {
      let lines = state.withLock { state in
        let lines = state.lines
        state.lines.removeAll(keepingCapacity: true)
        return lines
      }
      if lines.isEmpty { return }
      var bytes: [UInt8] = []
      var count = 0
      for line in lines {
        bytes += line()
        bytes.append(0x0A)
        count += 1
        if bytes.count >= LineWriter.batch { put(&bytes, &count) }
      }
      put(&bytes, &count)
    }
  }

  private func put(_ bytes: inout [UInt8], _ count: inout Int) {
    guard count > 0 else { return }
    let isWritten = file.file.write(bytes)
    state.withLock { state in
      if isWritten { state.counters.written += count } else { state.counters.failed += count }
    }
    bytes.removeAll(keepingCapacity: true)
    count = 0
  }
}
