import KANData
import KANFormula
import KANNumerics
import KANTestSupport
import KANTraining
import Testing

@testable import KANSymbolic

/// All constants of an expression at their least-squares optimum, whatever rows weigh.
@Suite struct ExpressionRefinerTests {
  private static let x = Expression.variable("x")

  /// y on x = 0, 1, … with weights.
  private static func data(_ y: [Double], weights: [Double]? = nil) throws -> Dataset {
    try Dataset(
      inputNames: ["x"], inputs: [y.indices.map(Double.init)], targetNames: ["y"], targets: [y],
      weights: weights)
  }

  /// a and b of the line a·x + b with the smallest Σ w·r², by the textbook.
  private static func line(_ x: [Double], _ y: [Double], _ w: [Double]) -> [Double] {
    let sum = w.reduce(0, +)
    let (mx, my) = (zip(w, x).map(*).reduce(0, +) / sum, zip(w, y).map(*).reduce(0, +) / sum)
    let sxx = x.indices.reduce(0) { $0 + w[$1] * (x[$1] - mx) * (x[$1] - mx) }
    let sxy = x.indices.reduce(0) { $0 + w[$1] * (x[$1] - mx) * (y[$1] - my) }
    return [sxy / sxx, my - sxy / sxx * mx]
  }

  private static let straight = Expression.real(0.3) * x + .real(0.9)
  private static let measured = [1.2, 2.8, 5.3, 6.9, 9.2, 10.8]

  @Test(arguments: [nil, [1, 2, 3, 4, 5, 6], [1, 1, 0, 1, 1, 0], [3, -1, 2, 2, 1, 1]])
  func findsTheOptimumOfTheWeights(weights: [Double]?) throws {
    let data = try Self.data(Self.measured, weights: weights)
    let refined: ExpressionRefiner.Refined = try #require(ExpressionRefiner(data).refine(Self.straight))
    let expected = Self.line(data.inputs[0], Self.measured, weights ?? Self.measured.map { _ in 1 })
    expectClose(refined.expression.freeConstants, expected, within: 1e-8)
    #expect(refined.fit.parameters == refined.expression.freeConstants)
  }

  @Test func errorsAreInUnitsOfTheTargetsSpread() throws {
    let data = try Self.data(Self.measured)
    let refiner = ExpressionRefiner(data)
    #expect(refiner.spread == ColumnScaling(name: "y", column: Self.measured).scale)
    let refined = try #require(refiner.refine(Self.straight))
    let line = Self.line(data.inputs[0], Self.measured, Self.measured.map { _ in 1 })
    let (a, b) = (line[0], line[1])
    let squares = zip(data.inputs[0], Self.measured).map { ($1 - a * $0 - b) * ($1 - a * $0 - b) }
    let expected = (squares.reduce(0, +) / 6).squareRoot() / refiner.spread
    #expect(isClose(refined.relativeError, expected, within: 1e-12))
    #expect(isClose(refiner.relativeError(of: refined.expression), expected, within: 1e-12))
    let values = data.inputs[0].map { a * $0 + b }
    #expect(isClose(refiner.relativeError(ofValues: values), expected, within: 1e-9))
  }

  @Test func nothingFreeIsMeasuredAsItIs() throws {
    let refiner = ExpressionRefiner(try Self.data([0, 1, 2, 3]))
    let refined = try #require(refiner.refine(Self.x))
    #expect(refined.expression == Self.x && refined.relativeError == 0)
    #expect(refiner.refine(.log(Self.x)) == nil, "log 0 is not finite")
  }

  @Test func deadEndsAreNil() throws {
    let refiner = ExpressionRefiner(try Self.data([0, 1]))
    #expect(refiner.refine(.real(1) * .log(Self.x)) == nil, "not finite on a row")
    #expect(refiner.refine(.real(1) * .variable("z")) == nil, "no such column")
    let three = .real(1) * Self.x + .real(2) * Self.x.pow(2) + .real(3)
    #expect(refiner.refine(three) == nil, "more constants than rows")
    let spent = WorkBudget(limit: 0)
    #expect(refiner.refine(Self.straight, budget: spent) == nil, "no work allowed")
    #expect(refiner.relativeError(of: .log(Self.x)) == .infinity)
    #expect(refiner.relativeError(of: .variable("z")) == .infinity)
  }

  @Test func workIsCharged() throws {
    let refiner = ExpressionRefiner(try Self.data(Self.measured))
    let budget = WorkBudget()
    _ = refiner.refine(Self.straight, budget: budget)
    // At least one pass and one Jacobian.
    #expect(budget.spent >= 4 * 6 * Self.straight.complexity)
  }

  @Test func aVerticalTangentDoesNotStopAFit() throws {
    // a·√(x + b) with b = 0 and the first row at x = 0.
    let y = (0..<30).map { 2 * Double($0).squareRoot() }
    let refiner = ExpressionRefiner(try Self.data(y))
    let refined = try #require(refiner.refine(.real(1.5) * Self.x.sqrt() + .real(0.2)))
    expectClose(refined.expression.freeConstants, [2, 0], within: 1e-9)
  }

  @Test func selectingTakesRowsAndLeavesTheUnit() throws {
    let whole = ExpressionRefiner(try Self.data(Self.measured, weights: [1, 2, 3, 4, 5, 6]))
    let part = whole.selecting([4, 1, 2])
    #expect(part.target == [9.2, 2.8, 5.3] && part.columns == [[4, 1, 2]])
    #expect(part.spread == whole.spread)
    let roots = try #require(whole.rootWeights)
    #expect(part.rootWeights == [roots[4], roots[1], roots[2]])
    let refined = try #require(part.refine(Self.straight))
    expectClose(
      refined.expression.freeConstants, Self.line([4, 1, 2], [9.2, 2.8, 5.3], [5, 2, 3]), within: 1e-9)
  }

