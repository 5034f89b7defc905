import ArgumentParser
import Triage
import TriageFile

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// `--model`, and where the default router is found without it.
struct RouterOption: ParsableArguments {
  @Option(name: .long, help: "A model file (default: $TRIAGE_MODEL, else the one that ships with Triage).")
  var model: String?

  /// The path and the router there.
  func load() throws -> (path: String, router: Router) {
    let path = try model ?? Self.defaultPath()
    return (path, try Router(contentsOf: path))
  }

  /// $TRIAGE_MODEL; `models/default.triage` in a folder above the program (a checkout) or in this one;
  /// `share/triage/default.triage` beside the program's folder (an installation).
  private static func defaultPath() throws -> String {
    if let path = getenv("TRIAGE_MODEL") { return String(cString: path) }
    var candidates: [String] = []
    var folder = programPath()
    while let slash = folder.lastIndex(of: "/") {
      folder = String(folder[..<slash])
      candidates += ["\(folder)/models/default.triage", "\(folder)/share/triage/default.triage"]
    }
    candidates.append("models/default.triage")
    if let found = candidates.first(where: { access($0, R_OK) == 0 }) { return found }
    throw Failure(
      message: "no default model found, expected --model FILE or TRIAGE_MODEL", code: Failure.missingInput)
  }

  private static func programPath() -> String {
    var buffer = [CChar](repeating: 0, count: 4096)
    #if os(Linux)
      let length = readlink("/proc/self/exe", &buffer, buffer.count - 1)
      guard length > 0 else { return CommandLine.arguments.first ?? "" }
    #else
      var size = UInt32(buffer.count)
      guard _NSGetExecutablePath(&buffer, &size) == 0 else { return CommandLine.arguments.first ?? "" }
    #endif
    return buffer.withUnsafeBufferPointer { $0.baseAddress.map { String(cString: $0) } ?? "" }
  }
}
