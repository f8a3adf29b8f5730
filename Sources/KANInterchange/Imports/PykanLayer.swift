import KANModel
import SymbolLibrary

/// One layer of a pykan checkpoint, for conversion to a `Layer`.
struct PykanLayer {
  let inputCount: Int
  let order: Int
  /// The inputs with edges that are both spline and function: they are repeated after the others, for the functions.
  let doubled: [Int]
  /// The shift of each node of the level after its products: 0 for plain sums, where it is in the bias.
  let productShifts: [Double]

  private let productScales: [Double]
  private let level: PykanConfiguration.Level
  private var grids: [KnotGrid]
  /// `splines[j][i]` and `forms[j][i]`, including masks and the affine maps after the sum.
  private var splines: [[SplineEdge?]]
  private var forms: [[SymbolicTerm?]]
  private var biases: [Double]

  init(
    _ l: Int, _ configuration: PykanConfiguration, _ source: any TensorSource,
    _ options: ModelFile.ImportOptions
  ) throws(InterchangeError) {
    let level = configuration.levels[l + 1]
    self.level = level
    let inputs = configuration.levels[l].nodes
    let sums = level.factors
    inputCount = inputs
    guard let shape = source.shapes["act_fun.\(l).coef"], shape.count == 3 else {
      throw .badTensor(name: "act_fun.\(l).coef", reason: "is missing or does not have three dimensions")
    }
    guard let gridShape = source.shapes["act_fun.\(l).grid"], gridShape.count == 2 else {
      throw .badTensor(name: "act_fun.\(l).grid", reason: "is missing or does not have two dimensions")
    }
    let (bases, knotCount) = (shape[2], gridShape[1])
    order = try ImportedNetwork.order(knots: knotCount, bases: bases, place: "layer \(l)")
    let knots = try source.doubles("act_fun.\(l).grid", shape: [inputs, knotCount])
    let coefficients = try source.doubles("act_fun.\(l).coef", shape: [inputs, sums, bases])
    let mask = try source.doubles("act_fun.\(l).mask", shape: [inputs, sums])
    let baseScale = try source.doubles("act_fun.\(l).scale_base", shape: [inputs, sums])
    let splineScale = try source.doubles("act_fun.\(l).scale_sp", shape: [inputs, sums])
    let formMask = try source.doubles("symbolic_fun.\(l).mask", shape: [sums, inputs])
    let affine = try source.doubles("symbolic_fun.\(l).affine", shape: [sums, inputs, 4])
    let sumScale = try source.doubles("subnode_scale_\(l)", shape: [sums])
    let sumShift = try source.doubles("subnode_bias_\(l)", shape: [sums])
    let nodeScale = try source.doubles("node_scale_\(l)", shape: [level.nodes])
    let nodeShift = try source.doubles("node_bias_\(l)", shape: [level.nodes])

    // The node's own map is applied to the scale and shift of a plain sum, or to the first factor of a product.
    var scale = sumScale
    biases = sumShift
    for j in 0..<level.sums {
      scale[j] *= nodeScale[j]
      biases[j] = biases[j] * nodeScale[j] + nodeShift[j]
    }
    productScales = Array(nodeScale[level.sums...])
    productShifts = (0..<level.nodes).map { $0 < level.sums ? 0 : nodeShift[$0] }

    var isDead = [Bool](repeating: false, count: inputs)
    grids = []
    for i in 0..<inputs {
      let row = knots[i * knotCount..<(i + 1) * knotCount]
      // If all knots coincide, pykan's bases are zero everywhere: only the base function remains.
      if let point = row.first, point.isFinite, row.allSatisfy({ $0 == point }) {
        guard abs(point) <= KnotGrid.reach else {
          throw .badCheckpoint(
            place: "the grid of input \(i) of layer \(l)",
            reason: "its knots are beyond what grids can cover, ±\(KnotGrid.reach)")
        }
        isDead[i] = true
        // Wide enough for knots that differ after rounding.
        let half = max(1, abs(point) * 1e-6)
        grids.append(
          KnotGrid(uniformOn: point - half...point + half, intervals: bases - order, order: order))
        continue
      }
      grids.append(
        try ImportedNetwork.grid(row, order: order, place: "the grid of input \(i) of layer \(l)"))
    }
    splines = [[SplineEdge?]](repeating: [SplineEdge?](repeating: nil, count: inputs), count: sums)
    forms = [[SymbolicTerm?]](repeating: [SymbolicTerm?](repeating: nil, count: inputs), count: sums)
    for j in 0..<sums {
      for i in 0..<inputs {
        let n = i * sums + j
        if mask[n] != 0 {
          let factor = isDead[i] ? 0 : mask[n] * splineScale[n] * scale[j]
          splines[j][i] = SplineEdge(
            baseWeight: mask[n] * baseScale[n] * scale[j],
            coefficients: coefficients[n * bases..<(n + 1) * bases].map { factor * $0 })
        }
        let m = j * inputs + i
        guard formMask[m] != 0 else { continue }
        let name = configuration.functions[l][j][i]
        biases[j] += formMask[m] * affine[4 * m + 3] * scale[j]
        // pykan's '0' is 0·x: only its offset d counts.
        guard name != "0" else { continue }
        guard let symbol = options.symbols[name] ?? PykanLibrary.symbol(name) else {
          throw .badCheckpoint(
            place: "edge \(Network.EdgeAddress(layer: l, input: i, sum: j))",
            reason:
              "its function '\(name.prefix(40))' is not one of pykan's; describe it under that name in a file "
              + "of your own functions")
        }
        forms[j][i] = SymbolicTerm(
          symbol: symbol, amplitude: formMask[m] * affine[4 * m + 2] * scale[j], rate: affine[4 * m],
          shift: affine[4 * m + 1])
      }
    }
    let both = zip(splines, forms).map { row in (0..<inputs).map { row.0[$0] != nil && row.1[$0] != nil } }
    doubled = (0..<inputs).filter { i in both.contains { $0[i] } }
  }

