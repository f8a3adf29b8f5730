/// The data of one tile that a thread keeps between forward and backward pass: a few rows of `width` samples per input, sum and
/// symbolic term. Nothing here grows with the number of samples.
final class TileWorkspace<Scalar: EngineScalar>: @unchecked Sendable {
  /// The rows of one layer.
  final class LayerRows {
    /// `first[i]`: the first non-zero basis of input i.
    let first: Buffer<Int32>
    /// The samples in the order of their cells, and the start of each cell: for wide layers.
    let order: Buffer<Int32>
    let starts: Buffer<Int32>
    /// Basis values, [input][sample][tap], and slopes after the first layer.
    let values: Buffer<Scalar>
    let slopes: Buffer<Scalar>
    /// Base function and slope, one row per input; zero if there is none.
    let base: Buffer<Scalar>
    let baseSlopes: Buffer<Scalar>
    /// Sums, then products.
    let nodes: Buffer<Scalar>
    /// The derivative with respect to each row of `nodes`.
    let adjoints: Buffer<Scalar>
    /// f and f′ of each symbolic term.
    let termValues: Buffer<Double>
    let termSlopes: Buffer<Double>

    init(_ layer: LayerPlan, _ part: ParameterLayout.LayerPart, isFirst: Bool, width: Int) {
      let inputs = layer.inputCount * width
      first = Buffer(count: inputs, repeating: 0)
      order = Buffer(count: part.isWide ? inputs : 0, repeating: 0)
      starts = Buffer(count: part.isWide ? part.startCount : 0, repeating: 0)
      values = Buffer(count: part.taps * inputs, repeating: 0)
      slopes = Buffer(count: isFirst ? 0 : part.taps * inputs, repeating: 0)
      base = Buffer(count: inputs, repeating: 0)
      baseSlopes = Buffer(count: inputs, repeating: 0)
      nodes = Buffer(count: layer.rowCount * width, repeating: 0)
      adjoints = Buffer(count: layer.rowCount * width, repeating: 0)
      termValues = Buffer(count: layer.termCount * width, repeating: 0)
      termSlopes = Buffer(count: layer.termCount * width, repeating: 0)
    }

    /// The rows in the form for kernels.
    func tile(width: Int) -> Scalar.Tile {
      Scalar.makeTile(
        count: width, first: first.pointer, order: order.pointer, starts: starts.pointer,
        values: values.pointer, slopes: slopes.pointer, base: base.pointer, baseSlopes: baseSlopes.pointer)
    }
  }

  let width: Int
  let layers: [LayerRows]
  /// Scratch rows.
  let scratch: Buffer<Scalar>
  /// Sums or adjoints of one wide layer at a time, [sample][padded output].
  let table: Buffer<Scalar>
  /// Memory in which narrow layers collect their gradient cell by cell.
  let cells: Buffer<Scalar>
  let argument: Buffer<Double>
  /// Values and adjoints of the edges of one input at a time, for penalties on activations.
  let edgeValues: Buffer<Scalar>
  let edgeAdjoints: Buffer<Scalar>

  /// Rows for tiles of `width` samples; with `penalises`, also those that only penalties on activations need.
  init(_ plan: NetworkPlan, _ layout: ParameterLayout, width: Int, penalises: Bool = false) {
    self.width = width
    layers = plan.layers.enumerated().map { l, layer in
      LayerRows(layer, layout.layers[l], isFirst: l == 0, width: width)
    }
    scratch = Buffer(count: 2 * width, repeating: 0)
    table = Buffer(
      count: (layout.layers.filter(\.isWide).map(\.outputs).max() ?? 0) * width, repeating: 0)
    cells = Buffer(count: layout.layers.map(\.scratchCount).max() ?? 0, repeating: 0)
    argument = Buffer(count: width, repeating: 0)
    let edges = penalises ? plan.layers.map(\.factorCount).max() ?? 1 : 0
    edgeValues = Buffer(count: edges * width, repeating: 0)
    edgeAdjoints = Buffer(count: edges * width, repeating: 0)
  }
}
