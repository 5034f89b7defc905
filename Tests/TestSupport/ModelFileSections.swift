/// The sections of a model file by their four letters, read as the format's documentation says.
package func sections(_ file: [UInt8]) -> [String: [UInt8]] {
  guard file.count > 72 else { return [:] }
  func number(_ at: Int, _ count: Int) -> Int {
    (0..<count).reduce(0) { $0 | Int(file[at + $1]) << ($1 * 8) }
  }
  var result: [String: [UInt8]] = [:]
  for entry in 0..<number(64, 4) {
    let at = 72 + entry * 24
    let name = String(decoding: file[at..<at + 4], as: UTF8.self)
    let offset = number(at + 8, 8)
    result[name] = Array(file[offset..<offset + number(at + 16, 8)])
  }
  return result
}
