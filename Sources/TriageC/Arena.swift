/// Owns what a C structure points to: strings and arrays that live as long as the structure does.
///
/// Written while one thread builds it, only read afterwards.
@safe final class Arena: @unchecked Sendable {
  private var blocks: [UnsafeMutableRawPointer]

  init() { unsafe blocks = unsafe [] }

  deinit {
    while let block = unsafe blocks.popLast() { unsafe block.deallocate() }
  }

  /// A copy of the elements; never nil, so that an empty list has an address too.
  func array<Element: BitwiseCopyable>(_ elements: [Element]) -> UnsafePointer<Element> {
    let copy = UnsafeMutablePointer<Element>.allocate(capacity: max(1, elements.count))
    unsafe copy.initialize(from: elements, count: elements.count)
    unsafe blocks.append(UnsafeMutableRawPointer(copy))
    return unsafe UnsafePointer(copy)
  }

  /// A copy of one value.
  func value<Element: BitwiseCopyable>(_ element: Element) -> UnsafePointer<Element> {
    unsafe array([element])
  }

  /// The UTF-8 of a text and a NUL.
  func string(_ text: String) -> UnsafePointer<CChar> {
    unsafe array(text.utf8.map { CChar(bitPattern: $0) } + [0])
  }
}
