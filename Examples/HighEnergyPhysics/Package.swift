// swift-tools-version: 6.1

import PackageDescription

/// Two studies of high-energy physics, with SwiftKAN as a dependency like any other.
let package = Package(
  name: "HighEnergyPhysics",
  platforms: [.macOS(.v15)],
  dependencies: [
    .package(name: "SwiftKAN", path: "../.."),
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
  ],
  targets: [
    .target(name: "DenseKernels"),
    .executableTarget(
      name: "hep",
      dependencies: [
        "DenseKernels",
        .product(name: "SwiftKAN", package: "SwiftKAN"),
        .product(name: "KANPlots", package: "SwiftKAN"),
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      resources: [.copy("Resources/qcd.npz"), .copy("Resources/dark-matter.npz")]),
    .testTarget(name: "hepTests", dependencies: ["DenseKernels", "hep"]),
  ],
  swiftLanguageModes: [.v6]
)
