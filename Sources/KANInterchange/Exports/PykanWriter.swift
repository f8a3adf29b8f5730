import KANModel

/// Writes the checkpoint of pykan 0.2.
struct PykanWriter: ForeignTool {
  static let name = "pykan"
  static let hasClosedForms = true
  static let hasOneGridSize = false

  private let network: Network
  private let base: Network.BaseFunction
  /// `functions[l][j][i]`, pykan's names.
  private let functions: [[[String]]]

  /// Checks that pykan supports all parts of the network.
  init(_ foreign: ForeignNetwork) throws(InterchangeError) {
    func refuse(_ place: String, _ reason: String) -> InterchangeError {
      .cannotExport(to: Self.name, place: place, reason: reason)
    }
    network = foreign.network
    let bases = Set(network.layers.map(\.base)).subtracting([.zero])
    guard bases.count <= 1 else { throw refuse("its base functions", "all layers share one there") }
    base = bases.first ?? .zero
    guard base != .gelu, base != .relu else {
      throw refuse("its base function \(base.rawValue)", "it supports silu, identity and zero by name")
    }
    var functions: [[[String]]] = []
    for (l, layer) in network.layers.enumerated() {
      var rows: [[String]] = []
      for j in 0..<layer.factorCount {
        var row: [String] = []
        for i in 0..<layer.inputCount {
          guard case .symbolic(let edge) = layer[input: i, sum: j], let term = edge.terms.first else {
            row.append("0")
            continue
          }
          let place = "edge \(Network.EdgeAddress(layer: l - foreign.addedLayers, input: i, sum: j))"
          guard edge.terms.count == 1 else { throw refuse(place, "an edge is one function there, not a sum") }
          guard let name = PykanLibrary.name(of: term.symbol) else {
            throw refuse(place, "it does not have the function \(term.symbol.name)")
          }
          row.append(name)
        }
        rows.append(row)
      }
      functions.append(rows)
    }
    self.functions = functions
  }

  /// How to load the files.
  func notes(path: String) -> [String] { ["load with KAN.loadckpt('\(path)'), in float64 for all digits"] }

  /// `NAME_config.yml`, as Python's `yaml.dump` would write it.
  func configuration() -> [UInt8] {
    let layers = network.layers
    func list(_ numbers: [Int]) -> String {
      Set(numbers).count == 1 ? " \(numbers[0])" : numbers.map { "\n- \($0)" }.joined()
    }
    func nested(_ lists: [[String]]) -> String {
      lists.map { list in
        guard let first = list.first else { return "\n- []" }
        return "\n- - \(first)" + list.dropFirst().map { "\n  - \($0)" }.joined()
      }.joined()
    }
    let arities = Set(layers.flatMap(\.productArities))
    let levels =
      [["\(network.inputs.count)", "0"]] + layers.map { ["\($0.sumCount)", "\($0.productArities.count)"] }
    var lines = [
      "affine_trainable: false", "auto_save: false", "base_fun_name: \(base.rawValue)", "ckpt_path: ./model",
      "device: cpu", "grid:\(list(layers.map { $0.grids[0].intervals }))", "grid_eps: 0.02",
      "grid_range:\n- -1\n- 1",
      "k:\(list(layers.map(\.order)))",
    ]
    if arities.count <= 1 {
      lines.append("mult_arity: \(arities.first ?? 2)")
    } else {
      lines.append("mult_arity:\(nested([[]] + layers.map { $0.productArities.map(String.init) }))")
    }
    lines += ["round: 0", "sb_trainable: true", "sp_trainable: true", "state_id: 0"]
    for (l, rows) in functions.enumerated() {
      lines.append("symbolic.funs_name.\(l):\(nested(rows.map { row in row.map { "'\($0)'" } }))")
    }
    lines += ["symbolic_enabled: true", "width:\(nested(levels))"]
    return Array((lines.joined(separator: "\n") + "\n").utf8)
  }

  /// `NAME_state`.
  func state() -> [UInt8] {
    var file = TorchWriter()
    for (l, layer) in network.layers.enumerated() {
      let (inputs, sums, nodes) = (layer.inputCount, layer.factorCount, layer.outputCount)
      let bases = layer.grids[0].basisCount
      func append(_ name: String, _ shape: [Int], _ value: (Int, Int) -> [Double], transposed: Bool = false) {
        let (rows, columns) = transposed ? (sums, inputs) : (inputs, sums)
        let values = (0..<rows).flatMap { r in
          (0..<columns).flatMap { c in transposed ? value(c, r) : value(r, c) }
        }
        file.append(name, shape: shape, values)
      }
      func spline(_ i: Int, _ j: Int) -> SplineEdge? {
        if case .spline(let edge) = layer[input: i, sum: j] { edge } else { nil }
      }
      func form(_ i: Int, _ j: Int) -> SymbolicEdge? {
        if case .symbolic(let edge) = layer[input: i, sum: j] { edge } else { nil }
      }
      file.append(
        "act_fun.\(l).grid", shape: [inputs, layer.grids[0].knots.count], layer.grids.flatMap(\.knots))
      append("act_fun.\(l).coef", [inputs, sums, bases]) {
        spline($0, $1)?.coefficients ?? [Double](repeating: 0, count: bases)
      }
      append("act_fun.\(l).mask", [inputs, sums]) { [spline($0, $1) == nil ? 0 : 1] }
      append("act_fun.\(l).scale_base", [inputs, sums]) { i, j in
        [layer.base == .zero ? 0 : spline(i, j)?.baseWeight ?? 0]
      }
      append("act_fun.\(l).scale_sp", [inputs, sums]) { _, _ in [1] }
      append("symbolic_fun.\(l).mask", [sums, inputs], { [form($0, $1) == nil ? 0 : 1] }, transposed: true)
      append(
        "symbolic_fun.\(l).affine", [sums, inputs, 4],
        { i, j in
          guard let edge = form(i, j) else { return [1, 0, 1, 0] }
          guard let term = edge.terms.first else { return [1, 0, 0, edge.offset] }
          return [term.rate, term.shift, term.amplitude, edge.offset]
        }, transposed: true)
      file.append("subnode_scale_\(l)", shape: [sums], [Double](repeating: 1, count: sums))
      file.append("subnode_bias_\(l)", shape: [sums], layer.biases)
      file.append("node_scale_\(l)", shape: [nodes], [Double](repeating: 1, count: nodes))
      let isLast = l == network.layers.count - 1
      file.append(
        "node_bias_\(l)", shape: [nodes],
        isLast ? network.outputs.map(\.shift) : [Double](repeating: 0, count: nodes))
    }
    return file.bytes()
  }
}
