extension ImportRun {
  /// Reads outcome records, and passes on their lines; see ``ImportFormat/records``.
  mutating func readRecords(_ write: Sink) throws(ImportError) {
    guard let document = JSONDocument() else {
      throw .input(.unreadable(path: paths.first ?? "-", reason: "memory is short"))
    }
    let pass = RecordReader(paths: paths, maximumBad: options.maximumBad, lineLimit: options.lineLimit).pass()
    var taken = 0
    while let record = try importing({ () throws(RecordError) in try pass.next() }) {
      fileIndex = record.fileIndex
      taken = try take(pass.summary, after: taken)
      var line = pass.rawLine
      var record = record
      if options.rewrites, case .success(let root) = document.parse(line) {
        do throws(RecordFault) {
          guard let rewritten = try rewrite(root, &record) else {
            summary.filteredOut += 1
            continue
          }
          line = rewritten
        } catch {
          try skip(error, line: record.line)
          continue
        }
      }
      line.append(0x0A)
      summary.list(record)
      try Self.hand(line, to: write)
    }
    _ = try take(pass.summary, after: taken)
  }

  /// Takes over the bad lines that the pass has found since there were `taken`; returns how many there are
  /// now.
  private mutating func take(_ found: RecordSummary, after taken: Int) throws(ImportError) -> Int {
    for problem in found.problems.dropFirst(taken) { try skip(problem) }
    summary.badRowCount += found.badLineCount - max(taken, found.problems.count)
    return found.badLineCount
  }

  /// The line with models renamed and filtered and the domain filled in, all else as it was; nil where the
  /// filter leaves nothing. `record` changes alike.
  private func rewrite(_ root: JSONValue, _ record: inout OutcomeRecord) throws(RecordFault) -> [UInt8]? {
    let fillsDomain = record.domain == nil && options.domain != nil
    var kept: [Outcome] = []
    for var outcome in record.outcomes {
      outcome.model = newName(outcome.model)
      guard keeps(outcome.model) else { continue }
      guard !kept.contains(where: { $0.model == outcome.model }) else {
        throw RecordFault(
          "outcomes.\(keyForDisplay(outcome.model)) comes twice after renaming, expected each model once")
      }
      kept.append(outcome)
    }
    let keepsChosen = record.chosen.map { keeps(newName($0)) } ?? true
    guard !kept.isEmpty, keepsChosen else { return nil }
    record.outcomes = kept

    var json = JSONWriter()
    json.beginObject()
    for (key, value) in root.members {
      if key.equals("domain"), fillsDomain { continue }
      json.key(key.string ?? "")
      if key.equals("outcomes") {
        json.beginObject()
        for (model, outcome) in value.members {
          let name = newName(model.string ?? "")
          guard keeps(name) else { continue }
          json.key(name)
          json.copy(outcome)
        }
        json.endObject()
      } else if key.equals("chosen"), let chosen = value.string {
        json.string(newName(chosen))
      } else {
        json.copy(value)
      }
    }
    if fillsDomain, let domain = options.domain {
      json.key("domain")
      json.string(domain)
    }
    json.endObject()
    return json.bytes
  }

  private func newName(_ model: String) -> String { options.renames[model] ?? model }

  private func keeps(_ model: String) -> Bool { options.models?.contains(model) ?? true }
}

extension JSONWriter {
  /// Writes a parsed value again: the same value, in our spelling of numbers and escapes.
  mutating func copy(_ value: JSONValue) {
    switch value.kind {
    case .object:
      beginObject()
      for (key, value) in value.members {
        self.key(key.string ?? "")
        copy(value)
      }
      endObject()
    case .array:
      beginArray()
      for element in value.elements { copy(element) }
      endArray()
    case .string: string(value.string ?? "")
    case .boolean: boolean(value.boolean ?? false)
    case .null: null()
    case .number:
      if let whole = value.unsigned {
        raw("\(whole)")
      } else if let whole = value.integer {
        number(whole)
      } else {
        number(value.number ?? .nan)
      }
    }
  }
}

extension JSONValue {
  /// A whole number beyond `Int.max`, which a double would round.
  fileprivate var unsigned: UInt64? {
    guard UInt8(truncatingIfNeeded: word >> 56) == UInt8(ascii: "u") else { return nil }
    return document.word(at: index + 1, of: generation)
  }
}
