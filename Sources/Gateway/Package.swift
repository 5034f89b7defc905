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
        "GatewayAccounts", "GatewayJSON", "GatewayMoney", "GatewayStore", "store-benchmark",
        .product(name: "GRDB", package: "GRDB.swift"),
      ],
      swiftSettings: strict),
    // What crosses the wire: requests, answers, event streams, and the dialects of upstreams.
    .target(name: "GatewayWire", dependencies: ["GatewayJSON", "GatewayMoney"], swiftSettings: strict),
    .testTarget(name: "GatewayJSONTests", dependencies: ["GatewayJSON"], swiftSettings: strict),
    .testTarget(
      name: "GatewayWireTests", dependencies: ["GatewayWire", "GatewayJSON", "GatewayMoney"],
      swiftSettings: strict),
  ]
)
