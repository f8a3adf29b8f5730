import KANFormula
import KANNumerics

extension Network {
  /// A network that computes known formulas: every sum, product and function in its place.
  ///
  /// Sums become sum nodes, products product nodes, and functions edges with their inner and outer constants, all
  /// of which training may move. Equal parts are computed once. `addingCorrection` makes room for what the
  /// theory does not say.
  ///
  /// - Parameters:
  ///   - expressions: One formula for each output, in the names of the inputs.
  ///   - inputs: The inputs with their scaling, which is substituted.
  ///   - outputs: The outputs with their scaling, which is undone.
  ///   - box: Where the network will be used, for each input in its own units; the grids are laid there.
  ///   - intervals: The number of intervals of every grid, for splines to come.
  ///   - order: Their order, 1 … 5.
  ///   - base: Their base function.
  ///   - outside: How splines continue outside their grids.
  /// - Throws: `ModelError.notCompiled` for a variable that is no input, and for ranges beyond `KnotGrid.reach`.
  package init(
    expressions: [Expression], inputs: [Network.Feature], outputs: [Network.Feature],
    box: [ClosedRange<Double>],
    intervals: Int = 5, order: Int = 3, base: Network.BaseFunction = .silu, outside: OutsidePolicy = .linear
  ) throws(ModelError) {
    precondition(!inputs.isEmpty && inputs.count == box.count, "a network needs inputs, each with its range")
    precondition(
      !outputs.isEmpty && expressions.count == outputs.count, "a network needs outputs, each with its formula"
    )
    var plan = TheoryPlan(inputs: inputs)
    let roots = try plan.roots(of: expressions, outputs: outputs)
    let layers = plan.layers(endingWith: roots, intervals: intervals, order: order, base: base)
    self.init(inputs: inputs, outputs: outputs, layers: layers, outside: outside)
    try layGrids(on: box)
  }

  /// A network of one output that computes `expression`, its inputs the variables in alphabetical order.
  ///
  /// - Parameters:
  ///   - expression: The formula.
  ///   - output: The name of the output.
  ///   - box: Where the network will be used; −1 … 1 for variables that are not named.
  /// - Throws: A formula without variables.
  public init(
    expression: FormulaExpression, output: String = "y", on box: [String: ClosedRange<Double>] = [:]
  ) throws {
    let names = expression.variables
    guard !names.isEmpty else {
      throw ModelError.notCompiled(part: "the formula", reason: "it has no variable, so there is no input")
    }
    try self.init(
      expressions: [expression], inputs: names.map { Network.Feature(name: $0) },
      outputs: [Network.Feature(name: output)],
      box: names.map { box[$0] ?? -1...1 })
  }

  /// What a network of closed forms says beyond a theory: its formulas minus the given ones, simplified.
  ///
  /// - Throws: An error while an edge is still a spline.
  public func difference(from theory: [FormulaExpression]) throws -> [FormulaExpression] {
    precondition(theory.count == outputs.count, "a theory has one formula for each output")
    return zip(try self.expressions(), theory).map { ($0 - $1).simplified() }
  }

  /// Lays all grids where their inputs are when points of the box flow through.
  package mutating func layGrids(on box: [ClosedRange<Double>]) throws(ModelError) {
    for (i, range) in box.enumerated() where range.lowerBound < range.upperBound {
      let (shift, scale) = (inputs[i].shift, inputs[i].scale)
      let (lower, upper) = ((range.lowerBound - shift) / scale, (range.upperBound - shift) / scale)
      guard abs(lower) <= KnotGrid.reach, abs(upper) <= KnotGrid.reach, lower < upper else {
        throw .notCompiled(
          part: "the formula",
          reason: "the range of \(inputs[i].name) is beyond what grids can cover, ±\(KnotGrid.reach)")
      }
      let grid = layers[0].grids[i]
      layers[0].grids[i] = KnotGrid(uniformOn: lower...upper, intervals: grid.intervals, order: grid.order)
    }
    let seen = activations(sampledInputs(count: 256)).layerInputs
    for l in layers.indices.dropFirst() {
      for i in layers[l].grids.indices {
        let grid = layers[l].grids[i]
        layers[l].grids[i] = KnotGrid.adaptive(
          to: seen[l][i], intervals: grid.intervals, order: grid.order, uniformFraction: 1, margin: 0.05)
      }
    }
  }
}
