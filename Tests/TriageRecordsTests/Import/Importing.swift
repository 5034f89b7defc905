import TestSupport
@testable import TriageRecords

/// What an import gave: lines and records, which the reader took without complaint.
struct Imported {
  var lines: [String]
  var records: [OutcomeRecord]
  var summary: ImportSummary
}

/// Imports, and reads what came out as any reader would.
func importAll(
  _ format: ImportFormat, _ paths: [String], _ options: ImportOptions = ImportOptions()
) throws -> Imported {
  var bytes: [UInt8] = []
  let summary = try RecordImporter(format: format, options: options).run(paths: paths) {
    bytes.append(contentsOf: $0)
  }
  let scratch = Scratch()
  let records = try readAll([scratch.file("imported.jsonl", bytes)]).records
  let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init)
  return Imported(lines: lines, records: records, summary: summary)
}

/// Imports one text.
func importText(
  _ format: ImportFormat, _ text: String, _ options: ImportOptions = ImportOptions()
) throws -> Imported {
  let scratch = Scratch()
  return try importAll(format, [scratch.file("in", text)], options)
}

/// Why an import of one text stopped, the file called `in`; nil where it did not.
func failure(
  _ format: ImportFormat, _ text: String, _ options: ImportOptions = ImportOptions()
) -> ImportError? {
  let scratch = Scratch()
  return failure(format, paths: [scratch.file("in", text)], options)
}

func failure(
  _ format: ImportFormat, paths: [String], _ options: ImportOptions = ImportOptions()
) -> ImportError? {
  do throws(ImportError) {
    _ = try RecordImporter(format: format, options: options).run(paths: paths) { _ in }
    return nil
  } catch { return error }
}

/// The message of the one bad row of a text, without the file's name: `3: what is wrong`.
func badRow(
  _ format: ImportFormat, _ text: String, _ options: ImportOptions = ImportOptions()
) -> String? {
  switch failure(format, text, options) {
  case .input(.tooManyBadLines(let problem, _, _)), .layout(let problem):
    "\(problem.line): \(problem.message)"
  default: nil
  }
}