  @Test func weighingFollowsTheNoise() throws {
    let whole = ExpressionRefiner(try Self.data(Self.measured))
    #expect(whole.weighing(.absolute).rootWeights == nil)
    let proportional = whole.weighing(.proportional)
    let roots = try #require(proportional.rootWeights)
    // Residuals are shares of every value.
    expectClose(zip(roots, Self.measured).map(*), [1, 1, 1, 1, 1, 1], within: 1e-12)
    #expect(proportional.spread == 1)
    let refined = try #require(proportional.refine(Self.straight))
    let w = Self.measured.map { 1 / ($0 * $0) }
    expectClose(
      refined.expression.freeConstants, Self.line(whole.columns[0], Self.measured, w), within: 1e-9)
    // Beside a table's own weights.
    let both = ExpressionRefiner(try Self.data(Self.measured, weights: [1, 2, 3, 4, 5, 6])).weighing(
      .proportional)
    let constants = try #require(both.refine(Self.straight)).expression.freeConstants
    expectClose(
      constants, Self.line(whole.columns[0], Self.measured, zip(w, [1, 2, 3, 4, 5, 6]).map(*)), within: 1e-9)
  }

  @Test func decadesCountAlikeRelativeToTheTarget() throws {
    let y = [1e-3, 1e-1, 10, 1e3, 1e5]
    let refiner = ExpressionRefiner(relativeTo: try Self.data(y))
    let roots = try #require(refiner.rootWeights)
    // The typical size is 10; below a thousandth of it a row counts no more.
    expectClose(zip(roots, y).map(*), [0.1, 1, 1, 1, 1], within: 1e-12)
    #expect(refiner.spread == 1)
    // Where the target passes through zero, half the typical size is the least.
    let crossing = ExpressionRefiner(relativeTo: try Self.data([-1e-3, 1e-1, 10, 1e3, 1e5]))
    expectClose(
      zip(try #require(crossing.rootWeights), [1e-3, 0.1, 10, 1e3, 1e5]).map(*), [2e-4, 0.02, 1, 1, 1],
      within: 1e-12)
  }

  @Test func formsOfOneFunctionAgreeToRounding() throws {
    let refiner = ExpressionRefiner(try Self.data(Self.measured))
    #expect(refiner.agreeToRounding((Self.x + 1).pow(2), Self.x.pow(2) + 2 * Self.x + 1))
    #expect(!refiner.agreeToRounding(Self.x, Self.x * .real(1 + 1e-12)))
    #expect(!refiner.agreeToRounding(Self.x, .variable("z")))
  }

  @Test func fidelityIsInTheTargetsOwnUnit() throws {
    let refiner = ExpressionRefiner(try Self.data([0, 1, 2, 5], weights: [1, 1, 1, 9]))
    let fidelity = refiner.fidelity(of: Self.x, part: "test")
    #expect(fidelity.part == "test" && fidelity.count == 4)
    // One residual of 2 with weight 9 of 12; the squares about the weighted mean 4 sum to 38.
    #expect(isClose(fidelity.rmse, 3.0.squareRoot(), within: 1e-15) && fidelity.maximumError == 2)
    #expect(isClose(fidelity.rSquared, 1 - 36 / 38.0, within: 1e-15))
  }

  @Test func descriptionsOfNestedLawsCanBeCompared() throws {
    var random = SeededRandom(seed: 5)
    let x = random.uniforms(200, in: 0...5)
    let y = zip(x, random.normals(200)).map { 2 * $0 + 1 + 0.3 * $1 }
    let refiner = ExpressionRefiner(
      try Dataset(inputNames: ["x"], inputs: [x], targetNames: ["y"], targets: [y]))
    func length(_ law: Expression) throws -> DescriptionLength {
      try #require(refiner.refine(law)).descriptionLength(inputCount: 1)
    }
    let line = try length(Self.straight)
    let (constant, cubic) = (
      try length(.real(1)), try length(Self.straight + .real(0.01) * Self.x.pow(3))
    )
    #expect(line < constant && line < cubic)
    // A constant more lowers the misfit, but not by its price.
    #expect(cubic.structure > line.structure && cubic.constants > line.constants)
  }

  /// The agreement that is printed is that of `Metrics` with the weights of the table, as `kan evaluate` prints it.
  @Test func theAgreementHasTheWeightsOfTheTable() throws {
    // Residuals of y = x: 1 and 2, with weights 1 and 3.
    let weighted = ExpressionRefiner(try Self.data([1, 3], weights: [1, 3]))
    let part = weighted.fidelity(of: Self.x, part: "train")
    #expect(isClose(part.rmse, (13.0 / 4).squareRoot(), within: 1e-14) && part.isWeighted == true)
    // The weighted mean is 5/2, the weighted square about it 3.
    #expect(isClose(part.rSquared, 1 - 13.0 / 3, within: 1e-14) && part.maximumError == 2)
    // A noise model changes the fit, not the measure; parts of the rows keep their weights.
    let other = weighted.weighing(.proportional).fidelity(of: Self.x, part: "train")
    #expect(other == part)
    #expect(isClose(weighted.selecting([1]).fidelity(of: Self.x, part: "train").rmse, 2, within: 1e-14))
    let plain = ExpressionRefiner(try Self.data([1, 3])).fidelity(of: Self.x, part: "train")
    #expect(isClose(plain.rmse, 2.5.squareRoot(), within: 1e-14) && plain.isWeighted == nil)
    #expect(Formula.Fidelity.titles([part]).rmse == "weighted RMSE")
    #expect(Formula.Fidelity.titles([plain]).rSquared == "R²")
  }
}
