import TestSupport
import Foundation

/// What a run of the program left: exit code, standard output and error.
struct Run {
  var status: Int32
  var output: [UInt8]
  var errors: String

  var text: String { String(decoding: output, as: UTF8.self) }

  /// Standard output as JSON, an object.
  var json: [String: Any] {
    (try? JSONSerialization.jsonObject(with: Data(output))) as? [String: Any] ?? [:]
  }
}

/// Runs the `triage` that was built beside these tests.
enum Command {
  /// The program stands in the folder of the test bundle.
  static let path: String = {
    let bundle = CommandLine.arguments.first { $0.contains(".xctest") } ?? CommandLine.arguments.first ?? ""
    var folder = bundle.split(separator: "/", omittingEmptySubsequences: false)
    while !folder.isEmpty {
      folder.removeLast()
      let candidate = folder.joined(separator: "/") + "/triage"
      if access(candidate, X_OK) == 0 { return candidate }
    }
    return "triage"
  }()

  /// - Parameter input: what stands on standard input: a regular file with these bytes.
  static func run(_ arguments: [String], input: [UInt8] = []) throws -> Run {
    try spawn([path] + arguments, input: input)
  }

  static func run(_ arguments: String..., input: String = "") throws -> Run {
    try run(arguments, input: Array(input.utf8))
  }

  /// Runs a line of shell in which `$0` is the program and `$1`… are the arguments.
  static func shell(_ line: String, _ arguments: String...) throws -> Run {
    try spawn(["/bin/sh", "-c", line, path] + arguments, input: [])
  }

  struct SpawnError: Error {
    var code: Int32
    var program: String
  }

  private static func spawn(_ arguments: [String], input: [UInt8]) throws -> Run {
    // Files rather than pipes: nobody has to keep reading.
    let scratch = Scratch()
    let files = [scratch.file("in", input), scratch.file("out", []), scratch.file("err", [])]
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    for (descriptor, file) in files.enumerated() {
      posix_spawn_file_actions_addopen(
        &actions, Int32(descriptor), file, descriptor == 0 ? O_RDONLY : O_WRONLY, 0)
    }
    var vector: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) } + [nil]
    defer { for word in vector { free(word) } }
    var process = pid_t()
    let code = posix_spawn(&process, arguments[0], &actions, nil, &vector, environ)
    guard code == 0 else { throw SpawnError(code: code, program: arguments[0]) }
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0, errno == EINTR {}
    let exit = status & 0x7F == 0 ? status >> 8 & 0xFF : 128 + (status & 0x7F)
    return Run(
      status: exit, output: Scratch.read(files[1]),
      errors: String(decoding: Scratch.read(files[2]), as: UTF8.self))
  }
}
