import KANData
import KANFormula
import KANNumerics
import KANSymbolic
import Testing

/// How laws are judged on rows that did not decide their constants.
@Suite struct FormulaJudgeTests {
  private static func refiner(rows: Int = 12, noise: Double = 0.3) throws -> ExpressionRefiner {
    var random = SeededRandom(seed: 6)
    let x = (0..<rows).map { _ in random.uniform(in: 1...5) }
    return ExpressionRefiner(
      try Dataset(
        inputNames: ["x"], inputs: [x], targetNames: ["y"],
        targets: [x.map { 2 * $0 + noise * random.normal() }]))
  }

  private static func error(_ judge: FormulaJudge, _ law: String, _ training: ExpressionRefiner) throws
    -> Double
  {
    let refined = try #require(training.refine(try Expression(parsing: law)))
    return judge.error(of: refined, fittedBy: training, budget: WorkBudget())
  }

  /// y = k·x without row n has k = Σ x·y/Σ x² over the others: each row by hand.
  @Test func leavesOneOutAtATime() throws {
    let refiner = try Self.refiner()
    let (x, y) = (refiner.columns[0], refiner.target)
    let square = x.indices.reduce(0.0) { sum, n in
      let others = x.indices.filter { $0 != n }
      let k = others.reduce(0) { $0 + x[$1] * y[$1] } / others.reduce(0) { $0 + x[$1] * x[$1] }
      let r = (y[n] - k * x[n]) / refiner.spread
      return sum + r * r
    }
    let error = try Self.error(.crossValidation(refiner, folds: 12), "1.5*x", refiner)
    #expect(abs(error - (square / 12).squareRoot()) < 1e-9)
  }

  /// In folds, every row is predicted by those of the other folds.
  @Test(arguments: [2, 3, 5])
  func leavesAFoldOut(folds: Int) throws {
    let refiner = try Self.refiner()
    let (x, y) = (refiner.columns[0], refiner.target)
    let square = x.indices.reduce(0.0) { sum, n in
      let others = x.indices.filter { $0 % folds != n % folds }
      let k = others.reduce(0) { $0 + x[$1] * y[$1] } / others.reduce(0) { $0 + x[$1] * x[$1] }
      let r = (y[n] - k * x[n]) / refiner.spread
      return sum + r * r
    }
    let error = try Self.error(.crossValidation(refiner, folds: folds), "1.5*x", refiner)
    #expect(abs(error - (square / 12).squareRoot()) < 1e-9)
  }

  /// It is larger than the error of the fit, which saw the rows, and without constants it is the same.
  @Test func isNoSmallerThanTheFit() throws {
    let refiner = try Self.refiner()
    let cross = FormulaJudge.crossValidation(refiner, folds: 6)
    for law in ["1.5*x", "1.5*x + 0.1", "1.5*x + 0.1*x^2 + 0.2"] {
      #expect(try Self.error(cross, law, refiner) > Self.error(.fittedRows, law, refiner), "\(law)")
    }
    #expect(abs(try Self.error(cross, "2*x", refiner) - Self.error(.fittedRows, "2*x", refiner)) < 1e-15)
  }

  @Test func rowsKeptBackJudge() throws {
    let (training, rows) = (try Self.refiner(), try Self.refiner(rows: 40, noise: 0.1))
    let refined = try #require(training.refine(try Expression(parsing: "1.5*x")))
    let error = FormulaJudge.keptBack(rows).error(of: refined, fittedBy: training, budget: WorkBudget())
    #expect(error == rows.relativeError(of: refined.expression))
  }

  /// Where a fold cannot be fitted nothing is known.
  @Test func isInfiniteWithoutAFit() throws {
    let refiner = try Self.refiner()
    let refined = try #require(refiner.refine(try Expression(parsing: "1.5*x")))
    let error = FormulaJudge.crossValidation(refiner, folds: 3).error(
      of: refined, fittedBy: refiner, budget: WorkBudget(limit: 0))
    #expect(error == .infinity)
  }

  // MARK: - The rows themselves

