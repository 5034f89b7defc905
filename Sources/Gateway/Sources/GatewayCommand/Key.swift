import ArgumentParser
import GatewayConfiguration
import GatewayServer

/// Makes a key for a caller.
struct Key: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract:
      "Make a key for a caller: the key on the first line, shown once, then the line for the file of keys.")

  @Argument(help: "The caller's name, without a colon.")
  var name: String

  func validate() throws {
    guard CallerKeys.isName(name) else {
      throw ValidationError(
        "a name is not empty, has no colon and no line break, and neither begins with # nor has blanks at its ends"
      )
    }
  }

  func run() throws {
    let key = KeyRing.makeKey()
    try Console.write("\(key)\n\(name):\(KeyRing.hash(key))\n")
  }
}
