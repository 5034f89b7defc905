import CTriage

/// The version of the interface that this library has, to compare with the header's.
@c @implementation
public func triage_abi_version() -> UInt32 { UInt32(TRIAGE_ABI_VERSION) }

/// The release, as `triage --version` prints it.
@c @implementation
public func triage_version() -> UnsafePointer<CChar>! { unsafe literal("1.0.0") }
