import Foundation
import GRDB

/// Bytes as GRDB stores them.
struct Blob: DatabaseValueConvertible, StatementColumnConvertible {
  var bytes: [UInt8]

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  init(sqliteStatement: SQLiteStatement, index: CInt) {
    self.bytes = [UInt8](Data(sqliteStatement: sqliteStatement, index: index))
  }

  var databaseValue: DatabaseValue { Data(bytes).databaseValue }

  static func fromDatabaseValue(_ value: DatabaseValue) -> Blob? {
    Data.fromDatabaseValue(value).map { Blob([UInt8]($0)) }
  }
}
