import DenseKernels
import SwiftKAN

/// A multi-layer perceptron: dense layers with LeakyReLU between them and dropout behind each hidden one.
///
/// No part of SwiftKAN: a model of the user's own that SwiftKAN's losses and optimisers train, through the protocol
/// that its networks use themselves.
final class DenseNetwork: DifferentiableModel {
  typealias Scalar = Float

  /// Nodes a layer, from the inputs to the outputs.
  let widths: [Int]
  /// The share of hidden nodes that a training step switches off.
  let dropout: Float
  private let seed: UInt64
  /// Where the weights of each layer start, [output][input], followed by its biases.
  let offsets: [Int]
  let parameterCount: Int

  /// The slope of LeakyReLU below zero.
  static let leak: Float = 0.01

  init(widths: [Int], dropout: Float = 0, seed: UInt64 = 1) {
    precondition(widths.count >= 2, "a network needs inputs and outputs")
    (self.widths, self.dropout, self.seed) = (widths, dropout, seed)
    var next = 0
    offsets = zip(widths, widths.dropFirst()).map { inputs, outputs in
      defer { next += (inputs + 1) * outputs }
      return next
    }
    parameterCount = next
  }

  var inputCount: Int { widths[0] }
  var outputCount: Int { widths[widths.count - 1] }
  var layerCount: Int { offsets.count }

  /// Weights and biases uniform on ±1/√inputs (LeCun; what PyTorch does).
  func randomParameters() -> [Double] {
    var random = SplitMix(seed: seed)
    return (0..<layerCount).flatMap { l in
      let bound = 1 / Double(widths[l]).squareRoot()
      return (0..<(widths[l] + 1) * widths[l + 1]).map { _ in
        Double.random(in: -bound...bound, using: &random)
      }
    }
  }

  func makeWorkspace(width: Int) -> DenseWorkspace { DenseWorkspace(widths: widths, tileWidth: width) }

  func forward(
    _ parameters: UnsafePointer<Float>, _ tile: SampleTile<Float>, _ workspace: DenseWorkspace,
    for purpose: ModelPass
  ) {
    for l in 0..<layerCount {
      let (inputs, outputs) = (widths[l], widths[l + 1])
      let weights = parameters + offsets[l]
      let source = l == 0 ? tile.input(0) : UnsafePointer(workspace.nodes[l - 1])
      dense_multiply(
        weights, inputs, 1, outputs, inputs, source, tile.width, tile.width, weights + inputs * outputs,
        false,
        workspace.nodes[l], tile.width)
      if l + 1 < layerCount { activate(l, tile, workspace, for: purpose) }
    }
  }

  func output(_ j: Int, of workspace: DenseWorkspace) -> UnsafePointer<Float> {
    UnsafePointer(workspace.nodes[layerCount - 1] + j * workspace.tileWidth)
  }

  func outputAdjoint(_ j: Int, of workspace: DenseWorkspace) -> UnsafeMutablePointer<Float> {
    workspace.adjoints[layerCount - 1] + j * workspace.tileWidth
  }

  func backward(
    _ parameters: UnsafePointer<Float>, _ tile: SampleTile<Float>, _ workspace: DenseWorkspace,
    gradient: UnsafeMutablePointer<Float>
  ) {
    for l in (0..<layerCount).reversed() {
      let (inputs, outputs) = (widths[l], widths[l + 1])
      let source = l == 0 ? tile.input(0) : UnsafePointer(workspace.nodes[l - 1])
      let adjoints = UnsafePointer(workspace.adjoints[l])
      let turnedStep = (inputs + 7) / 8 * 8
      dense_transpose(source, inputs, tile.width, workspace.turned, turnedStep)
      dense_multiply(
        adjoints, tile.width, 1, outputs, tile.width, workspace.turned, turnedStep, inputs, nil, true,
        gradient + offsets[l], inputs)
      let biases = gradient + offsets[l] + inputs * outputs
      for j in 0..<outputs {
        var sum = SIMD8<Float>.zero
        for s in stride(from: j * tile.width, to: (j + 1) * tile.width, by: 8) {
          sum += UnsafeRawPointer(adjoints + s).loadUnaligned(as: SIMD8<Float>.self)
        }
        biases[j] += sum.sum()
      }
      guard l > 0 else { return }
      // The transposed weights; then the slope of the activation with its dropout.
      let below = workspace.adjoints[l - 1]
      dense_multiply(
        parameters + offsets[l], 1, inputs, inputs, outputs, adjoints, tile.width, tile.width, nil, false,
        below,
        tile.width)
      let slopes = workspace.slopes[l - 1]
      for n in 0..<inputs * tile.width { below[n] *= slopes[n] }
    }
  }

  /// LeakyReLU and, in a training step, dropout: nodes that stay grow so that the mean stays.
  private func activate(
    _ l: Int, _ tile: SampleTile<Float>, _ workspace: DenseWorkspace, for purpose: ModelPass
  ) {
    let count = widths[l + 1] * tile.width
    let (nodes, slopes) = (workspace.nodes[l], workspace.slopes[l])
    for n in 0..<count { slopes[n] = nodes[n] > 0 ? 1 : Self.leak }
    if case .step(let number) = purpose, dropout > 0 {
      let stream = UInt64(truncatingIfNeeded: tile.index * layerCount + l)
      var random = SplitMix(
        seed: seed ^ (number &* 0x9E37_79B9_7F4A_7C15) ^ (stream &* 0xD1B5_4A32_D192_ED03))
      let limit = UInt16(dropout * 65_536)
      let scale = 1 / (1 - Float(limit) / 65_536)
      // Four decisions a random number.
      for n in Swift.stride(from: 0, to: count, by: 4) {
        let bits = random.next()
        for k in 0..<4 {
          slopes[n + k] *= UInt16(truncatingIfNeeded: bits >> UInt64(16 * k)) < limit ? 0 : scale
        }
      }
    }
    for n in 0..<count { nodes[n] *= slopes[n] }
  }
}
