// swift-tools-version: 6.1

import PackageDescription

/// A package that uses SwiftKAN as an external package does: no special flags, one dependency.
let package = Package(
  name: "Embedding",
  platforms: [.macOS(.v15)],
  dependencies: [
    .package(name: "SwiftKAN", path: "../..")
  ],
  targets: [
    // The whole library: these programs link GSL.
    .executableTarget(name: "discover-law", dependencies: [.product(name: "SwiftKAN", package: "SwiftKAN")]),
    .executableTarget(name: "train-network", dependencies: [.product(name: "SwiftKAN", package: "SwiftKAN")]),
    // KANCore, which does not link GSL.
    .executableTarget(name: "run-model", dependencies: [.product(name: "KANCore", package: "SwiftKAN")]),
  ],
  swiftLanguageModes: [.v6]
)
