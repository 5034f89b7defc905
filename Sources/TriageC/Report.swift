import CTriage

/// Where a caller wants to read what went wrong.
@safe struct Report {
  private let place: UnsafeMutableBufferPointer<CChar>

  /// Empties the message: it stays so on success.
  init(_ message: UnsafeMutablePointer<CChar>?, _ capacity: Int) {
    unsafe place = unsafe UnsafeMutableBufferPointer(
      start: message, count: message == nil ? 0 : max(0, capacity))
    if unsafe !place.isEmpty { unsafe place[0] = 0 }
  }

  /// Writes as much of the message as fits, whole code points and a NUL, and hands the status on.
  func failure(_ status: triage_status, _ message: String) -> triage_status {
    guard unsafe !place.isEmpty else { return status }
    var length = 0
    for scalar in message.unicodeScalars {
      let units = UTF8.width(scalar)
      if unsafe length + units >= place.count { break }
      for unit in UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter {
        unsafe place[length] = CChar(bitPattern: unit)
        length += 1
      }
    }
    unsafe place[length] = 0
    return status
  }

  /// A fault of the calling program.
  func usage(_ message: String) -> triage_status { failure(TRIAGE_USAGE.status, message) }
}

extension Int {
  /// A constant of an unnamed C enumeration, which Swift sees as an `Int`, as the status it is.
  var status: triage_status { triage_status(truncatingIfNeeded: self) }
}
