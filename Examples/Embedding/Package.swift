// swift-tools-version: 6.1

import PackageDescription

/// A package that uses SwiftKAN the way an outsider does: no special flags, one dependency.
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
    // The part without any system library: this one does not.
    .executableTarget(name: "run-model", dependencies: [.product(name: "KANCore", package: "SwiftKAN")]),
  ],
  swiftLanguageModes: [.v6]
)
