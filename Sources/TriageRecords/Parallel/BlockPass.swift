import Dispatch

/// A parallel pass: see ``RecordReader/forEachBlock(worker:consume:)``.
final class BlockPass<Worker: RecordWorker> {
  private let reader: RecordReader
  private var files: RecordFiles
  private var identifiers = IdentifierSet()
  private var modelsListed: Set<String> = []

  init(_ reader: RecordReader) {
    self.reader = reader
    files = RecordFiles(reader, after: nil)
  }

  func run(
    worker: () -> Worker, consume: (Worker.Product, Set<Int>) throws -> Void
  ) throws -> RecordSummary {
    try checkAllExist(reader.paths)
    let queue = DispatchQueue(label: "triage.records", attributes: .concurrent)
    var slots: [BlockSlot<Worker>] = []
    // More than there are threads, so that none waits for this one, which also reads and settles.
    for _ in 0..<2 * min(availableCores(), 16) + 5 {
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
    if files.found.recordCount == 0 {
      throw RecordError.noRecords(
        paths: reader.paths, badLines: files.found.badLineCount,
        first: files.found.problems.first)
    }
    return files.found
  }

  private func slot(_ worker: Worker) throws(RecordError) -> BlockSlot<Worker> {
    let tooLong = JSONFault.lineTooLong(limit: reader.lineLimit)
    guard let slot = BlockSlot(worker, tooLong: tooLong, isFeatureRow: reader.isFeatureRow) else {
      throw .unreadable(path: reader.paths.first ?? "-", reason: "memory is short")
    }
    return slot
  }

  /// Reads lines into the slot's block; false behind the last file.
  private func fill(_ slot: BlockSlot<Worker>) throws(RecordError) -> Bool {
    slot.block.clear()
    while !slot.block.isFull {
      guard let file = files.current else {
        // A block is of one file.
        if !slot.block.lines.isEmpty { break }
        guard try files.openNext() else { return false }
        continue
      }
      slot.fileIndex = files.index
      guard let line = try file.nextLine() else {
        try files.close(file)
        continue
      }
      switch line {
      case .text: slot.block.append(file.lineBytes, number: file.lineCount)
      case .tooLong: slot.block.appendTooLong(number: file.lineCount)
      }
    }
    slot.block.close()
    return true
  }

  /// Notes what was bad in a block, line by line, and passes on what became of the rest.
  private func settle(
    _ slot: BlockSlot<Worker>, _ consume: (Worker.Product, Set<Int>) throws -> Void
  ) throws {
    guard let outcome = slot.outcome else { return }
    var dropped: Set<Int> = []
    var faults = outcome.faults[...]
    func note(_ bad: (line: Int, fault: RecordFault)) throws(RecordError) {
      try files.note(bad.fault.message, at: RecordPosition(fileIndex: slot.fileIndex, line: bad.line))
    }
    identifiers.fetch(outcome.idHashes)
    for place in outcome.lines.indices {
      while let fault = faults.first, fault.line < outcome.lines[place] {
        try note(fault)
        faults.removeFirst()
      }
      guard let hash = outcome.idHashes[place] else { continue }
      let position = RecordPosition(fileIndex: slot.fileIndex, line: outcome.lines[place])
      guard let earlier = identifiers.insert(hash: hash, at: position) else { continue }
      dropped.insert(place)
      let message = files.repeated(outcome.ids[place] ?? "", at: position, earlier: earlier)
      try files.note(message, at: position)
    }
    for fault in faults { try note(fault) }
    for model in outcome.models where modelsListed.insert(model).inserted { files.found.models.append(model) }
    files.found.recordCount += outcome.lines.count - dropped.count
    try consume(outcome.product, dropped)
  }
}
