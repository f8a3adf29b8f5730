import KANData
import KANFormula
import KANNumerics
import KANSymbolic
import RealModule
import Testing

@testable import KANSearch

/// The points of a curve along one input, and the laws that are fitted to them.
@Suite struct CurveSampleTests {
  private static func sample(
    _ law: SampleLaw, rows: Int = 60, weighting: Weighting = .rounding, along input: Int = 0
  ) throws -> CurveSample? {
    CurveSample(Subproblem(try law.table(rows: rows)), along: input, weighting: weighting)
  }

  /// A curve of one input is seen beside others that say little; of two that matter alike, of none.
  @Test func seesOfWhichInputTheTargetIsACurve() throws {
    func inputs(_ text: String) throws -> [Int] {
      CurveSample.inputs(of: Subproblem(try SampleLaw(text, 0...6, 0...6).table(rows: 400)))
    }
    #expect(try inputs("sin(a) + 0.01*b") == [0] && inputs("0.01*a + exp(b/3)") == [1])
    #expect(try inputs("a + b").isEmpty && inputs("sin(a)*cos(b)").isEmpty)
    let one = Subproblem(try SampleLaw("sin(40*a)", 0...6).table(rows: 50))
    #expect(CurveSample.inputs(of: one) == [0], "a single input is always asked")
  }

  /// Rows count as their errors have them: alike, or by one over their size.
  @Test func weighsByTheNoise() throws {
    let law = SampleLaw("a^2", 1...5)
    let plain = try #require(try Self.sample(law, weighting: .absoluteNoise))
    #expect(plain.weights.allSatisfy { $0 == 1 })
    let shares = try #require(try Self.sample(law, weighting: .proportionalNoise))
    for (weight, t) in zip(shares.weights, shares.t) { #expect(abs(weight * t - 1) < 1e-15) }
    #expect(plain.range == (plain.x.min() ?? 0)...(plain.x.max() ?? 0) && plain.width > 3.5)
  }

  @Test func takesNoPoorSamples() throws {
    #expect(try Self.sample(SampleLaw("a", 1...2), rows: 3) == nil, "too few rows")
    #expect(try Self.sample(SampleLaw("a", 2...2), rows: 30) == nil, "one place")
    #expect(try Self.sample(SampleLaw("0*a", 1...2), rows: 30) == nil, "nothing there")
    #expect(try Self.sample(SampleLaw("1e200*a", 1...2), rows: 30) == nil, "squares overflow")
  }

  /// Laws have their best constants, what they leave is the target minus them, and those without value are none.
  @Test func fitsLaws() throws {
    let sample = try #require(try Self.sample(SampleLaw("3*exp(-0.7*a)", 0...4)))
    let fit = try #require(sample.fitted(try Expression(parsing: "2.5*exp(-1.1*x)"), WorkBudget()))
    let constants = fit.law.freeConstants.sorted()
    #expect(abs(constants[0] + 0.7) < 1e-10 && abs(constants[1] - 3) < 1e-10)
    #expect(try #require(sample.rest(of: fit.law)).sumOfSquares < 1e-20)
    let line = try #require(sample.fitted(try Expression(parsing: "2.5 - 0.5*x"), WorkBudget()))
    #expect(fit.length < line.length)
    #expect(sample.fitted(try Expression(parsing: "2.5*log(x - 3)"), WorkBudget()) == nil)
    #expect(sample.rest(of: try Expression(parsing: "log(x - 3)")) == nil)
  }

  /// One law of every form, the shortest of every number of constants before others, in the user's column.
  @Test func keepsOneOfEveryForm() throws {
    let sample = try #require(try Self.sample(SampleLaw("3*exp(-0.7*a)", 0...4)))
    func fit(_ text: String, _ length: Double) throws -> CurveSample.Fit {
      CurveSample.Fit(law: try Expression(parsing: text), length: length)
    }
    let fits = try [
      fit("1.5*x", 9), fit("2.5*x", 7), fit("1.5 + 2.5*x", 3), fit("1.5*exp(2.5*x)", 2),
      fit("1.5*cos(2.5*x)", 1),
    ]
    func printed(_ limit: Int) -> [String] {
      sample.shortest(fits, limit: limit).map { TextPrinter().print($0) }
    }
    #expect(printed(2) == ["1.5*cos(2.5*a)", "2.5*a"])
    #expect(printed(9) == ["1.5*cos(2.5*a)", "1.5*exp(2.5*a)", "1.5 + 2.5*a", "2.5*a"])
    #expect(sample.shortest([], limit: 3).isEmpty)
  }

  /// Of a grid of rates the nearest is where a fit starts; of a logarithm the law has the sign of the target.
  @Test(arguments: [1.0, -1]) func scansStartAtTheBest(sign: Double) throws {
    let law = SampleLaw("\(3 * sign)*exp(-0.7*a)", 0...4)
    let sample = try #require(try Self.sample(law))
    let rates: [[Double]] = [[-2], [-0.7], [0.5]]
    let sum = SeparableCurve(
      starts: rates, columns: { theta, x in [x.map { .exp(theta[0] * $0) }] },
      law: { theta, c, x in .real(c[0]) * .exp(.real(theta[0]) * x) })
    let best = try #require(sample.starts(of: sum, limit: 1, WorkBudget()).first)
    #expect(try #require(sample.rest(of: best)).sumOfSquares < 1e-20)
    #expect(sample.starts(of: sum, limit: 5, WorkBudget()).count == 3)
    #expect(sample.starts(of: sum, limit: 5, WorkBudget(limit: 0)).isEmpty)
    let logarithm = SeparableCurve(
      starts: [[]], isOfLogarithm: true, columns: { _, x in [x.map { _ in 1 }, x] },
      law: { _, c, x in .exp(.real(c[0]) + .real(c[1]) * x) })
    let exponential = try #require(sample.starts(of: logarithm, limit: 1, WorkBudget()).first)
    #expect(try #require(sample.rest(of: exponential)).sumOfSquares < 1e-18)
    let mixed = try #require(try Self.sample(SampleLaw("a - 2", 0...4)))
    #expect(mixed.starts(of: logarithm, limit: 1, WorkBudget()).isEmpty, "no logarithm of both signs")
  }
}
