// swift-tools-version: 6.1

import PackageDescription

/// Timings of SwiftKAN, apart from the package so that nobody who uses it builds them.
let package = Package(
  name: "Benchmarks",
  platforms: [.macOS(.v15)],
  traits: [.trait(name: "CUDA", description: "Timings on a graphics card.")],
  dependencies: [
    .package(
      name: "SwiftKAN", path: "..",
      traits: [.defaults, .trait(name: "CUDA", condition: .when(traits: ["CUDA"]))])
  ],
  targets: [
    .target(name: "CMultiplyAdd"),
    .executableTarget(
      name: "kan-benchmarks",
      dependencies: ["CMultiplyAdd", .product(name: "SwiftKAN", package: "SwiftKAN")]),
    .executableTarget(
      name: "kan-accuracy", dependencies: [.product(name: "KANCore", package: "SwiftKAN")]),
    .executableTarget(
      name: "device-benchmarks", dependencies: [.product(name: "KANCore", package: "SwiftKAN")]),
    .executableTarget(
      name: "formula-benchmarks", dependencies: [.product(name: "SwiftKAN", package: "SwiftKAN")]),
  ],
  swiftLanguageModes: [.v6]
)
