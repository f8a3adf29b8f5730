import KANKernels
import KANModel

/// The positions of parameters in the engine's own vector, which is padded to whole vectors for the kernels.
///
/// Optimisers and documents use the compact vector of `NetworkPlan`; positions without a parameter are zero and stay so, except in
/// gradients, where they are never read.
struct ParameterLayout: Sendable {
  /// One layer.
  final class LayerPart: Sendable {
    let order: Int
    /// Whether vectors run over outputs; in layers of few outputs they run over the taps of a sample, or over samples if a register
    /// holds the coefficients of every edge.
    let isWide: Bool
    /// The number of outputs, padded to whole vectors in wide layers.
    let outputs: Int
    /// The spline edges of each input.
    let blocks: Buffer<kan_block>
    /// Their number; 0 if a layer has no spline.
    let blockCount: Int
    /// The offset of the biases, `outputs` of them.
    let biases: Int
    /// The size of `starts` of a tile.
    let startCount: Int
    /// The size of the gradient of a narrow layer.
    let scratchCount: Int

    init(
      order: Int, isWide: Bool, outputs: Int, blocks: [kan_block], biases: Int, startCount: Int,
      scratchCount: Int
    ) {
      self.order = order
      self.isWide = isWide
      self.outputs = outputs
      self.blocks = Buffer(blocks, padding: kan_block())
      blockCount = blocks.count
      self.biases = biases
      self.startCount = startCount
      self.scratchCount = scratchCount
    }

    /// The distance between neighbouring coefficients of an edge.
    var pitch: Int { isWide ? outputs : 1 }
    /// The position of coefficient n of the edge to sum j.
    func coefficient(_ b: Int, sum j: Int, basis n: Int) -> Int {
      let block = blocks.pointer[b]
      return isWide ? block.offset + n * outputs + j : block.offset + j * row(block) + n
    }
    /// The position of the base weight of the edge to sum j.
    func baseWeight(_ b: Int, sum j: Int) -> Int {
      let block = blocks.pointer[b]
      return isWide
        ? block.offset + (block.intervals + order) * outputs + j
        : block.offset + (j + 1) * row(block) - 1
    }
    private func row(_ block: kan_block) -> Int { block.intervals + taps + 1 }
    /// k + 1, padded to a vector.
    var taps: Int { order <= 3 ? 4 : 8 }
  }

  /// Layers of more sums than this are wide.
  static let narrowLimit = 3
  /// The same if a register holds the coefficients of every edge.
  static let lookupLimit = 12

  let layers: [LayerPart]
  /// `accumulated[l]`: the positions whose gradient can only be added to: all of a narrow layer; of a wide one the biases and the
  /// constants of symbolic edges.
  let accumulated: [Range<Int>]
  /// The length of the engine's vector.
  private(set) var count = 0
  /// `places[n]`: the position of parameter n of the compact vector.
  private(set) var places: [Int]
  /// Positions of edges that are not splines: they accumulate a gradient like their neighbours but must stay zero.
  let holes: [Int]

  init(_ network: Network, _ plan: NetworkPlan, lanes: Int, lookupBases: Int) {
    var next = 0
    var places = [Int](repeating: 0, count: plan.parameterCount)
    var parts: [LayerPart] = []
    var accumulated: [Range<Int>] = []
    for (l, layer) in plan.layers.enumerated() {
      let before = l > 0 ? plan.layers[l - 1] : nil
      let start = next
      let part = Self.part(
        layer, network.layers[l].grids, after: before, lanes: lanes, lookupBases: lookupBases, next: &next)
      for (b, block) in layer.blocks.enumerated() {
        let edges = block.sums.count
        for (e, j) in block.sums.enumerated() {
          for n in 0..<block.basisCount {
            places[block.offset + n * edges + e] = part.coefficient(b, sum: Int(j), basis: n)
          }
          if let base = block.baseOffset { places[base + e] = part.baseWeight(b, sum: Int(j)) }
        }
      }
      for j in 0..<layer.factorCount { places[layer.biasOffset + j] = part.biases + j }
      for edge in layer.symbolic {
        let constants: [Int?] = edge.terms.flatMap { [$0.amplitude, $0.rate, $0.shift] } + [edge.offset]
        for constant in constants.compactMap({ $0 }) {
          places[constant] = next
          next += 1
        }
      }
      // Whole vectors at the end of each layer keep the next one aligned.
      next = (next + 15) / 16 * 16
      parts.append(part)
      accumulated.append((part.isWide ? part.biases : start)..<next)
    }
    (layers, count, self.places) = (parts, next, places)
    self.accumulated = accumulated
    holes = zip(plan.layers, parts).flatMap { layer, part in
      layer.blocks.indices.flatMap { b in
        Set(0..<layer.factorCount).subtracting(layer.blocks[b].sums.map { Int($0) }).sorted().flatMap { j in
          (0..<layer.blocks[b].basisCount).map { part.coefficient(b, sum: j, basis: $0) }
            + [part.baseWeight(b, sum: j)]
        }
      }
    }
  }

  private static func part(
    _ layer: LayerPlan, _ grids: [KnotGrid], after before: LayerPlan?, lanes: Int, lookupBases: Int,
    next: inout Int
  ) -> LayerPart {
    let looksUp = layer.order <= 3 && layer.blocks.allSatisfy { $0.basisCount <= lookupBases }
    let isWide = layer.factorCount > (looksUp ? lookupLimit : narrowLimit)
    let outputs = isWide ? (layer.factorCount + lanes - 1) / lanes * lanes : layer.factorCount
    let taps = layer.order <= 3 ? 4 : 8
    var (starts, cells) = (0, 0)
    let blocks = layer.blocks.map { block in
      let intervals = grids[block.input].intervals
      let own = kan_block(
        input: block.input, intervals: intervals, offset: next,
        target: before?.row(ofOutput: block.input) ?? 0, starts: starts)
      next += isWide ? (block.basisCount + 1) * outputs : outputs * (intervals + taps + 1)
      starts += intervals + 2
      cells = max(cells, intervals)
      return own
    }
    next = (next + 15) / 16 * 16
    defer { next += outputs }
    return LayerPart(
      order: layer.order, isWide: isWide, outputs: outputs, blocks: blocks,
      biases: next, startCount: starts, scratchCount: 4 * max(cells, 1) * taps)
  }

  /// Copies compact parameters to their places.
  @_specialize(where Scalar == Float) @_specialize(where Scalar == Double)
  func store<Scalar: EngineScalar>(_ parameters: [Double], into storage: UnsafeMutablePointer<Scalar>) {
    for n in places.indices { storage[places[n]] = Scalar(parameters[n]) }
  }

  /// The compact parameters, or their gradient, of a vector in this layout.
  @_specialize(where Scalar == Float) @_specialize(where Scalar == Double)
  func load<Scalar: EngineScalar>(_ storage: UnsafePointer<Scalar>) -> [Double] {
    places.map { Double(storage[$0]) }
  }
}
