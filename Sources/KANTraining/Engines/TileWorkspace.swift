/// All that one thread keeps of one tile between forward and backward: a few rows of `width` samples an
/// input, a sum and a symbolic term. Nothing here grows with the number of samples.
final class TileWorkspace<Scalar: EngineScalar>: @unchecked Sendable {
  /// The rows of one layer.
  struct LayerRows {
    /// `first[i]`: the first living basis of input i.
    let first: Buffer<Int32>
    /// Basis values and slopes, k + 1 rows an input.
    let values: Buffer<Scalar>
    let slopes: Buffer<Scalar>
    /// Base function and slope, one row an input.
    let base: Buffer<Scalar>
    let baseSlopes: Buffer<Scalar>
    /// Sums, then products.
    let nodes: Buffer<Scalar>
    /// ∂/∂ of each row of `nodes`.
    let adjoints: Buffer<Scalar>
    /// f, f′ and u of each symbolic term.
    let termValues: Buffer<Double>
    let termSlopes: Buffer<Double>
  }

  let width: Int
  let layers: [LayerRows]
  /// Scratch rows.
  let scratch: Buffer<Scalar>
  let argument: Buffer<Double>
  /// Values and adjoints of the edges of one input at a time, for penalties on activations.
  let edgeValues: Buffer<Scalar>
  let edgeAdjoints: Buffer<Scalar>

  init(_ plan: NetworkPlan, width: Int) {
    self.width = width
    layers = plan.layers.map { layer in
      let taps = (layer.order + 1) * layer.inputCount * width
      return LayerRows(
        first: Buffer(count: layer.inputCount * width, repeating: 0),
        values: Buffer(count: taps, repeating: 0),
        slopes: Buffer(count: taps, repeating: 0),
        base: Buffer(count: layer.inputCount * width, repeating: 0),
        baseSlopes: Buffer(count: layer.inputCount * width, repeating: 0),
        nodes: Buffer(count: layer.rowCount * width, repeating: 0),
        adjoints: Buffer(count: layer.rowCount * width, repeating: 0),
        termValues: Buffer(count: layer.termCount * width, repeating: 0),
        termSlopes: Buffer(count: layer.termCount * width, repeating: 0))
    }
    scratch = Buffer(count: 2 * width, repeating: 0)
    argument = Buffer(count: width, repeating: 0)
    let edges = plan.layers.map(\.factorCount).max() ?? 1
    edgeValues = Buffer(count: edges * width, repeating: 0)
    edgeAdjoints = Buffer(count: edges * width, repeating: 0)
  }
}
