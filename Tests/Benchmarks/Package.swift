// swift-tools-version: 6.2
import PackageDescription

// A package of its own, so that nobody who uses Triage fetches a benchmark library. Run by scripts/benchmarks.
let package = Package(
  name: "TriageBenchmarks",
  platforms: [.macOS(.v15)],
  dependencies: [
    .package(name: "Triage", path: "../.."),
    // Without the counter of allocations that it would fetch: the one of Triage's own tests does it.
    .package(url: "https://github.com/ordo-one/benchmark", from: "1.38.1", traits: []),
  ],
  targets: [
    // A link to Tests/AllocationCounter.
    .target(name: "AllocationCounter", path: "AllocationCounter"),
    .executableTarget(
      name: "Decisions",
      dependencies: [
        "AllocationCounter",
        .product(name: "Triage", package: "Triage"),
        .product(name: "TriageTraining", package: "Triage"),
        .product(name: "Benchmark", package: "benchmark"),
      ],
      path: "Benchmarks/Decisions",
      plugins: [.plugin(name: "BenchmarkPlugin", package: "benchmark")]),
  ]
)
