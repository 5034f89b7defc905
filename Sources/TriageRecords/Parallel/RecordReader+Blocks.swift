import Dispatch

extension RecordReader {
  /// Has blocks of records worked on by all cores, and hands what became of each to `consume`, in order.
  ///
  /// The same checks and the same errors as ``forEach(after:_:)``. One thread reads and cuts into lines, the others
  /// parse; a few blocks are under way at a time, so that memory does not grow with the files.
  ///
  /// - Parameters:
  ///   - first: the first pass's summary where this is a later one.
  ///   - rows: in a later pass, the numbers of the records to parse, ascending, counted over good records from 0;
  ///     the lines of all others are passed over unparsed. Nil for all.
  ///   - worker: makes a worker, a few times.
  ///   - consume: takes a product, and the places in its block of records that must be dropped because their id came
  ///     before.
  /// - Returns: the pass's summary.
  @discardableResult
  package func forEachBlock<Worker: RecordWorker>(
    after first: RecordSummary? = nil, rows: [Int]? = nil, worker: () -> Worker,
    consume: (Worker.Product, Set<Int>) throws -> Void
  ) throws -> RecordSummary {
    let pass = BlockPass<Worker>(self, after: first, rows: rows)
    return try pass.run(worker: worker, consume: consume)
  }
}

/// A parallel pass: see ``RecordReader/forEachBlock(after:rows:worker:consume:)``.
final class BlockPass<Worker: RecordWorker> {
  private let reader: RecordReader
  private let first: RecordSummary?
  private let rows: [Int]?
  private var found = RecordSummary()
  private var identifiers = IdentifierSet()
  private var modelsListed: Set<String> = []
  private var file: JSONLinesReader?
  private var fileIndex = -1
  /// In a later pass: bad lines passed, records passed, and how many of `rows` lie behind.
  private var badPassed = 0
  private var rowsPassed = 0
  private var rowsTaken = 0

  init(_ reader: RecordReader, after first: RecordSummary?, rows: [Int]?) {
    self.reader = reader
    self.first = first
    self.rows = rows
  }

  func run(
    worker: () -> Worker, consume: (Worker.Product, Set<Int>) throws -> Void
  ) throws -> RecordSummary {
    try checkAllExist(reader.paths)
    let queue = DispatchQueue(label: "triage.records", attributes: .concurrent)
    var slots: [BlockSlot<Worker>] = []
    for _ in 0..<2 * min(availableCores(), 16) + 1 {
      slots.append(try slot(worker()))
    }
    var alone: BlockSlot<Worker>?
    // A ring: `next` is filled next, the `underWay` before it are being parsed.
    var (next, underWay) = (0, 0)
    func settleOldest() throws {
      let oldest = slots[(next - underWay + slots.count) % slots.count]
      oldest.wait()
      underWay -= 1
      try settle(oldest, consume)
    }
    while true {
      if underWay == slots.count { try settleOldest() }
      guard try fill(slots[next]) else { break }
      if slots[next].block.byteCount > CopiedLines.large {
        // One of these is under way at a time, and its parser is the only one that grows.
        while underWay > 0 { try settleOldest() }
        let single = try alone ?? slot(worker())
        alone = single
        swap(&single.block, &slots[next].block)
        single.fileIndex = slots[next].fileIndex
        single.run()
        try settle(single, consume)
        single.block.clear()
      } else {
        slots[next].start(on: queue)
        next = (next + 1) % slots.count
        underWay += 1
      }
    }
    while underWay > 0 { try settleOldest() }
    if first == nil, found.recordCount == 0 {
      throw RecordError.noRecords(paths: reader.paths, badLines: found.badLineCount)
    }
    return found
  }

  private func slot(_ worker: Worker) throws(RecordError) -> BlockSlot<Worker> {
    guard let slot = BlockSlot(worker, tooLong: .lineTooLong(limit: reader.lineLimit)) else {
      throw .unreadable(path: reader.paths.first ?? "-", reason: "memory is short")
    }
    return slot
  }

