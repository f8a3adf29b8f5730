import KANFormula
import KANNumerics
import KANSymbolic
import Testing

@testable import KANSearch

/// Generators as values, and the errors that decide about them.
@Suite struct GeneratorTests {
  static let forms: [Generator.Form] = [
    .absent(2), .factor(1, degree: -1), .pair(0, 2, 3, 1, weight: .half),
    .together([0, 1, 3], [1, 1, -1], power: 0), .homogeneous([1, 2], [1, 2], degree: 3),
    .logarithmic([3], [1], slope: 0.7),
  ]

  /// Renumbered and back is the same, and only inputs change.
  @Test(arguments: forms) func renumberingIsUndone(form: Generator.Form) {
    let generator = Generator(form: form, residual: 0.3)
    let there = generator.renumbered { 10 - 2 * $0 }
    #expect(there.inputs == generator.inputs.map { 10 - 2 * $0 } && there.rank == generator.rank)
    #expect(there.renumbered { (10 - $0) / 2 } == generator && there != generator)
  }

  /// What takes an input away by itself comes first, then what fewer inputs share.
  @Test func simplerOnesComeFirst() {
    #expect(Self.forms.map { Generator(form: $0, residual: 0).rank } == [0, 1, 2, 4, 3, 2])
  }

  /// Of the inputs that scale together any may be divided out: √a·f(b/a) is √b·g(a/b).
  @Test func otherGaugesDescribeTheSameSymmetry() throws {
    let scaling = Generator(form: .homogeneous([0, 1], [1, 1], degree: .half), residual: 0.1)
    let other = try #require(scaling.inOtherGauge)
    #expect(other.form == .homogeneous([1, 0], [1, 1], degree: .half) && other.inOtherGauge == scaling)
    let law = SampleLaw("sqrt(b)*(1 + a/b)", 1...3, 1...3)
    let problem = Subproblem(try law.table(rows: 100))
    for (generator, divisor, rest) in [(scaling, "sqrt(a)", "b/a"), (other, "sqrt(b)", "a/b")] {
      let reduced = try #require(generator.reduced(problem))
      #expect(try reduced.factor.simplified() == Expression(parsing: divisor).simplified())
      #expect(
        try reduced.inputs.map { reduced.table.variable($0).simplified() } == [
          Expression(parsing: rest).simplified()
        ])
    }
    #expect(
      Self.forms.prefix(3).allSatisfy { Generator(form: $0, residual: 0).inOtherGauge == nil },
      "what takes an input away by itself has one way only")
  }

  private static func chain(tolerance: Double = 0) -> SymmetryChain {
    var chain = SymmetryChain(context: .sample(), seed: 1)
    chain.tolerance = tolerance
    return chain
  }

  /// A network in fewer inputs may be worse by what chance explains: more of it on few rows, and up to a tolerance at any rate.
  @Test func errorsMayGrowByChance() {
    let chain = Self.chain()
    #expect(chain.limit(for: 0.01, rows: 100_000) == 0.01 * chain.settings.leniency)
    #expect(chain.limit(for: 0.01, rows: 20) > chain.limit(for: 0.01, rows: 200))
    #expect(
      chain.limit(for: 0, rows: 50) == 0 && Self.chain(tolerance: 0.2).limit(for: 0.01, rows: 50) == 0.2)
    #expect(chain.largestError == 0.05 && Self.chain(tolerance: 0.2).largestError == 0.2)
  }

  /// The mean has error 1 and the target itself 0, on either scale; what has no place on a scale is infinitely far.
  @Test func errorsAreSharesOfTheSpread() {
    let target = [1.0, 2, 4, 8, 16]
    for scale in [AxisScale.linear, .logarithmic(sign: 1)] {
      #expect(SymmetryChain.error(of: target, target, on: scale) == 0)
      let mean = scale.original(of: target.map(scale.value(at:)).mean)
      let error = SymmetryChain.error(of: target.map { _ in mean }, target, on: scale)
      #expect(abs(error - 1) < 1e-12)
    }
    #expect(SymmetryChain.error(of: [1, 2, -4, 8, 16], target, on: .logarithmic(sign: 1)) == .infinity)
    #expect(SymmetryChain.error(of: [3, 3], [3, 3], on: .linear) == .infinity, "nothing to explain")
  }

  /// Scales are undone, and their derivatives are those of their places.
  @Test(arguments: [AxisScale.linear, .logarithmic(sign: 1), .logarithmic(sign: -1)])
  func scalesAreUndone(scale: AxisScale) {
    for size in [1e-6, 0.3, 1, 25, 1e8] {
      let x = scale == .logarithmic(sign: -1) ? -size : size
      #expect(abs(scale.original(of: scale.value(at: x)) - x) <= 1e-13 * size)
      let step = 1e-5 * size
      let difference = (scale.value(at: x + step) - scale.value(at: x - step)) / (2 * step)
      #expect(abs(scale.derivative(at: x) - difference) <= 1e-6 * abs(difference))
    }
  }

  /// Rows that judge are none of those that teach; few rows teach nothing.
  @Test(arguments: [100, 1_000, 50_000]) func judgesHaveNotLearnt(count: Int) throws {
    let settings = SurrogateTrainer.Settings()
    let rows = try #require(SurrogateRows(count: count, settings: settings, seed: 4))
    #expect(Set(rows.judging).isDisjoint(with: rows.training) && rows.judging.count <= settings.judgingRows)
    #expect(rows.training.count <= settings.rows && Set(rows.training).count == rows.training.count)
    #expect(Set(rows.racing).isSubset(of: rows.training) && rows.racing.count <= settings.racingRows)
    #expect((rows.training + rows.judging).allSatisfy { (0..<count).contains($0) })
    #expect(SurrogateRows(count: count, settings: settings, seed: 4)?.judging == rows.judging)
    #expect(SurrogateRows(count: count, settings: settings, seed: 5)?.judging != rows.judging)
    for few in [0, 1, 80] { #expect(SurrogateRows(count: few, settings: settings, seed: 4) == nil) }
  }
}
