import Foundation
import KANFiles
import KANModel
import Testing

@testable import KANInterchange

/// Checkpoints of other tools with the tools' own outputs; `Fixtures/README.md` says how they were made.
struct Checkpoint: CustomTestStringConvertible {
  let name: String
  let file: String
  var base: Network.BaseFunction?
  var activations: [ModelFile.ImportOptions.Activation]?
  let tolerance: Double

  var testDescription: String { file }

  /// Files in single precision agree to 1e-6, those in double precision to 1e-12. The one with an exponential
  /// at its end is off by up to 1.1e-6 of its values, which is also how far torch itself is from its own answer
  /// in double precision.
  private init(
    _ name: String, _ ending: String, base: Network.BaseFunction? = nil,
    activations: [ModelFile.ImportOptions.Activation]? = nil
  ) {
    self.name = name
    self.base = base
    self.activations = activations
    file = name + ending
    tolerance = name.hasSuffix("_f64") ? 1e-12 : name == "pykan_symbolic" ? 2e-6 : 1e-6
  }

  static let all = ownTensors + onnx

  /// Files of tensors.
  private static let ownTensors = [
    Checkpoint("efficient_kan_2_3_1_gelu", ".pt", base: .gelu),
    Checkpoint("efficient_kan_2_3_1_gelu", ".safetensors", base: .gelu),
    Checkpoint("efficient_kan_2_5_1", ".pt"),
    Checkpoint("efficient_kan_4_6_3_2_f64", ".safetensors"),
    Checkpoint("efficient_kan_order2_f64", ".pt"),
    Checkpoint("efficient_kan_order5_f64", ".pt"),
    Checkpoint("pykan_2_5_1", "_config.yml"),
    Checkpoint("pykan_mult_f64", "_state"),
    Checkpoint("pykan_pruned_refined", ""),
    Checkpoint("pykan_symbolic", "_state"),
    Checkpoint("pykan_affine_f64", "_state"),
    Checkpoint("pykan_library_f64", "_config.yml"),
    Checkpoint("perceptron_tanh_f64", ".pt", activations: [.tanh]),
    Checkpoint(
      "perceptron_many_f64", ".safetensors",
      activations: [.gelu, .silu, .softplus, .relu, .geluTanh, .sigmoid]),
    Checkpoint("perceptron_norm_f64", ".pt", activations: [.leakyReLU]),
    Checkpoint("perceptron_named", ".safetensors", activations: [.sigmoid, .sigmoid]),
  ]

  #if ONNX
    /// Files that say their activations themselves.
    static let onnx = ["onnx_torch", "onnx_dynamo", "onnx_sklearn", "onnx_nodes_f64"].map {
      Checkpoint($0, ".onnx")
    }
  #else
    static let onnx: [Checkpoint] = []
  #endif

  /// The path of a file of the fixtures.
  static func path(_ file: String) throws -> String {
    let folder = try #require(Bundle.module.url(forResource: "Fixtures/checkpoints", withExtension: nil))
    return folder.appendingPathComponent(file).path
  }

  /// The bytes of a file of the fixtures.
  static func bytes(_ file: String) throws -> [UInt8] { try FileBytes.read(path(file)) }

  /// The network that is read from the checkpoint.
  func network() throws -> Network {
    try ModelFile(
      importing: Self.path(file), options: ModelFile.ImportOptions(base: base, activations: activations)
    )
    .network
  }

  /// Inputs and the tool's own outputs, both by columns.
  func table() throws -> (inputs: [[Double]], outputs: [[Double]]) {
    let file = try SafetensorsReader(Self.bytes("\(name).io.safetensors"))
    func columns(_ name: String) throws -> [[Double]] {
      let width = try #require(file.tensors[name]).shape[1]
      let rows = try file.doubles(name)
      return (0..<width).map { c in stride(from: c, to: rows.count, by: width).map { rows[$0] } }
    }
    return (try columns("X"), try columns("Y"))
  }
}
