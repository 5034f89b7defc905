/// One row of a CSV file.
struct CSVRow {
  /// The line it begins on, from 1. Where a quote is never closed, the line of that quote.
  let line: Int
  /// Its fields, unquoted, or what is wrong with it.
  let content: Result<[String], RecordFault>
}
