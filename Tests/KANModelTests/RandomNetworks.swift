import KANModel

/// A random network of a shape in its text form; its features are scaled so that scaling is tested with it.
func randomNetwork(
  _ shape: String, intervals: Int = 5, order: Int = 3, base: Network.BaseFunction = .silu,
  noise: Double = 0.3,
  sparse: Bool = false, seed: UInt64
) -> Network {
  // Shapes in tests are literals; a wrong one is a programming error of the test.
  guard let shape = try? Network.Shape(parsing: shape) else { preconditionFailure("no shape: \(shape)") }
  return Network(
    inputs: (0..<shape.inputCount).map {
      Network.Feature(name: "x\($0)", shift: 0.1 * Double($0), scale: 1 + 0.5 * Double($0))
    },
    outputs: (0..<shape.outputCount).map { Network.Feature(name: "y\($0)", shift: 2, scale: 3 + Double($0)) },
    shape: shape, intervals: intervals, order: order, base: base, noise: noise, sparse: sparse, seed: seed)
}
