import KANData
import KANFormula
import KANModel
import KANNumerics
import KANTestSupport
import Testing

@testable import KANSymbolic

/// From a network or an expression to a law: gauge removed, constants refined and named, judged.
@Suite struct FormulaBuilderTests {
  private static let x = Expression.variable("x0")

  private static func builder(
    _ data: Dataset, judge: FormulaJudge = .fittedRows, recognizing: Bool = true
  ) -> FormulaBuilder {
    FormulaBuilder(
      training: ExpressionRefiner(data), judge: judge, recognizer: ConstantRecognizer(), box: data.box,
      outputName: "y0", recognizesConstants: recognizing)
  }

  /// y = 2.3456·x + noise on [1, 2].
  private static func noisy(_ noise: Double, rows: Int = 100, seed: UInt64 = 1) throws -> Dataset {
    var random = SeededRandom(seed: seed)
    let x = random.uniforms(rows, in: 1...2)
    return try Dataset(
      inputNames: ["x0"], inputs: [x], targetNames: ["y0"],
      targets: [x.map { 2.3456 * $0 + noise * random.normal() }])
  }

  @Test func aNetworkBecomesTheShortestFormOfItsLaw() throws {
    // 2·(3·x)² + 4 through two layers and a scaled output is 18·x² + 4.
    let network = SmallNetworks.network(
      SmallNetworks.layer([[SmallNetworks.edge("x", amplitude: 2.9)]]),
      SmallNetworks.layer([[SmallNetworks.edge("x^2", amplitude: 2.1, offset: 3)]]))
    let x = SmallNetworks.columns(1, rows: 60)[0]
    let data = try Dataset(
      inputNames: ["x0"], inputs: [x], targetNames: ["y0"], targets: [x.map { 18 * $0 * $0 + 4 }])
    let built: FormulaBuilder.Built = try #require(Self.builder(data).build(network))
    #expect(built.expression == (18 * Self.x.pow(2) + 4).simplified())
    #expect(built.validationError < 1e-13 && built.complexity == built.expression.complexity)
    #expect(built.recognitions.count == 2 && !built.mayBeSeries)
  }

  /// A curve that a fit has moved far away from the data leaves a term that is zero in every row.
  @Test func termsThatAreLostInRoundingAreLeftOut() throws {
    let data = try Self.noisy(0.1)
    let far = try Expression(parsing: "2.1*x0 - 5.2e11*exp(-1.6e11*(x0 - 1.1e11)^2)")
    let built = try #require(Self.builder(data, recognizing: false).build(far))
    #expect(built.expression.freeConstants.count == 1)
    #expect(!TextPrinter().print(built.expression).contains("exp"))
    // What is small but not lost stays, and so does what has no measured constant.
    let small = try Expression(parsing: "2.1*x0 + 1e-9*exp(1.3*x0) + 1/10^30")
    #expect(small.withoutVanishingTerms(on: data.inputs, names: data.inputNames) == small)
  }

  @Test func constantsStayMeasuredWhereThatIsAskedFor() throws {
    let data = try Self.noisy(0)
    let law = Expression.real(2) * Self.x
    let plain = try #require(Self.builder(data).build(law, recognizingConstants: false))
    let never = try #require(Self.builder(data, recognizing: false).build(law))
    for built in [plain, never] {
      #expect(built.expression.freeConstants.count == 1 && built.recognitions.isEmpty)
      #expect(isClose(built.expression.freeConstants[0], 2.3456, within: 1e-12))
    }
  }

  @Test func splinesAndDeadEndsHaveNoLaw() throws {
    let data = try Self.noisy(0.1)
    let builder = Self.builder(data)
    #expect(builder.build(SmallNetworks.sum(SmallNetworks.edge("x")).asSplines) == nil)
    #expect(builder.build(.real(1) * .log(-Self.x)) == nil)
  }

  @Test func manyMeasuredConstantsMayBeASeries() throws {
    let data = try Self.noisy(0.1)
    let cubic = .real(1.1) * Self.x + .real(0.9) * Self.x.pow(2) + .real(0.3) * Self.x.pow(3)
    let built = try #require(Self.builder(data, recognizing: false).build(cubic))
    #expect(built.expression.freeConstants.count == 3 && built.mayBeSeries)
  }

  @Test func theJudgeSeesOtherRows() throws {
    let data = try Self.noisy(0.1)
    let others = ExpressionRefiner(try Self.noisy(0.1, seed: 2))
    let built = try #require(Self.builder(data, judge: .keptBack(others)).build(.real(2) * Self.x))
    #expect(built.validationError == others.relativeError(of: built.expression))
    let formula = Self.builder(data, judge: .keptBack(others)).formula(built)
    #expect(formula.fidelity.map(\.part) == ["train", "validation"])
    #expect(formula.fidelity[1] == others.fidelity(of: built.expression, part: "validation"))
  }

