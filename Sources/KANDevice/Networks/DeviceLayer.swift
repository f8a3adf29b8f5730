import CDevice
import KANModel
import KANTraining

/// The structure of one layer on a card, and the nodes of the samples being processed.
final class DeviceLayer<Scalar: BinaryFloatingPoint & BitwiseCopyable> {
  /// The description of the layer for kernels.
  let layer: kan_layer
  /// [sample][row], sums first, then products.
  let nodes: DeviceBuffer<Scalar>
  let adjoints: DeviceBuffer<Scalar>
  /// For the sparsity penalty: Σ|φ| [slice][edge], and the derivative with respect to it for every edge.
  let magnitudes, edgeSlopes: DeviceBuffer<Double>?
  private let inputs: DeviceBuffer<kan_input>
  private let edges: DeviceBuffer<kan_edge>
  private let products: DeviceBuffer<kan_product>
  private let edgeOfSum: DeviceBuffer<Int32>
  private let shapes: DeviceBuffer<Scalar>

  /// The maximum number of rows of shared memory of a thread of `backwardEdges`, so that a block takes 32 KiB.
  static var windowLimit: Int { 32_768 / (KAN_THREADS * MemoryLayout<Scalar>.stride) }

  /// Lays out a layer.
  ///
  /// - Parameters:
  ///   - plan: The positions of its parameters.
  ///   - layer: The layer itself.
  ///   - continues: Whether edges continue linearly outside their grids.
  ///   - sources: For each input its column in a sample of the source.
  ///   - sourceWidth: The length of such a sample.
  ///   - capacity: The number of samples processed at a time.
  ///   - slices: Slices of the samples whose |φ| are summed; `nil` if they are not needed.
  ///   - windowLimit: The maximum number of rows of coefficients that are staged at a time.
  init(
    _ context: DeviceContext, _ plan: LayerPlan, _ layer: Layer, continues: Bool, sources: [Int],
    sourceWidth: Int, capacity: Int, slices: Int?, windowLimit: Int
  ) throws(DeviceError) {
    var numbers: [Scalar] = []
    var inputs = layer.grids.enumerated().map { i, grid in
      let start = numbers.count
      numbers += Self.shape(of: grid)
      return kan_input(
        intervals: Int32(grid.intervals), isUniform: grid.isUniform(in: Scalar.self) ? 1 : 0,
        shape: Int32(start),
        coefficients: 0,
        baseWeights: -1, edgeCount: 0, source: Int32(sources[i]), firstEdge: 0)
    }
    var edges: [kan_edge] = []
    var edgeOfSum = [Int32](repeating: -1, count: plan.inputCount * plan.factorCount)
    for block in plan.blocks {
      inputs[block.input].coefficients = Int32(block.offset)
      inputs[block.input].baseWeights = Int32(block.baseOffset ?? -1)
      inputs[block.input].firstEdge = Int32(edges.count)
      inputs[block.input].edgeCount = Int32(block.sums.count)
      for (e, j) in block.sums.enumerated() {
        edges.append(kan_edge(input: Int32(block.input), sum: j, index: Int32(e)))
        edgeOfSum[block.input * plan.factorCount + Int(j)] = Int32(e)
      }
    }
    let products = plan.products.map { kan_product(first: Int32($0.lowerBound), count: Int32($0.count)) }
    self.inputs = try DeviceBuffer(context, inputs)
    self.edges = try DeviceBuffer(context, edges)
    self.products = try DeviceBuffer(context, products)
    self.edgeOfSum = try DeviceBuffer(context, edgeOfSum)
    shapes = try DeviceBuffer(context, numbers)
    nodes = try DeviceBuffer(context, count: capacity * plan.rowCount)
    adjoints = try DeviceBuffer(context, count: capacity * plan.rowCount)
    magnitudes = try slices.map { slices throws(DeviceError) in
      try DeviceBuffer(context, count: slices * edges.count)
    }
    edgeSlopes = try slices.map { _ throws(DeviceError) in try DeviceBuffer(context, count: edges.count) }
    // Coefficients, then base weights.
    let rows = (plan.blocks.map(\.basisCount).max() ?? 0) + 1
    self.layer = kan_layer(
      inputs: self.inputs.address, edges: self.edges.address, products: self.products.address,
      edgeOfSum: self.edgeOfSum.address, shapes: shapes.address, inputCount: Int32(plan.inputCount),
      sumCount: Int32(plan.factorCount), edgeCount: Int32(edges.count), productCount: Int32(products.count),
      biases: Int32(plan.biasOffset), order: Int32(plan.order), base: Self.base(layer.base),
      continues: continues ? 1 : 0, window: Int32(min(rows, windowLimit)), sourceWidth: Int32(sourceWidth),
      nodeWidth: Int32(plan.rowCount), unused: 0)
  }

  private static func base(_ base: Network.BaseFunction) -> Int32 {
    switch base {
    case .zero: Int32(KAN_BASE_OF_NONE)
    case .silu: Int32(KAN_BASE_OF_SILU)
    case .identity: Int32(KAN_BASE_OF_IDENTITY)
    case .gelu: Int32(KAN_BASE_OF_GELU)
    case .relu: Int32(KAN_BASE_OF_RELU)
    }
  }

  /// A grid in the form of `kan_input.shape`.
  private static func shape(of grid: KnotGrid) -> [Scalar] {
    let (lower, upper) = (grid.range.lowerBound, grid.range.upperBound)
    func polynomials(_ cell: Int) -> [Scalar] {
      let bases = grid.localBases(cell: cell)
      return (0...grid.order).flatMap { power in bases.map { Scalar($0[power]) } }
    }
    if grid.isUniform(in: Scalar.self) {
      return [Scalar(lower), Scalar(upper), Scalar(Double(grid.intervals) / (upper - lower))] + polynomials(0)
    }
    let cells = (0..<grid.intervals).map {
      ($0, grid.knots[grid.order + $0], grid.knots[grid.order + $0 + 1])
    }
    return [Scalar(lower), Scalar(upper), 0] + cells.map { Scalar($0.1) }
      + cells.map { Scalar(1 / ($0.2 - $0.1)) }
      + cells.flatMap { polynomials($0.0) }
  }
}
