/// The state of every file that a configuration comes from: itself, the router, keys, certificates, schemas.
///
/// Taking one costs a `stat` a file (microseconds), so a server can ask twice a second whether anything changed.
public struct ConfigurationFingerprint: Sendable, Equatable {
  private var states: [String: FileState?] = [:]

  /// The present state of some files; one that is missing has a state too, so its appearance is a change.
  public init(_ paths: [String]) {
    for path in paths { add(path) }
  }

  /// Notes a file's present state, unless it was noted before.
  mutating func add(_ path: String) {
    if states[path] == nil { states[path] = .some(FileState(path)) }
  }

  /// The files, sorted.
  public var paths: [String] { states.keys.sorted() }

  /// The same files as they are now.
  public func taken() -> ConfigurationFingerprint { ConfigurationFingerprint(paths) }
}

/// Says when to read a configuration again, without being told by the system: poll it about twice a second, and begin a new
/// watch with what was read. A bad reading counts too, so that it is reported once and not at each poll.
///
/// A change is reported once the files have been the same for one poll, so that a file that is still being written
/// is not read half.
public struct ConfigurationWatch: Sendable {
  private var known: ConfigurationFingerprint
  private var last: ConfigurationFingerprint

  /// Watches the files of a reading from the state they were read in.
  public init(_ reading: ConfigurationFile.Reading) {
    known = reading.fingerprint
    last = known
  }

  /// Whether the files are others than those that were read, and settled. True on each poll from then on.
  public mutating func poll() -> Bool {
    let now = known.taken()
    defer { last = now }
    return now != known && now == last
  }
}
