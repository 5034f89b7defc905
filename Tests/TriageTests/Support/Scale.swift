/// How much a random test does: all of it in release, a share where nothing is optimised.
enum Scale {
  #if DEBUG
    static let divisor = 20
  #else
    static let divisor = 1
  #endif

  static func rounds(_ count: Int) -> Int { max(1, count / divisor) }
}
