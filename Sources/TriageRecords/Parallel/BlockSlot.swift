import Dispatch

/// A place in the ring of blocks under way: lines, everything a thread needs to parse them, and what came of it.
///
/// Invariant: between ``start(on:)`` and ``wait()`` only the queue's thread touches it, otherwise only the owner.
final class BlockSlot<Worker: RecordWorker>: @unchecked Sendable {
  /// What a block came to.
  struct Outcome {
    var product: Worker.Product
    /// The line number, and the hash of the id where there is one, of each good record.
    var lines: [Int] = []
    var idHashes: [UInt64?] = []
    /// The ids, for messages.
    var ids: [String?] = []
    /// Bad lines, in order.
    var faults: [(line: Int, fault: RecordFault)] = []
    /// Models of the good records by first appearance.
    var models: [String] = []
  }

  var block = CopiedLines()
  var fileIndex = 0
  private(set) var outcome: Outcome?
  private var worker: Worker
  private var decoder: RecordDecoder
  private let document: JSONDocument
  private let tooLong: JSONFault
  private let done = DispatchSemaphore(value: 0)

  /// Nil where memory is short.
  init?(_ worker: Worker, tooLong: JSONFault, isFeatureRow: @escaping RecordReader.FeatureCheck) {
    guard let document = JSONDocument() else { return nil }
    self.document = document
    self.worker = worker
    decoder = RecordDecoder(isFeatureRow: isFeatureRow)
    self.tooLong = tooLong
  }

  /// Has the block parsed on the queue.
  func start(on queue: DispatchQueue) {
    outcome = nil
    queue.async { [self] in
      run()
      done.signal()
    }
  }

  /// Waits until that is done.
  func wait() { done.wait() }

  /// Parses the block and gives its records to the worker.
  func run() {
    decoder.restartList()
    var good: [(line: Int, id: String?)] = []
    var faults: [(line: Int, fault: RecordFault)] = []
    block.forEach { number, text in
      do throws(RecordFault) {
        guard let text else { throw RecordFault(tooLong.description) }
        let value: JSONValue
        switch document.parse(padded: text) {
        case .success(let parsed): value = parsed
        case .failure(let fault): throw RecordFault(fault.description)
        }
        var record = try decoder.decode(value)
        record.line = number
        record.fileIndex = fileIndex
        good.append((number, record.id))
        worker.take(record)
      } catch {
        faults.append((number, error))
      }
    }
    var outcome = Outcome(product: worker.finish())
    outcome.lines = good.map(\.line)
    outcome.ids = good.map(\.id)
    outcome.idHashes = outcome.ids.map { $0.map { ByteHash.hash($0) } }
    outcome.faults = faults
    outcome.models = decoder.listedModels
    self.outcome = outcome
  }
}
