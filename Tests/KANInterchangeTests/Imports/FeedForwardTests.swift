import KANModel
import Testing

@testable import KANInterchange

/// Ordinary networks; that their outputs agree with PyTorch's is seen with all other checkpoints.
@Suite struct FeedForwardTests {
  private func file(_ shapes: [String: [Int]], value: Double = 0.5) -> [UInt8] {
    var writer = SafetensorsWriter()
    for (name, shape) in shapes.sorted(by: { $0.key < $1.key }) {
      writer.append(name, shape: shape, [Double](repeating: value, count: shape.reduce(1, *)))
    }
    return writer.bytes()
  }

  private let stack = ["a.0.weight": [4, 2], "a.0.bias": [4], "a.2.weight": [1, 4], "a.2.bias": [1]]

  @Test func inputsLieWhereTheUserSays() throws {
    let options = ModelFile.ImportOptions(activations: [.tanh], ranges: ["b": 0...3], names: ["a", "b"])
    let network = try ModelFile(importing: file(stack), options: options).network
    let box = network.trainingBox
    #expect(abs(box[0].lowerBound + 1) < 1e-12 && abs(box[0].upperBound - 1) < 1e-12)
    #expect(abs(box[1].lowerBound) < 1e-12 && abs(box[1].upperBound - 3) < 1e-12)
    #expect(network.shape.description == "2,4,1")
  }

  @Test func layersAreTakenInTheOrderOfTheirNumbers() throws {
    var shapes: [String: [Int]] = [:]
    for n in 0..<12 { shapes["layers.\(n).weight"] = [n + 2, n + 1] }
    let network = try ModelFile(
      importing: file(shapes), options: ModelFile.ImportOptions(activations: [.relu])
    ).network
    #expect(network.layers.map(\.inputCount) == Array(1...12))
  }

  @Test func aSingleLayerNeedsNoActivation() throws {
    let network = try ModelFile(importing: file(["weight": [1, 2], "bias": [1]])).network
    #expect(network([[1], [2]]) == [[2]])
  }

  @Test func theActivationsMustBeSaid() {
    #expect(throws: InterchangeError.unnamedActivations(layers: 2)) { try ModelFile(importing: file(stack)) }
  }

  @Test(
    arguments: [
      (["a.0.weight": [4, 2], "a.2.weight": [1, 5]], "a.2"),
      (["a.0.weight": [4, 2], "a.1.weight": [4], "a.1.bias": [4], "a.2.weight": [1, 4]], "LayerNorm"),
      (["a.0.weight": [4, 2], "a.1.weight": [4], "a.2.weight": [1, 4]], "PReLU"),
      (["c.weight": [4, 2, 3, 3], "a.0.weight": [4, 2]], "convolution"),
      (["r.weight_ih_l0": [4, 2], "r.weight_hh_l0": [4, 4], "a.weight": [1, 4]], "recurrent"),
      (["a.0.weight": [4, 2], "a.0.bias": [3]], "a.0.bias"),
      (["a.0.weight": [4, 2], "a.1.running_mean": [3], "a.1.running_var": [3]], "3 numbers"),
      (["a.0.weight": [4, 2], "a.2.running_mean": [4], "a.2.running_var": [4]], "no linear layer follows"),
      (["fc.weight": [4, 2], "bn.running_mean": [4], "bn.running_var": [4]], "which layer it follows"),
    ] as [([String: [Int]], String)])
  func whatIsNotReadIsNamed(shapes: [String: [Int]], phrase: String) throws {
    let error = try interchangeError {
      try ModelFile(importing: file(shapes), options: ModelFile.ImportOptions(activations: [.tanh]))
    }
    #expect(error.description.contains(phrase), "\(error)")
  }

  @Test func numbersMustBeFinite() throws {
    let error = try interchangeError {
      try ModelFile(
        importing: file(stack, value: .nan), options: ModelFile.ImportOptions(activations: [.tanh]))
    }
    #expect(error.description.contains("not finite"))
  }

  @Test(arguments: [[ModelFile.ImportOptions.Activation.tanh, .tanh, .relu], []])
  func asManyActivationsAsLayers(activations: [ModelFile.ImportOptions.Activation]) throws {
    let error = try interchangeError {
      try ModelFile(importing: file(stack), options: ModelFile.ImportOptions(activations: activations))
    }
    #expect(error.description.contains("activations"))
  }
}
