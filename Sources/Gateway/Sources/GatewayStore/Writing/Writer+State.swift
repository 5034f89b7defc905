extension Writer.State {
  /// Appends to the file that takes entries; nil, or why it cannot be.
  mutating func take(_ bytes: [UInt8]) -> String? {
    if isClosed { return "the store is closed" }
    guard waiting < Writer.limit, waitingBytes + bytes.count <= Writer.byteLimit else {
      return counters.lastError ?? "too many records wait to be written"
    }
    if let reason = takesSecond ? second.append(bytes) : first.append(bytes) { return reason }
    waiting += 1
    waitingBytes += bytes.count
    counters.longestQueue = max(counters.longestQueue, waiting)
    return nil
  }
}
