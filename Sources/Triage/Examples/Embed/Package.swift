// swift-tools-version: 6.2
import PackageDescription

// A program that embeds the runtime and nothing else. Elsewhere, the dependency is
// .package(url: "https://…/triage", from: "1.0.0").
let package = Package(
  name: "Embed",
  dependencies: [.package(name: "Triage", path: "../../../..")],
  targets: [
    .executableTarget(name: "Embed", dependencies: [.product(name: "Triage", package: "Triage")])
  ]
)
