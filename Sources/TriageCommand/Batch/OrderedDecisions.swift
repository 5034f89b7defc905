/// Puts the decisions of blocks that were worked on side by side back in the order of the input, and writes them.
///
/// Whoever brings the block whose turn it is writes it, and those behind it that were waiting; nobody else waits
/// for that, unless ``limit`` blocks are ahead of their turn. So memory is bounded, and what can be written is
/// written at once.
///
/// Every member is guarded by `monitor`, but `lineCount` and `bad`, which belong to whoever set `isWriting`.
final class OrderedDecisions: @unchecked Sendable {
  private let monitor = Monitor()
  private let name: String
  private let maxBad: Int
  private let limit: Int
  /// Blocks that came before their turn.
  private var waiting: [Int: BlockDecisions] = [:]
  /// The block whose turn it is.
  private var turn = 0
  private var isWriting = false
  /// Lines of the blocks written.
  private var lineCount = 0
  private var bad = 0
  /// Buffers to use again.
  private var spare: [[UInt8]] = []
  /// Blocks taken and not yet brought.
  private var inWork = 0
  private var workers = 0
  private var failure: Failure?

  /// - Parameters:
  ///   - name: how messages name the input.
  ///   - maxBad: bad lines to warn of before one ends the run.
  init(name: String, maxBad: Int, workers: Int) {
    self.name = name
    self.maxBad = maxBad
    self.workers = workers
    limit = 2 * workers
  }

  /// Marks a block as in work, and returns where its decisions go; nil once the run has failed.
  func take(place: Int) -> BlockDecisions? {
    monitor.lock()
    defer { monitor.unlock() }
    guard failure == nil else { return nil }
    inWork += 1
    return BlockDecisions(place: place, output: spare.popLast() ?? [])
  }

  /// Brings a block's decisions; returns when the next block may be read, false once the run has failed.
  func bring(_ decisions: consuming BlockDecisions) -> Bool {
    monitor.lock()
    defer { monitor.unlock() }
    inWork -= 1
    waiting[decisions.place] = decisions
    if !isWriting { writeInTurn() }
    monitor.broadcast()
    while failure == nil, waiting.count >= limit { monitor.wait() }
    return failure == nil
  }

  /// Ends the run behind the blocks that were brought, or at once if one of them fails it.
  func fail(_ error: any Error) {
    monitor.lock()
    defer { monitor.unlock() }
    while failure == nil, inWork > 0 || isWriting { monitor.wait() }
    if failure == nil { failure = Failure(error) }
    monitor.broadcast()
  }

  /// A worker is done.
  func leave() {
    monitor.lock()
    workers -= 1
    monitor.broadcast()
    monitor.unlock()
  }

  /// Waits until all is written, or until the run has failed and nobody is at work. A worker may then still
  /// wait for input; it will not touch anything.
  func wait() throws(Failure) {
    monitor.lock()
    defer { monitor.unlock() }
    while failure == nil ? workers > 0 : inWork > 0 || isWriting { monitor.wait() }
    if let failure { throw failure }
  }

  /// Writes what has its turn. The lock is held, but not while writing.
  private func writeInTurn() {
    isWriting = true
    while failure == nil, let next = waiting.removeValue(forKey: turn) {
      turn += 1
      monitor.broadcast()
      monitor.unlock()
      let result = Result { () throws(Failure) in try write(next) }
      monitor.lock()
      if case .failure(let error) = result { failure = error }
      if spare.count < limit { spare.append(next.output) }
    }
    isWriting = false
  }

  private func write(_ decisions: BlockDecisions) throws(Failure) {
    var output = decisions.output[...]
    for problem in decisions.problems {
      bad += 1
      let message = "\(name):\(lineCount + problem.line): \(problem.message)"
      guard bad <= maxBad else {
        output = output[..<problem.offset]
        try Console.write(output)
        throw Failure(message: message, code: Failure.badData)
      }
      Console.warn(message)
    }
    try Console.write(output)
    lineCount += decisions.lineCount
  }
}
