// swift-tools-version: 6.2
import PackageDescription

/// Every Swift target: language mode 6 (the tools version's default) and no warning left standing.
let strict: [SwiftSetting] = [
  .treatAllWarnings(as: .error),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

/// The runtime and what maps its file: each unsafe expression is marked where it stands.
let strictMemory = strict + [.strictMemorySafety()]

let package = Package(
  name: "Triage",
  products: [
    .library(name: "Triage", targets: ["Triage", "TriageFile"]),
    .library(name: "TriageTraining", targets: ["TriageTraining", "TriageRecords", "TriageMetrics"]),
    .library(name: "TriageEvaluation", targets: ["TriageEvaluation"]),
    // What scripts/build-c-library links libtriage.so and libtriage.a from.
    .library(name: "TriageC", type: .static, targets: ["TriageC"]),
    .executable(name: "triage", targets: ["TriageCommand"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.5.0")
  ],
  targets: [
    // The runtime: imports nothing but vectors that Swift has no word for, in C.
    .target(name: "CVectors"),
    .target(name: "Triage", dependencies: ["CVectors"], exclude: ["Examples"], swiftSettings: strictMemory),
    // Maps a model file into memory: the system's C library only.
    .target(name: "TriageFile", dependencies: ["Triage"], swiftSettings: strictMemory),

    // The C interface: a header, and its functions in Swift over the two above.
    .target(name: "CTriage"),
    .target(
      name: "TriageC", dependencies: ["CTriage", "Triage", "TriageFile"], swiftSettings: strictMemory),

    // System libraries, each behind one Swift module that alone imports it.
    .systemLibrary(
      name: "CLinearAlgebra",
      providers: [.apt(["libblas-dev", "liblapack-dev"])]),
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    .systemLibrary(name: "CMessageDigest", providers: [.apt(["libmd-dev"])]),
    // SHA-256 instructions, which libmd does not use: eight times as fast.
    .target(name: "CDigest"),
    .target(
      name: "CSimdjson",
      linkerSettings: [.linkedLibrary("simdjson")]),

    .target(name: "TriageMetrics", swiftSettings: strict),
    .target(
      name: "TriageRecords",
      dependencies: ["CSimdjson", "CZlib", "CMessageDigest", "CDigest"],
      swiftSettings: strict),
    .target(
      name: "TriageLinearAlgebra", dependencies: ["CLinearAlgebra"], swiftSettings: strict),
    .target(
      name: "TriageTraining",
      dependencies: ["Triage", "TriageRecords", "TriageMetrics", "TriageLinearAlgebra"],
      swiftSettings: strict),
    .target(
      name: "TriageEvaluation", dependencies: ["Triage", "TriageMetrics"], swiftSettings: strict),
    .executableTarget(
      name: "TriageCommand",
      dependencies: [
        "Triage", "TriageFile", "TriageRecords", "TriageTraining", "TriageEvaluation", "TriageMetrics",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: strict),

    // Times decisions for scripts/bench-peers.
    .executableTarget(
      name: "TriageClock", dependencies: ["Triage", "TriageFile"], path: "Tests/Clock",
      swiftSettings: strict),

    // Counts allocations in the test process; tests only.
    .target(name: "AllocationCounter", path: "Tests/AllocationCounter"),
    // Seeds, scratch folders and the real sets, for the tests of every target.
    .target(name: "TestSupport", path: "Tests/TestSupport", swiftSettings: strict),
    .testTarget(
      name: "TriageTests",
      dependencies: [
        "Triage", "TriageFile", "TriageTraining", "TriageRecords", "AllocationCounter", "TestSupport",
        "CTriage", "TriageC", "CVectors",
      ],
      swiftSettings: strict),
    .testTarget(
      name: "TriageRecordsTests", dependencies: ["TriageRecords", "CDigest", "TestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "TriageMetricsTests", dependencies: ["TriageMetrics"], swiftSettings: strict),
    .testTarget(
      name: "TriageLinearAlgebraTests", dependencies: ["TriageLinearAlgebra", "TestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "TriageTrainingTests",
      dependencies: [
        "TriageTraining", "TriageRecords", "TriageMetrics", "TriageLinearAlgebra", "Triage", "TriageFile",
        "TestSupport",
      ], swiftSettings: strict),
    .testTarget(
      name: "TriageEvaluationTests", dependencies: ["TriageEvaluation", "TriageMetrics"],
      swiftSettings: strict),
    .testTarget(
      name: "TriageCommandTests", dependencies: ["TriageCommand", "TriageTraining", "TestSupport"],
      swiftSettings: strict),
  ],
  cxxLanguageStandard: .cxx17
)
