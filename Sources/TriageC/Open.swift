public import CTriage
import Triage
import TriageFile

/// Maps a model file and checks it; `triage.h` says what it takes and returns.
@c @implementation
public func triage_open(
  _ path: UnsafePointer<CChar>!, _ router: UnsafeMutablePointer<OpaquePointer?>!,
  _ message: UnsafeMutablePointer<CChar>!, _ capacity: Int
) -> triage_status {
  let report = unsafe Report(message, capacity)
  guard let router = unsafe router else { return report.usage("router is NULL, expected where to put it") }
  unsafe router.pointee = nil
  guard let path = unsafe path else { return report.usage("path is NULL, expected a file name") }
  do throws(ModelFileError) {
    unsafe router.pointee = unsafe OpenRouter.open(try Router(contentsOf: String(cString: path)))
    return TRIAGE_OK.status
  } catch {
    let status =
      switch error {
      case .missing: TRIAGE_NO_INPUT.status
      case .unreadable: TRIAGE_IO.status
      case .invalid: TRIAGE_BAD_DATA.status
      }
    return report.failure(status, error.description)
  }
}

/// The same for a model file in memory, which is copied.
@c @implementation
public func triage_open_bytes(
  _ bytes: UnsafeRawPointer!, _ length: Int, _ router: UnsafeMutablePointer<OpaquePointer?>!,
  _ message: UnsafeMutablePointer<CChar>!, _ capacity: Int
) -> triage_status {
  let report = unsafe Report(message, capacity)
  guard let router = unsafe router else { return report.usage("router is NULL, expected where to put it") }
  unsafe router.pointee = nil
  guard let bytes = unsafe bytes, length >= 0 else {
    return report.usage("bytes is NULL or too long, expected a model file")
  }
  do throws(ModelError) {
    let copy = unsafe [UInt8](UnsafeRawBufferPointer(start: bytes, count: length))
    unsafe router.pointee = unsafe OpenRouter.open(try Router(copying: copy))
    return TRIAGE_OK.status
  } catch {
    return report.failure(TRIAGE_BAD_DATA.status, error.description)
  }
}

/// Ends a router, and with it all strings and structures that it handed out.
@c @implementation
public func triage_close(_ router: OpaquePointer!) {
  if let router = unsafe router { unsafe OpenRouter.close(router) }
}
