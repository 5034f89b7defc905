import TestSupport
@testable import TriageRecords

let goodLine = #"{"prompt":"Hi","outcomes":{"small":{"score":1}}}"#

/// All records of the files, and the summary.
func readAll(
  _ paths: [String], maximumBad: Int = 0, lineLimit: Int = JSONLinesReader.defaultLineLimit
) throws(RecordError) -> (records: [OutcomeRecord], summary: RecordSummary) {
  let pass = RecordReader(paths: paths, maximumBad: maximumBad, lineLimit: lineLimit).pass()
  var records: [OutcomeRecord] = []
  while let record = try pass.next() { records.append(record) }
  return (records, pass.summary)
}

/// The message about the only line of a file; nil where it is good.
func problem(_ line: String) throws -> String? { try problem(Array(line.utf8)) }

func problem(_ line: [UInt8]) throws -> String? {
  let scratch = Scratch()
  do throws(RecordError) {
    _ = try readAll([scratch.file("log.jsonl", line)])
    return nil
  } catch {
    guard case .tooManyBadLines(let problem, 1, 0) = error else { throw error }
    return problem.message
  }
}

/// The root of a text, and the document that keeps it alive.
func parse(_ text: String) throws -> (document: JSONDocument, root: JSONValue) {
  guard let document = JSONDocument() else { throw JSONFault(description: "memory is short") }
  return (document, try document.parse(Array(text.utf8)).get())
}
