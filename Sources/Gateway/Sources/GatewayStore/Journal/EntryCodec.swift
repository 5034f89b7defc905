import GatewayAccounts
import GatewayMoney

/// An entry as bytes and back. The first byte tells the kind, and with it the version of its layout.
enum EntryCodec {
  /// Records from before attempts told of arrays.
  private static let oldRecordKind: UInt8 = 1
  private static let pairKind: UInt8 = 2
  private static let recordKind: UInt8 = 3

  /// The bytes of a record or a pair, after `head` bytes of 0; nil for entries that are not journalled.
  static func bytes(_ entry: Entry, head: Int) -> [UInt8]? {
    var writer = ByteWriter(capacity: 768)
    writer.bytes.append(contentsOf: repeatElement(0, count: head))
    switch entry {
    case .record(let record):
      writer.bytes.append(recordKind)
      put(record, &writer)
    case .pair(let pair):
      writer.bytes.append(pairKind)
      put(pair, &writer)
    case .feedback, .prune: return nil
    }
    return writer.bytes
  }

  static func entry(_ bytes: ArraySlice<UInt8>) throws(ByteReader.Mismatch) -> Entry {
    guard let kind = bytes.first else { throw ByteReader.Mismatch() }
    var reader = ByteReader(bytes.dropFirst())
    switch kind {
    case recordKind:
      return .record(
        try record(&reader) { from throws(ByteReader.Mismatch) in
          var attempt = try attempt(&from)
          attempt.array = try number(&from)
          return attempt
        })
    case oldRecordKind: return .record(try record(&reader, attempt: attempt))
    case pairKind: return .pair(try pair(&reader))
    default: throw ByteReader.Mismatch()
    }
  }

  private static func put(_ record: RequestRecord, _ out: inout ByteWriter) {
    out.put(record.id)
    out.put(record.time)
    out.put(record.state)
    out.put(record.endpoint)
    out.put(record.caller)
    out.put(record.user)
    out.put(record.feature)
    out.put(record.conversation)
    out.put(record.queryType)
    out.put(record.requestedModel)
    out.put(record.tier)
    out.put(record.tierName)
    out.put(record.model)
    out.put(record.learnedTier)
    out.put(record.sufficiency)
    out.put(record.band)
    out.put(record.evidence)
    out.put(record.cause)
    out.put(record.trail)
    out.put(record.router)
    out.put(record.propensity)
    out.put(unsigned: UInt64(record.attempts.count))
    for attempt in record.attempts { put(attempt, &out) }
    put(record.usage, &out)
    out.put(record.cost.picodollars)
    out.put(record.baselineCost.picodollars)
    out.put(record.baseline)
    out.put(record.firstByte)
    out.put(record.total)
    out.put(record.status)
    out.put(record.rules)
    out.put(record.features)
    out.put(record.prompt)
    out.put(record.answer)
    out.put(record.isShadow)
    out.put(record.shadow)
  }

  private static func record(
    _ from: inout ByteReader,
    attempt: (inout ByteReader) throws(ByteReader.Mismatch) -> AttemptRecord
  ) throws(ByteReader.Mismatch) -> RequestRecord {
    RequestRecord(
      id: try from.text(), time: try from.wide(), state: try from.text(), endpoint: try from.text(),
      caller: try text(&from), user: try text(&from), feature: try text(&from), conversation: try text(&from),
      queryType: try from.text(), requestedModel: try from.text(), tier: try number(&from),
      tierName: try text(&from), model: try text(&from), learnedTier: try number(&from),
      sufficiency: try double(&from), band: try text(&from), evidence: try double(&from),
      cause: try from.text(),
      trail: try from.texts(), router: try text(&from), propensity: try double(&from),
      attempts: try from.list(attempt), usage: try usage(&from), cost: Money(picodollars: try from.wide()),
      baselineCost: Money(picodollars: try from.wide()), baseline: try text(&from),
      firstByte: try wide(&from),
      total: try from.wide(), status: try from.number(), rules: try from.texts(),
      features: try from.option { reader throws(ByteReader.Mismatch) in try reader.blob() },
      prompt: try text(&from), answer: try text(&from), isShadow: try from.flag(), shadow: try text(&from))
  }

  private static func put(_ attempt: AttemptRecord, _ out: inout ByteWriter) {
    out.put(attempt.tier)
    out.put(attempt.model)
    out.put(attempt.upstream)
    out.put(attempt.status)
    out.put(attempt.outcome)
    out.put(attempt.reason)
    out.put(attempt.score)
    out.put(attempt.usage) { put($1, &$0) }
    out.put(attempt.cost.picodollars)
    out.put(attempt.firstByte)
    out.put(attempt.total)
    out.put(attempt.array)
  }

  private static func attempt(_ from: inout ByteReader) throws(ByteReader.Mismatch) -> AttemptRecord {
    AttemptRecord(
      tier: try from.number(), model: try from.text(), upstream: try from.text(), status: try number(&from),
      outcome: try from.text(), reason: try text(&from), score: try double(&from),
      usage: try from.option(usage),
      cost: Money(picodollars: try from.wide()), firstByte: try wide(&from), total: try from.wide())
  }

  private static func put(_ usage: TokenUsage, _ out: inout ByteWriter) {
    for count in [usage.input, usage.cachedInput, usage.cacheWrite, usage.output, usage.reasoning] {
      out.put(count)
    }
  }

  private static func usage(_ from: inout ByteReader) throws(ByteReader.Mismatch) -> TokenUsage {
    TokenUsage(
      input: try from.number(), cachedInput: try from.number(), cacheWrite: try from.number(),
      output: try from.number(), reasoning: try from.number())
  }

  private static func put(_ pair: ShadowPair, _ out: inout ByteWriter) {
    out.put(pair.request)
    out.put(pair.shadow)
    out.put(pair.time)
    out.put(pair.agreement)
    out.put(pair.cost.picodollars)
    out.put(pair.candidateCost.picodollars)
    out.put(pair.isValid)
    out.put(pair.isCandidateValid)
    out.put(pair.total)
    out.put(pair.candidateTotal)
  }

  private static func pair(_ from: inout ByteReader) throws(ByteReader.Mismatch) -> ShadowPair {
    ShadowPair(
      request: try from.text(), shadow: try from.text(), time: try from.wide(), agreement: try double(&from),
      cost: Money(picodollars: try from.wide()), candidateCost: Money(picodollars: try from.wide()),
      isValid: try flag(&from), isCandidateValid: try flag(&from), total: try wide(&from),
      candidateTotal: try wide(&from))
  }

  private static func text(_ from: inout ByteReader) throws(ByteReader.Mismatch) -> String? {
    try from.flag() ? try from.text() : nil
  }

  private static func number(_ from: inout ByteReader) throws(ByteReader.Mismatch) -> Int? {
    try from.flag() ? try from.number() : nil
  }

  private static func wide(_ from: inout ByteReader) throws(ByteReader.Mismatch) -> Int64? {
    try from.flag() ? try from.wide() : nil
  }

  private static func double(_ from: inout ByteReader) throws(ByteReader.Mismatch) -> Double? {
    try from.flag() ? try from.double() : nil
  }

  private static func flag(_ from: inout ByteReader) throws(ByteReader.Mismatch) -> Bool? {
    try from.flag() ? try from.flag() : nil
  }
}