  @Test func selectsRowsInTheSameUnit() throws {
    let refiner = try Self.refiner()
    let some = refiner.selecting([3, 1])
    #expect(some.target == [refiner.target[3], refiner.target[1]] && some.spread == refiner.spread)
    #expect(some.columns[0] == [refiner.columns[0][3], refiner.columns[0][1]])
  }

  /// Under a noise model residuals are in units of what it says of every value.
  @Test(arguments: [NoiseModel.proportional, .both(ratio: 2)])
  func weighsByTheNoise(noise: NoiseModel) throws {
    let refiner = try Self.refiner()
    let weighed = refiner.weighing(noise)
    let law = try Expression(parsing: "2*x")
    let square = zip(refiner.columns[0], refiner.target).reduce(0.0) { sum, row in
      let size: Double =
        switch noise {
        case .both(let ratio): (ratio * ratio + row.1 * row.1).squareRoot()
        default: abs(row.1)
        }
      let r = (2 * row.0 - row.1) / size
      return sum + r * r
    }
    #expect(abs(weighed.relativeError(of: law) - (square / 12).squareRoot()) < 1e-12)
    #expect(refiner.weighing(.absolute).rootWeights == nil)
    #expect(refiner.weighing(.absolute).relativeError(of: law) == refiner.relativeError(of: law))
  }

  /// Where noise is a factor, a power law is a line of logarithms (its constants by hand), however large the factor.
  @Test func fitsLogarithmsWhereNoiseIsAFactor() throws {
    var random = SeededRandom(seed: 8)
    let x = (0..<40).map { _ in Double.exp(random.uniform(in: -3...5)) }
    let y = x.map { 3 * Double.pow($0, 0.75) * Double.exp(0.7 * random.normal()) }
    let refiner = ExpressionRefiner(
      try Dataset(inputNames: ["x"], inputs: [x], targetNames: ["y"], targets: [y])
    ).weighing(.logarithmic)
    let refined = try #require(refiner.refine(try Expression(parsing: "1.5*x^0.5001")))
    let (u, v) = (x.map { Double.log($0) }, y.map { Double.log($0) })
    let slope =
      zip(u, v).reduce(0) { $0 + ($1.0 - u.mean) * ($1.1 - v.mean) }
      / u.reduce(0) { $0 + ($1 - u.mean) * ($1 - u.mean) }
    let constants = refined.expression.freeConstants
    #expect(abs(constants[1] - slope) < 1e-7)
    #expect(abs(constants[0] - Double.exp(v.mean - slope * u.mean)) < 1e-5)
    // A law of the other sign has no logarithm.
    #expect(refiner.refine(try Expression(parsing: "-1.5*x")) == nil)
    #expect(refiner.relativeError(of: try Expression(parsing: "-1.5*x")) == .infinity)
    #expect(refiner.selecting([1, 2]).isLogarithmic)
  }

  /// Relative errors: every row the same, however large.
  @Test func countsRelativeErrors() throws {
    let x = [1e-3, 1, 1e3]
    let data = try Dataset(inputNames: ["x"], inputs: [x], targetNames: ["y"], targets: [x])
    let error = ExpressionRefiner(relativeTo: data).relativeError(of: try Expression(parsing: "1.01*x"))
    #expect(abs(error - 0.01) < 1e-9)
  }

  @Test func stopsWithItsBudget() throws {
    let refiner = try Self.refiner()
    let law = try Expression(parsing: "1.5*x")
    #expect(refiner.refine(law, budget: WorkBudget(limit: 0)) == nil)
    let budget = WorkBudget()
    #expect(refiner.refine(law, budget: budget) != nil && budget.spent > 0)
    #expect(refiner.refine(try Expression(parsing: "1.5*q")) == nil)
    #expect(refiner.refine(try Expression(parsing: "1.5*log(x - 3)")) == nil)
  }

  @Test func agreesToRounding() throws {
    let refiner = try Self.refiner()
    func agree(_ a: String, _ b: String) throws -> Bool {
      refiner.agreeToRounding(try Expression(parsing: a), try Expression(parsing: b))
    }
    #expect(try agree("log(x) + log(2)", "log(2*x)") && !agree("x", "x + 1e-9") && !agree("x", "q"))
  }
}
