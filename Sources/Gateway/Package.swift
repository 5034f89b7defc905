// swift-tools-version: 6.2
import PackageDescription

// The gateway is a package of its own, so that whoever trains or embeds Triage neither fetches nor builds a server.
//
//   swift build -c release --package-path Sources/Gateway --product triage-gateway

/// Every target: language mode 6 and no warning left standing, as in the package above.
let strict: [SwiftSetting] = [
  .treatAllWarnings(as: .error),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

let package = Package(
  name: "TriageGateway",
  platforms: [.macOS(.v15)],
  products: [
    .executable(name: "triage-gateway", targets: ["GatewayCommand"])
  ],
  dependencies: [
    .package(name: "Triage", path: "../.."),
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.5.0"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.0.0"),
    .package(url: "https://github.com/apple/swift-http-types", from: "1.4.0"),
    .package(url: "https://github.com/apple/swift-log", from: "1.6.0"),
    .package(url: "https://github.com/apple/swift-metrics", from: "2.5.0"),
    .package(url: "https://github.com/apple/swift-nio", from: "2.90.0"),
    .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.30.0"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.0.0"),
    .package(url: "https://github.com/HdrHistogram/hdrhistogram-swift", from: "0.1.0"),
    .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.20.0"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.0.0"),
    .package(url: "https://github.com/swift-server/async-http-client", from: "1.30.0"),
    .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.6.0"),
  ],
  targets: [
    // Lossless JSON and exact money: they import nothing.
    .target(name: "GatewayJSON", swiftSettings: strict),
    .target(name: "GatewayMoney", swiftSettings: strict),
    // The file: its structures, and reading it with a line for every mistake.
    .target(
      name: "GatewayConfiguration",
      dependencies: ["GatewayJSON", "GatewayMoney", .product(name: "Yams", package: "Yams")],
      swiftSettings: strict),
    // What a request was, what it cost, what may still be spent.
    .target(
      name: "GatewayAccounts", dependencies: ["GatewayJSON", "GatewayMoney", "GatewayConfiguration"],
      swiftSettings: strict),
    // The traffic on disk.
    .target(
      name: "GatewayStore",
      dependencies: [
        "GatewayAccounts", "GatewayJSON", "GatewayMoney", .product(name: "GRDB", package: "GRDB.swift"),
      ],
      swiftSettings: strict),
    // What a record costs, and a process for the tests to kill.
    .executableTarget(
      name: "store-benchmark", dependencies: ["GatewayAccounts", "GatewayMoney", "GatewayStore"],
      path: "Benchmarks/Store", swiftSettings: strict),
    .testTarget(name: "GatewayMoneyTests", dependencies: ["GatewayMoney"], swiftSettings: strict),
    .testTarget(
      name: "GatewayAccountsTests",
      dependencies: ["GatewayAccounts", "GatewayConfiguration", "GatewayJSON", "GatewayMoney"],
      swiftSettings: strict),
    .testTarget(
      name: "GatewayStoreTests",
      dependencies: [
        "GatewayAccounts", "GatewayJSON", "GatewayMoney", "GatewayStore", "GatewayTestSupport",
        "store-benchmark",
        .product(name: "GRDB", package: "GRDB.swift"),
      ],
      swiftSettings: strict),
    // What crosses the wire: requests, answers, event streams, and the dialects of upstreams.
    .target(name: "GatewayWire", dependencies: ["GatewayJSON", "GatewayMoney"], swiftSettings: strict),
    .testTarget(
      name: "GatewayConfigurationTests",
      dependencies: ["GatewayConfiguration", "GatewayJSON", "GatewayMoney"],
      swiftSettings: strict),
    // What tests of several targets share.
    .target(name: "GatewayTestSupport", path: "Tests/Support", swiftSettings: strict),
    // An upstream without a model that can go wrong in every way, and the measuring side.
    .target(
      name: "UpstreamSimulator",
      dependencies: [
        "GatewayJSON", .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"), .product(name: "NIOPosix", package: "swift-nio"),
      ],
      path: "Tests/Simulator/Library", swiftSettings: strict),
    .executableTarget(
      name: "upstream-simulator",
      dependencies: [
        "UpstreamSimulator", .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      path: "Tests/Simulator/Command", swiftSettings: strict),
    .testTarget(
      name: "UpstreamSimulatorTests",
      dependencies: [
        "GatewayJSON", "GatewayMoney", "GatewayTestSupport", "GatewayWire", "UpstreamSimulator",
        .product(name: "AsyncHTTPClient", package: "async-http-client"),
        .product(name: "NIOCore", package: "swift-nio"), .product(name: "NIOHTTP1", package: "swift-nio"),
      ],
      swiftSettings: strict),
    .executableTarget(
      name: "gateway-load",
      dependencies: [
        "GatewayJSON", "GatewayWire", "UpstreamSimulator",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "Histogram", package: "hdrhistogram-swift"),
        .product(name: "NIOCore", package: "swift-nio"), .product(name: "NIOHTTP1", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
      ],
      path: "Benchmarks/Load", swiftSettings: strict),
    // What answers must pass: schemas, patterns, refusals, hooks, graders.
    .target(
      name: "GatewayValidation",
      dependencies: ["GatewayConfiguration", "GatewayJSON", "GatewayMoney", "GatewayWire"],
      swiftSettings: strict),
    .testTarget(name: "GatewayJSONTests", dependencies: ["GatewayJSON"], swiftSettings: strict),
    .testTarget(
      name: "GatewayWireTests", dependencies: ["GatewayWire", "GatewayJSON", "GatewayMoney"],
      swiftSettings: strict),
    // The servers that are asked: one HTTP call, breakers, the budget of retries.
    .target(
      name: "GatewayUpstreams",
      dependencies: [
        "GatewayConfiguration", "GatewayJSON", "GatewayWire",
        .product(name: "AsyncHTTPClient", package: "async-http-client"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
      ],
      swiftSettings: strict),
    // Where a request goes: rules, conversations, and the router's decision.
    .target(
      name: "GatewayRouting",
      dependencies: [
        "GatewayConfiguration", "GatewayWire", .product(name: "Triage", package: "Triage"),
      ],
      swiftSettings: strict),
    // A request from its bytes to its reply and its record, without a server around it.
    .target(
      name: "GatewayPipeline",
      dependencies: [
        "GatewayAccounts", "GatewayConfiguration", "GatewayJSON", "GatewayMoney", "GatewayRouting",
        "GatewayStore", "GatewayUpstreams", "GatewayValidation", "GatewayWire",
        .product(name: "Triage", package: "Triage"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "Metrics", package: "swift-metrics"),
      ],
      swiftSettings: strict),
    // HTTP around the pipeline: routes, callers, reload, metrics, the status page.
    .target(
      name: "GatewayServer",
      dependencies: [
        "GatewayAccounts", "GatewayConfiguration", "GatewayJSON", "GatewayMoney", "GatewayPipeline",
        "GatewayRouting", "GatewayStore", "GatewayUpstreams", "GatewayValidation", "GatewayWire",
        .product(name: "Triage", package: "Triage"),
        .product(name: "CoreMetrics", package: "swift-metrics"),
        .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "HTTPTypes", package: "swift-http-types"),
        .product(name: "Hummingbird", package: "hummingbird"),
        .product(name: "HummingbirdCore", package: "hummingbird"),
        .product(name: "HummingbirdTLS", package: "hummingbird"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "Metrics", package: "swift-metrics"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOSSL", package: "swift-nio-ssl"),
        .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
        .product(name: "UnixSignals", package: "swift-service-lifecycle"),
      ],
      swiftSettings: strict),
    .testTarget(
      name: "GatewayServerTests",
      dependencies: [
        "GatewayAccounts", "GatewayConfiguration", "GatewayJSON", "GatewayMoney", "GatewayServer",
        "GatewayTestSupport", "UpstreamSimulator",
        .product(name: "AsyncHTTPClient", package: "async-http-client"),
        .product(name: "CoreMetrics", package: "swift-metrics"),
        .product(name: "HTTPTypes", package: "swift-http-types"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"),
        .product(name: "NIOSSL", package: "swift-nio-ssl"),
      ],
      swiftSettings: strict),
    .executableTarget(
      name: "GatewayCommand",
      dependencies: [
        "GatewayAccounts", "GatewayConfiguration", "GatewayJSON", "GatewayPipeline", "GatewayServer",
        "GatewayStore",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
      ],
      swiftSettings: strict),
    .testTarget(
      name: "GatewayUpstreamsTests",
      dependencies: ["GatewayConfiguration", "GatewayTestSupport", "GatewayUpstreams", "GatewayWire"],
      swiftSettings: strict),
    .testTarget(
      name: "GatewayRoutingTests",
      dependencies: [
        "GatewayConfiguration", "GatewayJSON", "GatewayRouting", "GatewayWire",
        .product(name: "Triage", package: "Triage"),
      ],
      swiftSettings: strict),
    .testTarget(
      name: "GatewayValidationTests",
      dependencies: ["GatewayValidation", "GatewayConfiguration", "GatewayJSON", "GatewayWire"],
      exclude: ["Fixtures"], swiftSettings: strict),
    .testTarget(
      name: "GatewayPipelineTests",
      dependencies: [
        "GatewayAccounts", "GatewayConfiguration", "GatewayJSON", "GatewayMoney", "GatewayPipeline",
        "GatewayServer", "GatewayStore", "GatewayTestSupport", "GatewayWire", "UpstreamSimulator",
        .product(name: "Logging", package: "swift-log"),
      ],
      swiftSettings: strict),
  ]
)
