// swift-tools-version: 6.1

import PackageDescription

/// The readers as one function for libFuzzer. `Tests/Fuzz/fuzz` builds it with the compiler's `-sanitize=fuzzer` and links it.
let package = Package(
  name: "kan-fuzz",
  platforms: [.macOS(.v15)],
  products: [.library(name: "KANFuzz", type: .static, targets: ["KANFuzz"])],
  dependencies: [.package(name: "SwiftKAN", path: "../..")],
  targets: [.target(name: "KANFuzz", dependencies: [.product(name: "KANCore", package: "SwiftKAN")])],
  swiftLanguageModes: [.v6]
)
