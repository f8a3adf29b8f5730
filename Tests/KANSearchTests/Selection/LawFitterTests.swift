import KANData
import KANFormula
import KANNumerics
import KANSymbolic
import KANTestSupport
import Testing

@testable import KANSearch

/// Laws made of expressions: constants, noise, exactness, length.
@Suite struct LawFitterTests {
  private static let product = SampleLaw("2.345678*a*b^2", 1...5, 1...5)

  private static func search(
    _ noise: SampleLaw.Noise, rows: Int = 400, law: SampleLaw = product, methods: MethodSelection = .all
  ) throws -> LawSearch {
    var options = Discovery.Options(threads: 1)
    options.methods = methods
    return try LawSearch.sample(try law.table(rows: rows, noise: noise), options: options)
  }

  @Test func seesThatALawIsExact() throws {
    let search = try Self.search(.none)
    let law = try #require(try search.law("1.1*a*b^2", weighting: .rounding))
    #expect(law.isExact && law.isSettled && law.error < 1e-13)
    #expect(law.expression.freeConstants.allSatisfy { abs($0 - 2.345678) < 1e-12 })
    #expect(try #require(try search.law("1.1*a*b^1.9")).isExact, "the exponent is measured and named")
    #expect(try #require(try search.law("1.1*a*b")).isExact == false)
  }

  @Test(arguments: [
    (SampleLaw.Noise.absolute(0.05), NoiseModel.absolute), (.proportional(0.05), .proportional),
  ])
  func seesWhatTheNoiseIs(noise: SampleLaw.Noise, model: NoiseModel) throws {
    let law = try #require(try Self.search(noise).law("1.1*a*b^2"))
    #expect(law.noise == model && !law.isExact && law.hasNoTrend)
    #expect(abs((law.expression.freeConstants.first ?? 0) - 2.345678) < 0.05)
  }

  /// Noise of half a percent is noise, however small the unit.
  @Test(arguments: ["2.345678*a*b^2", "2.345678e-20*a*b^2", "2.345678e20*a*b^2"])
  func seesNoiseInEveryUnit(text: String) throws {
    let search = try Self.search(.proportional(0.005), law: SampleLaw(text, 1...5, 1...5))
    let law = try #require(try search.law(text))
    #expect(!law.isExact && law.error > 1e-3 && law.error < 1e-2)
  }

