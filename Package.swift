// swift-tools-version: 6.1

import PackageDescription

/// Elementary functions of real numbers, without name clashes.
let realModule = Target.Dependency.product(name: "RealModule", package: "swift-numerics")

/// A target imports only what is listed for it here.
/// `Docs/Architecture.md` describes the structure.
let package = Package(
  name: "SwiftKAN",
  platforms: [.macOS(.v15)],
  products: [
    .library(name: "SwiftKAN", targets: ["SwiftKAN"]),
    .library(name: "KANCore", targets: ["KANCore"]),
    .library(name: "KANPlots", targets: ["KANPlots"]),
    .library(name: "swiftkan", type: .dynamic, targets: ["CInterface"]),
    .executable(name: "kan", targets: ["kan"]),
  ],
  traits: [
    .default(enabledTraits: ["GSL"]),
    .trait(
      name: "GSL",
      description:
        "Least squares and probabilities by the GNU Scientific Library, under the GPL; without it SwiftKAN's own solvers are used."
    ),
    .trait(
      name: "CUDA",
      description:
        "Experimental: training on NVIDIA's graphics cards (KANDevice), which has not yet been run on a card."
    ),
    .trait(
      name: "MPI",
      description:
        "Training on tables that are too large for one machine, by several processes started with mpirun (KANCluster)."
    ),
    .trait(
      name: "ONNX",
      description: "Reads and writes ONNX files, with SwiftProtobuf, which takes a while to build."),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-numerics", from: "1.1.1"),
    .package(url: "https://github.com/apple/swift-protobuf", from: "1.39.0"),
  ],
  targets: [
    // Foundations, which do not depend on networks.
    .systemLibrary(
      name: "CGSL", pkgConfig: "gsl", providers: [.apt(["libgsl-dev"]), .brew(["gsl"])]),
    .systemLibrary(
      name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"]), .brew(["zlib"])]),
    .target(name: "KANFiles", dependencies: ["CZlib"], exclude: ["README.md"]),
    .target(name: "KANKernels", exclude: ["README.md"]),
    .target(name: "KANNumerics", dependencies: [realModule], exclude: ["README.md"]),
    .target(
      name: "KANFitting",
      dependencies: [.target(name: "CGSL", condition: .when(traits: ["GSL"])), "KANNumerics"],
      exclude: ["README.md"]),
    .target(name: "KANFormula", dependencies: ["KANKernels", realModule], exclude: ["README.md"]),
    .target(name: "KANVerification", dependencies: ["KANFormula", "KANFiles"], exclude: ["README.md"]),
    .target(
      name: "SymbolLibrary", dependencies: ["KANFiles", "KANFormula"], path: "SymbolLibrary",
      exclude: ["README.md"]),

    // From the table to the trained network.
    .target(name: "KANData", dependencies: ["KANFiles", "KANNumerics"], exclude: ["README.md"]),
    .target(
      name: "KANModel", dependencies: ["SymbolLibrary", "KANFormula", "KANNumerics", realModule],
      exclude: ["README.md"]),
    .target(
      name: "KANTraining",
      dependencies: [
        "KANModel", "KANData", "SymbolLibrary", "KANKernels", "KANNumerics", "KANFormula", realModule,
      ],
      exclude: ["README.md"]),

    // From the network to the formula, reports and interfaces.
    .target(
      name: "KANSymbolic",
      dependencies: [
        "KANTraining", "KANFitting", "KANModel", "KANData", "KANFormula", "SymbolLibrary", "KANNumerics",
        "KANFiles", realModule,
      ],
      exclude: ["README.md"]),
    .target(
      name: "KANSearch",
      dependencies: [
        "KANSymbolic", "KANTraining", "KANFitting", "KANModel", "KANData", "KANFormula", "SymbolLibrary",
        "KANNumerics", "KANKernels", realModule,
      ],
      exclude: ["README.md"]),
    .target(
      name: "KANInterchange",
      dependencies: [
        "KANFiles", "KANModel", "KANTraining", "KANFormula", "SymbolLibrary",
        .product(
          name: "SwiftProtobuf", package: "swift-protobuf", condition: .when(traits: ["ONNX"])),
      ],
      exclude: ["README.md", "ONNX/onnx.proto"]),
    .target(
      name: "KANPlots",
      dependencies: ["KANSymbolic", "KANTraining", "KANModel", "KANFormula", "KANFiles", realModule],
      exclude: ["README.md", "Letters/OFL.txt"]),
    .target(
      name: "KANReport",
      dependencies: [
        "KANPlots", "KANSearch", "KANSymbolic", "KANTraining", "KANInterchange", "KANModel", "KANData",
        "KANFormula", "KANNumerics",
        "KANFiles", realModule,
      ],
      exclude: ["README.md"]),
    .target(name: "CDevice"),
    .target(
      name: "KANDevice",
      dependencies: ["CDevice", "KANTraining", "KANModel", "KANData"],
      exclude: ["README.md"],
      resources: [
        .embedInCode("Kernels/Arguments.inc"), .embedInCode("Kernels/Card.inc"),
        .embedInCode("Kernels/Bases.inc"), .embedInCode("Kernels/Layers.inc"),
        .embedInCode("Kernels/Losses.inc"), .embedInCode("Kernels/Sparsity.inc"),
        .embedInCode("Kernels/Adam.inc"),
      ]),
    .systemLibrary(
      name: "CMPI", pkgConfig: "mpi", providers: [.apt(["libopenmpi-dev"]), .brew(["open-mpi"])]),
    .target(
      name: "KANCluster",
      dependencies: ["KANTraining", .target(name: "CMPI", condition: .when(traits: ["MPI"]))],
      exclude: ["README.md"]),
    .target(
      name: "KANCore",
      dependencies: [
        "KANData", "KANModel", "KANTraining", "KANFormula", "SymbolLibrary", "KANInterchange",
        .target(name: "KANDevice", condition: .when(traits: ["CUDA"])),
      ],
      exclude: ["README.md"]),
    .target(
      name: "SwiftKAN",
      dependencies: ["KANCore", "KANSymbolic", "KANSearch", "KANReport", "KANVerification"],
      exclude: ["README.md"]),
    .target(
      name: "CInterface",
      dependencies: ["KANReport", "KANSearch", "KANInterchange", "KANData", "KANFormula", "SymbolLibrary"],
      exclude: ["README.md", "swiftkan.h", "swiftkan.3"]),
    .executableTarget(
      name: "kan",
      dependencies: [
        "SwiftKAN", "KANPlots", "KANFiles", "KANCluster",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      exclude: ["README.md"]),

    // Benchmark programs; no product needs them.
    .target(name: "CMultiplyAdd", path: "Benchmarks/Sources/CMultiplyAdd"),
    .executableTarget(
      name: "kan-benchmarks",
      dependencies: [
        "CMultiplyAdd", "KANSymbolic", "KANTraining", "KANModel", "KANData", "KANKernels", "KANNumerics",
      ], path: "Benchmarks/Sources/kan-benchmarks"),
    .executableTarget(
      name: "kan-accuracy", dependencies: ["KANTraining", "KANModel", "KANData"],
      path: "Benchmarks/Sources/kan-accuracy"),
    .executableTarget(
      name: "device-benchmarks", dependencies: ["KANCore"], path: "Benchmarks/Sources/device-benchmarks"),
    .executableTarget(
      name: "formula-benchmarks", dependencies: ["SwiftKAN", "KANFormula", "KANNumerics"],
      path: "Benchmarks/Sources/formula-benchmarks"),

    // What `Tests/Fuzz/fuzz` links with libFuzzer.
    .target(
      name: "KANFuzz",
      dependencies: [
        "KANData", "KANFormula", "KANInterchange", "KANModel", "KANTraining", "SymbolLibrary",
      ],
      path: "Tests/Fuzz/Sources/KANFuzz"),

    .testTarget(name: "KANFuzzTests", dependencies: ["KANFuzz", "KANNumerics"]),

    // One test target for each target.
    .target(name: "KANTestSupport", dependencies: ["KANNumerics"], path: "Tests/KANTestSupport"),
    .testTarget(name: "KANFilesTests", dependencies: ["KANFiles", "KANTestSupport"]),
    .testTarget(name: "KANNumericsTests", dependencies: ["KANNumerics", "KANTestSupport"]),
    .testTarget(name: "KANFittingTests", dependencies: ["KANFitting", "KANNumerics"]),
    .testTarget(
      name: "KANFormulaTests", dependencies: ["KANFormula", "KANKernels", "KANNumerics", "KANTestSupport"]),
    .testTarget(
      name: "KANVerificationTests",
      dependencies: [
        "KANVerification", "KANFormula", "KANModel", "SymbolLibrary", "KANNumerics", "KANTestSupport",
      ]),
    .testTarget(name: "SymbolLibraryTests", dependencies: ["SymbolLibrary", "KANFormula"]),
    .testTarget(
      name: "KANDataTests", dependencies: ["KANData", "KANFiles", "KANNumerics"],
      resources: [.copy("Fixtures")]),
    .testTarget(
      name: "KANModelTests",
      dependencies: ["KANModel", "SymbolLibrary", "KANFormula", "KANNumerics", "KANTestSupport"],
      resources: [.copy("Fixtures")]),
    .testTarget(
      name: "KANTrainingTests",
      dependencies: [
        "KANTraining", "KANModel", "KANData", "SymbolLibrary", "KANFormula", "KANKernels", "KANNumerics",
        "KANTestSupport",
      ]),
    .target(name: "KANEmulatedCard", dependencies: ["CDevice"], path: "Tests/KANEmulatedCard"),
    .testTarget(
      name: "KANDeviceTests",
      dependencies: [
        "KANDevice", "KANEmulatedCard", "CDevice", "KANTraining", "KANModel", "KANData", "KANNumerics",
        "KANTestSupport",
      ]),
    .testTarget(
      name: "KANClusterTests",
      dependencies: ["KANCluster", "KANTraining", "KANModel", "KANData", "KANNumerics"]),
    .testTarget(
      name: "KANSymbolicTests",
      dependencies: [
        "KANSymbolic", "KANTraining", "KANFitting", "KANModel", "KANData", "SymbolLibrary", "KANFormula",
        "KANNumerics", "KANTestSupport", realModule,
      ], resources: [.copy("Fixtures")]),
    .testTarget(
      name: "KANSearchTests",
      dependencies: [
        "KANSearch", "KANSymbolic", "KANTraining", "KANFitting", "KANModel", "KANData", "SymbolLibrary",
        "KANFormula", "KANNumerics", "KANTestSupport", realModule,
      ]),
    .testTarget(
      name: "KANInterchangeTests",
      dependencies: [
        "KANInterchange", "KANTraining", "KANData", "KANModel", "SymbolLibrary", "KANFormula", "KANFiles",
        "KANNumerics", "KANTestSupport",
      ],
      resources: [.copy("Fixtures")]),
    .testTarget(
      name: "KANPlotsTests",
      dependencies: [
        "KANPlots", "KANTraining", "KANModel", "SymbolLibrary", "KANFormula", "KANNumerics", "KANTestSupport",
      ]),
    .testTarget(name: "CInterfaceTests", dependencies: ["CInterface"]),
    .testTarget(
      name: "KANReportTests",
      dependencies: [
        "KANReport", "KANPlots", "KANSearch", "KANSymbolic", "KANTraining", "KANInterchange", "KANModel",
        "KANData", "SymbolLibrary", "KANFormula", "KANFiles", "KANNumerics", "KANTestSupport",
      ]),
    .testTarget(name: "SwiftKANTests", dependencies: ["SwiftKAN", "KANNumerics", "KANTestSupport"]),
    // Uses only public declarations, like a program outside the package.
    .testTarget(name: "InterfaceTests", dependencies: ["SwiftKAN", "KANPlots"], packageAccess: false),
    .testTarget(
      name: "kanTests",
      dependencies: [
        "kan", "KANReport", "KANSearch", "KANSymbolic", "KANInterchange", "KANModel", "KANData", "KANFormula",
        "KANNumerics",
      ]),
  ],
  swiftLanguageModes: [.v6]
)