  /// Reads lines into the slot's block; false behind the last file.
  private func fill(_ slot: BlockSlot<Worker>) throws(RecordError) -> Bool {
    slot.block.clear()
    while !slot.block.isFull {
      guard let file else {
        // A block is of one file.
        if !slot.block.lines.isEmpty { break }
        guard try openNext() else { return false }
        continue
      }
      slot.fileIndex = fileIndex
      guard let line = try file.nextLine() else {
        try close(file)
        continue
      }
      guard isWanted(file.lineCount) else { continue }
      switch line {
      case .text: slot.block.append(file.lineBytes, number: file.lineCount)
      case .tooLong: slot.block.appendTooLong(number: file.lineCount)
      }
    }
    slot.block.close()
    return true
  }

  /// Whether a line is to be parsed: all of them in a first pass, later those that hold a wanted record.
  private func isWanted(_ line: Int) -> Bool {
    guard let first else { return true }
    let position = RecordPosition(fileIndex: fileIndex, line: line)
    if badPassed < first.badPositions.count, first.badPositions[badPassed] == position {
      badPassed += 1
      return false
    }
    defer { rowsPassed += 1 }
    guard let rows else { return true }
    guard rowsTaken < rows.count, rows[rowsTaken] == rowsPassed else { return false }
    rowsTaken += 1
    return true
  }

  private func openNext() throws(RecordError) -> Bool {
    fileIndex += 1
    guard fileIndex < reader.paths.count else { return false }
    let path = reader.paths[fileIndex]
    if let first, fileIndex < first.spools.count, let spool = first.spools[fileIndex] {
      file = try JSONLinesReader(
        source: SpoolSource(spool), path: path, lineLimit: reader.lineLimit, digests: false)
    } else {
      file = try JSONLinesReader(
        path: path, lineLimit: reader.lineLimit, digests: first == nil, keepsCopy: first == nil)
    }
    found.spools.append(file?.spool)
    return true
  }

  private func close(_ file: JSONLinesReader) throws(RecordError) {
    let read = RecordFile(
      path: file.path, byteCount: file.byteCount, lineCount: file.lineCount, sha256: file.sha256)
    if let first, fileIndex < first.files.count, first.files[fileIndex].byteCount != read.byteCount {
      throw .changed(path: file.path)
    }
    found.files.append(read)
    self.file = nil
  }

  /// Notes what was bad in a block, line by line, and passes on what became of the rest.
  private func settle(
    _ slot: BlockSlot<Worker>, _ consume: (Worker.Product, Set<Int>) throws -> Void
  ) throws {
    guard let outcome = slot.outcome else { return }
    var dropped: Set<Int> = []
    var faults = outcome.faults[...]
    if first == nil {
      identifiers.fetch(outcome.idHashes)
      for place in outcome.lines.indices {
        while let fault = faults.first, fault.line < outcome.lines[place] {
          try note(fault.fault.message, line: fault.line, slot.fileIndex)
          faults.removeFirst()
        }
        guard let hash = outcome.idHashes[place] else { continue }
        let position = RecordPosition(fileIndex: slot.fileIndex, line: outcome.lines[place])
        guard let earlier = identifiers.insert(hash: hash, at: position) else { continue }
        found.repeatedIDs.append(position)
        dropped.insert(place)
        let message = repeated(outcome.ids[place] ?? "", at: position, earlier: earlier)
        try note(message, line: position.line, slot.fileIndex)
      }
    } else if !faults.isEmpty {
      throw RecordError.changed(path: reader.paths[slot.fileIndex])
    }
    for fault in faults { try note(fault.fault.message, line: fault.line, slot.fileIndex) }
    for model in outcome.models where modelsListed.insert(model).inserted { found.models.append(model) }
    found.recordCount += outcome.lines.count - dropped.count
    try consume(outcome.product, dropped)
  }

  private func repeated(_ id: String, at position: RecordPosition, earlier: RecordPosition) -> String {
    let place =
      earlier.fileIndex == position.fileIndex
      ? "line \(earlier.line)" : "\(displayName(reader.paths[earlier.fileIndex])):\(earlier.line)"
    return "id \(quotedForDisplay(id)) is also that of \(place), expected each id once"
  }

  private func note(_ message: String, line: Int, _ fileIndex: Int) throws(RecordError) {
    let problem = RecordProblem(
      file: displayName(reader.paths[fileIndex]), line: line, message: message)
    found.note(problem, at: RecordPosition(fileIndex: fileIndex, line: line))
    if found.badLineCount > reader.maximumBad {
      throw .tooManyBadLines(problem: problem, count: found.badLineCount, allowed: reader.maximumBad)
    }
  }
}
