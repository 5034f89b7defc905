import Foundation

/// The few things that are asked of the file system.
enum Files {
  /// An absolute path: a relative one is taken from the folder.
  static func absolute(_ path: String, in folder: String) -> String {
    if path.hasPrefix("/") { return path }
    var relative = Substring(path)
    while relative.hasPrefix("./") { relative.removeFirst(2) }
    return folder.hasSuffix("/") ? folder + relative : "\(folder)/\(relative)"
  }

  /// The folder that holds a file, absolute.
  static func folder(of path: String) -> String {
    let whole = absolute(path, in: FileManager.default.currentDirectoryPath)
    guard let slash = whole.lastIndex(of: "/"), slash > whole.startIndex else { return "/" }
    return String(whole[..<slash])
  }

  /// Why a file cannot be read, nil where it can: a regular file that this user may open.
  static func problem(_ path: String) -> FileProblem? {
    var isFolder: ObjCBool = false
    if path.utf8.contains(0) { return FileProblem(words: "is no path", kind: .content) }
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      return FileProblem(words: "does not exist", kind: .missing)
    }
    if isFolder.boolValue { return FileProblem(words: "is a folder") }
    guard FileState(path)?.isRegular ?? false else {
      return FileProblem(words: "is no ordinary file")
    }
    return FileManager.default.isReadableFile(atPath: path)
      ? nil : FileProblem(words: "may not be read by this user")
  }

  /// Why a file cannot be made or appended to: it is a folder, or its folder is none. What this user may do is not asked:
  /// another may serve.
  static func problemOfWriting(_ path: String) -> FileProblem? {
    if path.utf8.contains(0) { return FileProblem(words: "is no path", kind: .content) }
    func isFolder(_ path: String) -> Bool? {
      var isFolder: ObjCBool = false
      return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) ? isFolder.boolValue : nil
    }
    if isFolder(path) == true { return FileProblem(words: "is a folder") }
    switch isFolder(folder(of: path)) {
    case true?: return nil
    case false?: return FileProblem(words: "is in what is no folder")
    case nil: return FileProblem(words: "is in a folder that does not exist", kind: .missing)
    }
  }

  /// A file's bytes, or why there are none.
  static func read(_ path: String, limit: Int) -> Result<[UInt8], FileProblem> {
    if let problem = problem(path) { return .failure(problem) }
    guard let handle = FileHandle(forReadingAtPath: path) else {
      return .failure(FileProblem(words: "cannot be opened"))
    }
    defer { try? handle.close() }
    guard let data = try? handle.read(upToCount: limit + 1) ?? Data() else {
      return .failure(FileProblem(words: "cannot be read"))
    }
    guard data.count <= limit else {
      return .failure(FileProblem(words: "is longer than \(limit) bytes", kind: .content))
    }
    return .success([UInt8](data))
  }
}

/// Why a file cannot be read, as words that follow its name.
struct FileProblem: Error {
  var words: String
  var kind = ConfigurationMistake.Kind.unreadable
}