  /// The layer, on inputs with the doubled ones repeated.
  func layer(base: Network.BaseFunction) -> Layer {
    var rows: [[Edge]] = []
    for j in splines.indices {
      var row: [Edge] = []
      for i in 0..<inputCount {
        let form = forms[j][i].map { Edge.symbolic(SymbolicEdge(terms: [$0])) }
        row.append(splines[j][i].map(Edge.spline) ?? form ?? .cut)
      }
      for i in doubled {
        guard splines[j][i] != nil, let form = forms[j][i] else {
          row.append(.cut)
          continue
        }
        row.append(.symbolic(SymbolicEdge(terms: [form])))
      }
      rows.append(row)
    }
    var edges = rows[..<level.sums].flatMap { $0 }
    var constants = Array(biases[..<level.sums])
    for (group, scale) in zip(groups, productScales) {
      edges += rows[group.lowerBound].map { $0.scaled(by: scale) } + rows[group.dropFirst()].flatMap { $0 }
      constants.append(biases[group.lowerBound] * scale)
      constants += biases[group.dropFirst()]
    }
    return Layer(
      inputCount: inputCount + doubled.count,
      sumCount: level.sums, productArities: groups.map(\.count), base: base,
      grids: grids + doubled.map { grids[$0] }, edges: edges, biases: constants)
  }

  /// The sums that each product node multiplies. pykan skips a product of a single factor and repeats the product before it; the
  /// configuration is checked to have one before it.
  private var groups: [Range<Int>] {
    var groups: [Range<Int>] = []
    var next = level.sums
    for arity in level.arities {
      groups.append(arity == 1 ? groups.last ?? next..<next + 1 : next..<next + arity)
      next += arity
    }
    return groups
  }
}
