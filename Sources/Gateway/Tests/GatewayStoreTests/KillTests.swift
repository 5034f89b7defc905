import Foundation
import GatewayAccounts
import GatewayStore
import Testing

@Suite("Killing the process that writes")
struct KillTests {
  /// The built program beside this test's.
  static let program = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
    .appendingPathComponent("store-benchmark")

  @Test(
    "Nothing that was acknowledged is missing after kill -9, three times in a row on one store",
    .enabled(if: FileManager.default.isExecutableFile(atPath: program.path), "store-benchmark is not built"))
  func kill9() async throws {
    let folder = try TemporaryFolder()
    for round in 0..<3 {
      let path = folder.store
      let process = Process()
      let output = Pipe()
      process.executableURL = KillTests.program
      process.arguments = ["acknowledge", path]
      process.standardOutput = output
      try process.run()
      var bytes = Data()
      while bytes.count < 20_000 + round * 7777 {
        let more = output.fileHandleForReading.availableData
        if more.isEmpty { break }
        bytes += more
      }
      kill(process.processIdentifier, SIGKILL)
      bytes += output.fileHandleForReading.readDataToEndOfFile()
      process.waitUntilExit()
      #expect(process.terminationReason == .uncaughtSignal)
      // The last line may be cut off by the kill.
      let lines = String(decoding: bytes, as: UTF8.self).split(
        separator: "\n", omittingEmptySubsequences: false)
      let acknowledged = Set(lines.dropLast().map(String.init))
      #expect(acknowledged.count > 1000)
      let store = try TrafficStore(path: path)
      var stored: Set<String> = []
      try store.reader.records { stored.insert($0.id) }
      #expect(acknowledged.subtracting(stored).isEmpty)
      store.close()
    }
  }
}
