import KANFormula
import KANNumerics

extension Network {
  /// A network that computes known formulas.
  ///
  /// Sums become sum nodes, products product nodes, and functions edges with their inner and outer constants, all of which training
  /// may change. Equal parts are computed once. `addingCorrection` adds splines that can learn a correction to the theory.
  ///
  /// - Parameters:
  ///   - expressions: One formula for each output, in the names of the inputs.
  ///   - inputs: The inputs with their scaling, which is substituted.
  ///   - outputs: The outputs with their scaling, which is undone.
  ///   - box: The range of each input in its own units on which the network will be used; the grids cover it.
  ///   - intervals: The number of intervals of every grid, for later splines.
  ///   - order: Their order, 1 … 5.
  ///   - base: Their base function.
  ///   - outside: How splines continue outside their grids.
  /// - Throws: `ModelError.notCompiled` for a variable that is not an input, for a part without variables whose value is not finite,
  ///   and for ranges beyond `KnotGrid.reach`.
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

  /// A network with one output that computes `expression`; its inputs are the variables in alphabetical order.
  ///
  /// - Parameters:
  ///   - expression: The formula, with at least one variable.
  ///   - output: The name of the output.
  ///   - box: The ranges on which the network will be used, in the units of the variables; −1 … 1 for
  ///     variables that are not named.
  /// - Throws: An error if the formula has no variables, if a part of it without variables has no finite value, as log(-1), or if a
  /// range extends beyond what grids can cover.
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

  /// The difference between a network of closed forms and a theory: its formulas minus the given ones, simplified.
  ///
  /// - Parameter theory: One formula for each output of the network, in the names and units of its inputs.
  /// - Returns: One expression for each output; 0 where the simplification shows that both are equal.
  /// - Throws: An error that names the first edge that is still a spline.
  public func difference(from theory: [FormulaExpression]) throws -> [FormulaExpression] {
    precondition(theory.count == outputs.count, "a theory has one formula for each output")
    return zip(try self.expressions(), theory).map { ($0 - $1).simplified() }
  }

  /// Adapts all grids to the values of their inputs for points of the box.
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
