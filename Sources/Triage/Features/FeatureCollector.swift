/// Lists a prompt's features in order: the sink that training reads prompts with.
///
/// Here and not in the trainer, because only in its own module the pass is compiled for its sink, and a sink that is
/// asked through a table costs as much again as the pass.
@safe package struct FeatureCollector {
  /// Room for the features of one prompt; the first ``count`` are those of the prompt collected last.
  private var room: [UInt32] = []
  private var count = 0
  private let scanner = unsafe FeatureScanner.make()
  private let window: PromptWindow

  /// A collector of prompts read through this window.
  package init(window: PromptWindow) { self.window = window }

  /// The features of the prompt collected last, each as often as the scanner reports it.
  package var features: ArraySlice<UInt32> { room[..<count] }

  /// Collects the features of one prompt in place of those before.
  package mutating func collect(_ prompt: String) -> ShapeCounts {
    var prompt = prompt
    return prompt.withUTF8 { text in
      // A token has a byte at least, and comes with one pair at most.
      let most = 2 * min(text.count, window.head + window.tail)
      if room.count < most { room = [UInt32](repeating: 0, count: most + most / 4) }
      return unsafe room.withUnsafeMutableBufferPointer { room in
        var list = unsafe FeatureList(room)
        defer { count = unsafe list.count }
        return unsafe scanner.scan(text, window: window, into: &list)
      }
    }
  }
}

/// Writes features into memory that has room for all of them.
@unsafe private struct FeatureList: @unsafe DistinctFeatureSink {
  private let room: UnsafeMutableBufferPointer<UInt32>
  private(set) var count = 0

  init(_ room: UnsafeMutableBufferPointer<UInt32>) { unsafe self.room = unsafe room }

  mutating func take(_ features: UnsafeMutablePointer<UInt32>, count taken: Int) {
    let taken = unsafe min(taken, room.count - count)
    guard taken > 0, let base = unsafe room.baseAddress else { return }
    unsafe (base + count).update(from: features, count: taken)
    unsafe count += taken
  }
}
