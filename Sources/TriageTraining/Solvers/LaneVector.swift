/// The vectors a block may be made of: 4, 8 or 16 problems side by side.
protocol LaneVector: SIMD, Sendable, SendableMetatype where Scalar == Float, MaskStorage.Scalar == Int32 {}

extension SIMD4: LaneVector where Scalar == Float {}
extension SIMD8: LaneVector where Scalar == Float {}
extension SIMD16: LaneVector where Scalar == Float {}