  @Test func crossValidationPredictsEachRowWithoutItsPart() throws {
    let data = try Self.noisy(0.5, rows: 12)
    let training = ExpressionRefiner(data)
    let law = try #require(training.refine(.real(2) * Self.x))
    let judge = FormulaJudge.crossValidation(training, folds: 4)
    // By hand: the slope through the origin without the rows of each fold.
    let (x, y) = (data.inputs[0], data.targets[0])
    var sum = 0.0
    for fold in 0..<4 {
      let others = x.indices.filter { $0 % 4 != fold }
      let slope =
        others.reduce(0) { $0 + x[$1] * y[$1] } / others.reduce(0) { $0 + x[$1] * x[$1] }
      for s in x.indices where s % 4 == fold { sum += (y[s] - slope * x[s]) * (y[s] - slope * x[s]) }
    }
    let expected = (sum / 12).squareRoot() / training.spread
    let error = judge.error(of: law, fittedBy: training, budget: WorkBudget())
    #expect(isClose(error, expected, within: 1e-9))
    #expect(error > FormulaJudge.fittedRows.error(of: law, fittedBy: training, budget: WorkBudget()))
    // Nothing is fitted, so nothing is left out; and without work there is no answer.
    let fixed = try #require(training.refine(2 * Self.x))
    #expect(
      judge.error(of: fixed, fittedBy: training, budget: WorkBudget())
        == training.relativeError(of: 2 * Self.x))
    #expect(judge.error(of: law, fittedBy: training, budget: WorkBudget(limit: 0)) == .infinity)
  }

  @Test func weighingMovesTheFitAndNotTheJudge() throws {
    let data = try Self.noisy(0.3)
    let judge = FormulaJudge.keptBack(ExpressionRefiner(try Self.noisy(0.3, seed: 3)))
    let builder = Self.builder(data, judge: judge, recognizing: false)
    let law = Expression.real(2) * Self.x
    let plain = try #require(builder.build(law))
    let weighed = try #require(builder.weighing(.proportional).build(law))
    #expect(plain.expression != weighed.expression)
    guard case .keptBack(let rows) = builder.weighing(.proportional).judge else { return }
    #expect(weighed.validationError == rows.relativeError(of: weighed.expression))
  }

  @Test func formulasCarryTheirConstantsAndErrors() throws {
    let data = try Self.noisy(0.01)
    let builder = Self.builder(data)
    // A line with an offset that is not there, and a factor 3 that is.
    let built = try #require(builder.build(.real(2) * Self.x + .real(0.1)))
    let formula = builder.formula(built)
    #expect(formula.outputName == "y0" && formula.expression == built.expression)
    #expect(formula.variables.map(\.name) == ["x0"])
    #expect(formula.variables[0].range == data.box["x0"])
    #expect(built.recognitions.contains { $0.exact == 0 })
    // The zero is no constant of the law.
    #expect(formula.constants.count == 1 && formula.constants[0].recognisedAs == nil)
    let constant = formula.constants[0]
    #expect(abs(constant.value - 2.3456) < 4 * (try #require(constant.standardError)))
    #expect(formula.correlation == [[1]])
    #expect(formula.fidelity.map(\.part) == ["train"])
  }

  @Test func noConstantIsKnownBetterThanItsLastDigit() throws {
    let data = try Self.noisy(0)
    let builder = Self.builder(data, recognizing: false)
    let formula = builder.formula(try #require(builder.build(.real(2) * Self.x)))
    let constant = try #require(formula.constants.first)
    #expect(try #require(constant.standardError) >= constant.value.ulp)
  }

  @Test func certifiedFormulasKnowTheirNetworkAndTheirBox() throws {
    let closed = SmallNetworks.sum(SmallNetworks.edge("x^2"))
    let data = try closed.table(rows: 50)
    let builder = Self.builder(data)
    let built = try #require(builder.build(closed))
    let options = CertificationOptions(points: 64, operations: 1e6)
    let formula = builder.certified(
      built, splines: closed.asSplines, closedForm: closed, on: data.inputs, options: options)
    let agreement = try #require(formula.agreement)
    #expect(agreement.onBox.count == 64 && agreement.onData.count == 50)
    #expect(agreement.edges.map(\.edge) == ["0,0,0"])
    #expect(try #require(agreement.certified.bound) < 1e-6)
    #expect(formula.validity?.conditions.isEmpty == true)
    let alone = builder.certified(built, splines: nil, closedForm: nil, on: data.inputs, options: options)
    #expect(alone.agreement == nil && alone.validity != nil)
  }

  /// A table of constants lists those that its reader finds in the formula.
  @Test func recognisedConstantsAreThoseOfTheShownForm() throws {
    let columns = SmallNetworks.columns(2, rows: 60)
    func formula(_ start: String, _ law: (Double, Double) -> Double) throws -> Formula {
      let data = try Dataset(
        inputNames: ["x0", "x1"], inputs: columns, targetNames: ["y0"],
        targets: [zip(columns[0], columns[1]).map(law)])
      let builder = Self.builder(data)
      return builder.formula(try #require(builder.build(try Expression(parsing: start))))
    }
    // (x0 − x1)² has neither the −2 of its expanded form nor a factor.
    let square = try formula("1.1*x0^2 - 1.9*x0*x1 + 1.2*x1^2") { ($0 - $1) * ($0 - $1) }
    #expect(square.text == "(x0 - x1)^2" && square.constants.isEmpty, "\(square)")
    // A line keeps the numbers that the reader sees.
    let line = try formula("2.9*x0 - 1.4*x1") { 3 * $0 - 1.5 * $1 }
    #expect(Set(line.constants.compactMap(\.recognisedAs)) == ["3", "-3/2"], "\(line)")
  }

  /// Two terms with one constant may have become one, together with a third that disappeared.
  @Test func everyRecognisedConstantHasNumbersOfItsOwn() throws {
    let recognitions = try ["5", "-5", "log(2)", "0", "pi"].map { text in
      let exact = try Expression(parsing: text).simplified()
      return ConstantRecognizer.Recognition(measured: 1, standardError: 0.1, exact: exact, isKept: true)
    }
    let law = try Expression(parsing: "-5*x0*log(x1/x2) + pi*x1").simplified()
    let shown = FormulaBuilder.shown(recognitions, of: law, in: law).map { TextPrinter().print($0.exact) }
    #expect(shown == ["5", "pi"])
  }
}
