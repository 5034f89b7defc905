import ArgumentParser
import GatewayServer

/// Makes a key for a caller.
struct Key: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract:
      "Make a key for a caller: the key on the first line, shown once, then the line for the file of keys.")

  @Argument(help: "The caller's name, without a colon.")
  var name: String

  func validate() throws {
    guard !name.isEmpty, !name.contains(":"), !name.contains("\n") else {
      throw ValidationError("a name is not empty and has no colon")
    }
  }

  func run() throws {
    let key = KeyRing.makeKey()
    try Console.write("\(key)\n\(name):\(KeyRing.hash(key))\n")
  }
}
