import CTriage
import Triage

/// A `triage_context`, checked.
@safe struct Request {
  let context: RequestContext
  /// The caller's, read during its call only.
  private let windows: UnsafeBufferPointer<Int64>?

  /// Nil where the structure's size or its counts cannot be right.
  init?(_ given: UnsafePointer<triage_context>?) {
    guard let given = unsafe given else {
      context = RequestContext()
      unsafe windows = nil
      return
    }
    guard unsafe Self.isReadable(given) else { return nil }
    let fields = unsafe given.pointee
    guard unsafe fields.context_window_count >= 0 else { return nil }
    context = unsafe RequestContext(
      inputTokens: fields.input_tokens < 0 ? nil : Int(fields.input_tokens),
      minimumTier: max(0, Int(fields.minimum_tier)),
      errorTolerance: fields.error_tolerance >= 0 ? fields.error_tolerance : nil,
      pinnedTier: fields.pinned_tier < 0 ? nil : Int(fields.pinned_tier))
    unsafe windows = unsafe fields.context_windows.map {
      unsafe UnsafeBufferPointer(start: $0, count: Int(fields.context_window_count))
    }
  }

  /// Decides without allocating: the windows stay where they are.
  @inline(__always)
  func decide(_ open: Unmanaged<OpenRouter>, _ prompt: UnsafeBufferPointer<UInt8>) -> Decision {
    unsafe open._withUnsafeGuaranteedRef { open in
      if let windows = unsafe windows {
        return unsafe open.router.decide(utf8: prompt, context: context, windows: windows)
      }
      return unsafe open.router.decide(utf8: prompt, context: context)
    }
  }

  /// The context with a copy of the windows.
  var copy: RequestContext {
    var copy = context
    copy.contextWindows = unsafe windows.map { unsafe $0.map { Int($0) } }
    return copy
  }

  /// At least version 1 of the structure, and nothing set in what a newer header has behind it.
  private static func isReadable(_ given: UnsafePointer<triage_context>) -> Bool {
    let known = unsafe MemoryLayout<triage_context>.size
    let size = unsafe Int(given.pointee.size)
    guard size >= known else { return false }
    let newer = unsafe UnsafeRawBufferPointer(start: given, count: size)[known...]
    return unsafe newer.allSatisfy { $0 == 0 }
  }
}