  @Test func seesNoiseOfBothKinds() throws {
    let wide = SampleLaw("2.345678*a*b^2", 0.1...9, 0.1...9)
    let law = try #require(
      try Self.search(.both(absolute: 0.01, proportional: 0.05), rows: 1_500, law: wide).law("1.1*a*b^2"))
    if case .both(let ratio) = law.noise {
      // The two are of one size at a fifth of the root mean square.
      let size = (try wide.table(rows: 1_500).targets[0].sumOfSquares / 1_500).squareRoot()
      #expect(ratio > 0.05 * size && ratio < 0.6 * size)
    } else {
      Issue.record("the noise is \(law.noise)")
    }
  }

  /// Two measured numbers where one would do are longer than one; a wrong law is longer than a right one.
  @Test func ordersLawsByLength() throws {
    let search = try Self.search(.absolute(0.02))
    let right = try #require(try search.law("1.1*a*b^2"))
    let wrong = try #require(try search.law("1.1*a*b"))
    let free = try #require(try search.law("1.1*a^1.01*b^2.02 + 0.1*a"))
    #expect(right.length < wrong.length)
    // The term and the digits that nothing requires are dropped, and the same law is left.
    #expect(free.length.total > right.length.total - 1e-6, "\(free.shown)")
    #expect(!wrong.hasNoTrend)
  }

  /// A reference is refined and nothing more.
  @Test func referencesKeepTheirNumbers() throws {
    let exact = try Self.search(.none, law: SampleLaw("3*a", 1...5))
    let law = try #require(
      exact.session.fitter.reference(
        1.5 * .variable("a"), from: .family("given"), budget: WorkBudget()))
    #expect(!law.isExact && !law.hasNoTrend && law.expression.freeConstants.count == 1)
    #expect(abs(law.expression.freeConstants[0] - 3) < 1e-6)
    #expect(try #require(try exact.law("1.5*a")).expression.freeConstants.isEmpty)
  }

  @Test func namesConstantsUnlessToldNotTo() throws {
    let law = SampleLaw("3*a", 1...5)
    let without = MethodSelection(without: [SearchMethods.constants])
    #expect(
      try #require(try Self.search(.none, law: law, methods: without).law("1.5*a")).expression
        .freeConstants.count == 1)
    let fitter = try Self.search(.none, law: law).session.fitter
    let unnamed = fitter.law(
      1.5 * .variable("a"), from: .family("given"), weighting: .rounding, recognizing: false,
      budget: WorkBudget())
    #expect(unnamed?.expression.freeConstants.count == 1)
  }

  /// The split serves the judging: the constants that users see come from all rows.
  @Test func finalConstantsAreThoseOfAllRows() throws {
    let search = try Self.search(.absolute(0.05), rows: 600)
    let law = try #require(try search.law("1.1*a*b^2"))
    let all = try #require(
      ExpressionRefiner(search.session.data).weighing(law.noise).refine(law.expression))
    let final = search.session.fitter.finalFit(of: law)
    #expect(final.expression.freeConstants == all.expression.freeConstants)
    #expect(final.expression.freeConstants != law.expression.freeConstants)
    #expect(final.validationError == law.error && final.refined.fit.residualCount == 600)
    // An exact law stays what it is, and so does one that all rows judge.
    let exact = try #require(try Self.search(.none).law("1.1*a*b^2", weighting: .rounding))
    #expect(search.session.fitter.finalFit(of: exact).expression == exact.expression)
    let few = try Self.search(.absolute(0.05), rows: 40)
    let judged = try #require(try few.law("1.1*a*b^2"))
    #expect(few.session.fitter.finalFit(of: judged).expression == judged.expression)
  }

  @Test func isNoLawWhereItIsNotFinite() throws {
    let search = try Self.search(.none)
    #expect(try search.law("1.1*log(a - 3)") == nil)
    #expect(try search.law("1.1*q") == nil)
    #expect(search.session.fitter.residuals(of: .variable("q")) == nil)
    let budget = WorkBudget(limit: 0)
    #expect(
      search.session.fitter.law(
        1.5 * .variable("a"), from: .family("given"), weighting: .rounding, budget: budget) == nil)
  }

  @Test func residualsAreTargetMinusLaw() throws {
    let search = try Self.search(.absolute(0.05))
    let residuals = try #require(
      search.session.fitter.residuals(of: try Expression(parsing: "2.345678*a*b^2")))
    let training = search.session.training.gathered
    let fitted = try training.values(of: try Expression(parsing: "2.345678*a*b^2"))
    expectClose(residuals.fitted, fitted, within: 1e-14)
    expectClose(residuals.values, zip(training.targets[0], fitted).map { $0 - $1 }, within: 1e-14)
    #expect(residuals.kindOfNoise == .size && residuals.haveNoTrend)
  }

  /// A few rows, infinite ones, and those that bend are no noise.
  @Test func residualsThatAreNoNoise() {
    var random = SeededRandom(seed: 41)
    let x = random.uniforms(200, in: 0...6)
    func kind(_ values: [Double]) -> Residuals.Noise? {
      Residuals(
        of: values, from: values.map { _ in 0 }, inputs: [Array(x.prefix(values.count))]
      ).kindOfNoise
    }
    #expect(kind(random.normals(200)) == .size)
    #expect(kind(random.normals(50)) == nil)
    #expect(kind(x.map { 0.1 * $0 }) == nil)
    #expect(kind(x.map { _ in .nan }) == nil)
    #expect(kind(x.map { _ in 0 }) == nil)
  }

  /// With stated errors, a law that was proposed for rows without noise has the constants and errors that they imply as well.
  @Test func statedErrorsReachEveryLaw() throws {
    let x = (1...30).map { Double($0) / 10 }
    let sigma = x.indices.map { $0 % 2 == 0 ? 0.1 : 0.2 }
    // Residuals of three standard deviations, of alternating sign in pairs.
    let y = x.indices.map { 4.03 * x[$0] + ($0 % 4 < 2 ? 3 : -3) * sigma[$0] }
    let table = try Table(names: ["x", "y", "dy"], columns: [x, y, sigma])
    let search = try LawSearch.sample(try Dataset(table, target: "y", sigma: .column("dy")))
    let weights = sigma.map { 1 / ($0 * $0) }
    let square = x.indices.reduce(0) { $0 + weights[$1] * x[$1] * x[$1] }
    let slope = x.indices.reduce(0) { $0 + weights[$1] * x[$1] * y[$1] } / square
    for weighting in [Weighting.rounding, .absoluteNoise, .proportionalNoise] {
      let law = try #require(
        search.session.fitter.law(
          .real(3.9) * .variable("x"), from: .family("given"), weighting: weighting, recognizing: false,
          budget: WorkBudget()))
      let built = search.session.fitter.finalFit(of: law)
      expectClose(built.expression.freeConstants, [slope], within: 1e-9)
      expectClose(built.refined.fit.standardErrors, [1 / square.squareRoot()], within: 1e-9)
    }
  }
}
