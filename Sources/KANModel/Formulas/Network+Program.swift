import KANFormula

extension Network {
  /// Whether no edge is a spline, so that `expressions()` are closed forms.
  public var isSymbolic: Bool { !edgeAddresses.contains { self[$0].isSpline } }

  /// The network as exact formulas, node by node, in the user's variables and units; they exist for every network.
  ///
  /// Edges that are splines appear as piecewise polynomials, with their continuation outside the grid, and agree with the network
  /// to rounding everywhere. Hidden nodes become steps `h_1_1`, `h_1_2`, …, scaled inputs `u_1` …, base functions of nodes `b_1_1`
  /// …; the size is that of the network. For closed forms alone see `expressions()`.
  package func program() -> Program {
    var writer = ProgramWriter(inputs: inputs)
    for (l, layer) in layers.enumerated() { writer.append(layer, number: l + 1, outside: outside) }
    return Program(
      inputs: zip(inputs, trainingBox).map { Formula.Variable(name: $0.name, range: $1) },
      steps: writer.steps,
      outputs: zip(outputs, writer.nodes).map {
        Program.Definition(name: $0.name, expression: $1.mapped(scale: $0.scale, shift: $0.shift).expression)
      })
  }
}

/// Composes layers, naming values that more than one edge reads.
private struct ProgramWriter {
  private(set) var steps: [Program.Definition] = []
  /// The outputs of the last layer.
  private(set) var nodes: [Combination]
  private var taken: Set<String>

  init(inputs: [Network.Feature]) {
    taken = Set(inputs.map(\.name))
    nodes = inputs.map {
      Combination(.variable($0.name)).mapped(scale: 1 / $0.scale, shift: -$0.shift / $0.scale)
    }
  }

  mutating func append(_ layer: Layer, number: Int, outside: OutsidePolicy) {
    var sums = layer.biases.map { Combination(constant: $0) }
    for i in 0..<layer.inputCount {
      let readers = (0..<layer.factorCount).filter { !layer[input: i, sum: $0].isCut }
      if readers.isEmpty { continue }
      let place = "_\(i + 1)"
      let x = named(nodes[i].expression, number == 1 ? "u\(place)" : "h_\(number - 1)\(place)")
      let needsBase =
        layer.base.isTranscendental
        && readers.contains { j in
          if case .spline(let edge) = layer[input: i, sum: j] { edge.baseWeight != 0 } else { false }
        }
      let base =
        needsBase
        ? baseValue(
          layer.base, Network.BaseFunction.argument(x, grid: layer.grids[i], outside: outside),
          "\(number)\(place)")
        : 0
      for j in readers {
        switch layer[input: i, sum: j] {
        case .cut: continue
        case .symbolic(let edge): sums[j].add(edge, of: Combination(x))
        case .spline(let edge):
          let polynomial = edge.piecewisePolynomial(grid: layer.grids[i], base: layer.base, outside: outside)
          if polynomial.table.contains(where: { $0 != 0 }) { sums[j].add(1, .piecewise(polynomial, x)) }
          if needsBase, edge.baseWeight != 0 { sums[j].add(edge.baseWeight, base) }
        }
      }
    }
    nodes = sums[..<layer.sumCount] + layer.productGroups.map { Combination.product(of: Array(sums[$0])) }
  }

  /// b at its argument, which gets a name of its own because b uses it more than once.
  private mutating func baseValue(_ base: Network.BaseFunction, _ argument: Expression, _ place: String)
    -> Expression
  {
    named(base.expression(of: named(argument, "c_\(place)")), "b_\(place)")
  }

  /// A step for an expression, unless the expression is already short.
  private mutating func named(_ expression: Expression, _ name: String) -> Expression {
    switch expression {
    case .variable, .rational, .real: return expression
    default: break
    }
    var unique = name
    while !taken.insert(unique).inserted { unique += "_" }
    steps.append(Program.Definition(name: unique, expression: expression))
    return .variable(unique)
  }
}
