import Foundation
import Synchronization

/// A folder of its own, gone when the last reference to it is.
final class Folder: Sendable {
  let path: String

  init() {
    path = NSTemporaryDirectory() + "triage-gateway-" + UUID().uuidString
    try? FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func file(_ name: String) -> String { "\(path)/\(name)" }

  /// Puts a whole file in place at once, as a careful editor does.
  func write(_ name: String, _ text: String) throws {
    try text.write(toFile: file(name), atomically: true, encoding: .utf8)
  }

  func read(_ name: String) -> String { (try? String(contentsOfFile: file(name), encoding: .utf8)) ?? "" }

  /// The lines that are whole: the last may be half written.
  func lines(_ name: String) -> [String] {
    let text = read(name)
    guard let end = text.lastIndex(of: "\n") else { return [] }
    return text[..<end].split(separator: "\n").map(String.init)
  }
}

/// The `triage-gateway` that was built beside these tests, as a process of its own.
final class Program: Sendable {
  struct NotStarted: Error, CustomStringConvertible {
    var description: String
  }

  /// The program stands in the folder of the test bundle.
  static let path: String = {
    let bundle = CommandLine.arguments.first { $0.contains(".xctest") } ?? CommandLine.arguments.first ?? ""
    var folder = bundle.split(separator: "/", omittingEmptySubsequences: false)
    while !folder.isEmpty {
      folder.removeLast()
      let candidate = folder.joined(separator: "/") + "/triage-gateway"
      if access(candidate, X_OK) == 0 { return candidate }
    }
    return "triage-gateway"
  }()

  let folder: Folder
  private let process: pid_t
  private let isGone = Mutex(false)

  /// Nothing outlives its test.
  deinit { signal(SIGKILL) }

  /// Starts it; its output is in `out` and `err` of the folder.
  init(_ arguments: [String], in folder: Folder, environment: [String: String] = [:]) throws {
    self.folder = folder
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    for (descriptor, name) in [(Int32(1), "out"), (2, "err")] {
      posix_spawn_file_actions_addopen(
        &actions, descriptor, folder.file(name), O_WRONLY | O_CREAT | O_APPEND, 0o600)
    }
    var vector: [UnsafeMutablePointer<CChar>?] = ([Program.path] + arguments).map { strdup($0) } + [nil]
    let variables = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    var names: [UnsafeMutablePointer<CChar>?] = variables.map { strdup("\($0.key)=\($0.value)") } + [nil]
    defer { for word in vector + names { free(word) } }
    var process = pid_t()
    let code = posix_spawn(&process, Program.path, &actions, nil, &vector, &names)
    guard code == 0 else { throw NotStarted(description: "\(Program.path): error \(code)") }
    self.process = process
  }

  /// Sends a signal, unless the process has been waited for: its number may be another's by then.
  func signal(_ number: Int32) {
    isGone.withLock { if !$0 { kill(process, number) } }
  }

  /// Waits for its end: the exit code, or 128 and the signal's number. A program that hangs is killed after two minutes.
  func wait() async -> Int32 {
    let watchdog = Task { [self] in
      try await Task.sleep(for: .seconds(120))
      signal(SIGKILL)
    }
    defer { watchdog.cancel() }
    return await withCheckedContinuation { continuation in
      Thread.detachNewThread { [self] in
        var status: Int32 = 0
        while waitpid(process, &status, 0) < 0, errno == EINTR {}
        isGone.withLock { $0 = true }
        continuation.resume(returning: status & 0x7F == 0 ? status >> 8 & 0xFF : 128 + (status & 0x7F))
      }
    }
  }

  /// Runs it to its end.
  static func run(_ arguments: String..., in folder: Folder) async throws -> (
    code: Int32, out: String, errors: String
  ) {
    for name in ["out", "err"] { try? FileManager.default.removeItem(atPath: folder.file(name)) }
    let code = await (try Program(arguments, in: folder)).wait()
    return (code, folder.read("out"), folder.read("err"))
  }
}
