import Testing

@testable import KANSearch

/// A law in a family's own words, and how the family is asked for it.
struct FamilyCase: Sendable, CustomTestStringConvertible {
  /// The name of the family.
  let family: String
  let law: SampleLaw
  /// How it is asked where the data are exact, and where they are not.
  var exact = Look()
  var breadthWithNoise = Look.Breadth.powers
  /// Whether noise may be a share of the target: it keeps its sign, and is no logarithm, whose noise is a share already.
  var bearsShares = true
  /// Whether it is a law of all inputs that there are, by its definition.
  var hasAllInputs = false
  /// What it is known to miss, with the reason.
  var shortfall: Shortfall?

  /// A condition under which a family does not find a law of its own yet.
  struct Shortfall: Sendable {
    enum Condition: Sendable { case noise, crowd }
    let condition: Condition
    let reason: Comment
  }

  var testDescription: String { "\(family): \(law.text)" }

  /// How the family is asked beside noise.
  func noisy(_ weighting: Weighting) -> Look {
    Look(breadth: breadthWithNoise, isThorough: true, weighting: weighting)
  }

  /// A new family adds its laws here; `FamilyTests` fails where one has none.
  static let all: [FamilyCase] =
    elementary + powers + sums + ratios + products + transformed + indices + modes
    + logarithms + relaxations + sigmoids + peaks + rationals + shifted + powerPairs + stretched + broken
    + occupations + quadratics + trees

  private static let curve = Look(weighting: .absoluteNoise)
  private static let elementary = [
    FamilyCase(family: ElementaryCurves.name, law: SampleLaw("2.5*a", 1...5), exact: curve),
    FamilyCase(family: ElementaryCurves.name, law: SampleLaw("1.7 - 0.3*a", 1...5), exact: curve),
    FamilyCase(family: ElementaryCurves.name, law: SampleLaw("2.2*a^1.4", 0.5...5), exact: curve),
    FamilyCase(family: ElementaryCurves.name, law: SampleLaw("-1.3*exp(0.7*a)", -1...3), exact: curve),
    FamilyCase(family: ElementaryCurves.name, law: SampleLaw("3*log(a) + 7", 0.5...5), exact: curve),
    FamilyCase(
      family: ElementaryCurves.name, law: SampleLaw("2*a - 3*b + 20", 1...5, 1...5), exact: curve,
      hasAllInputs: true),
  ]
  private static let powers = [
    FamilyCase(family: PowerLaw.name, law: SampleLaw("3.7*a^2/b", 1...5, 1...5)),
    FamilyCase(family: PowerLaw.name, law: SampleLaw("-1.2*a^1.37/sqrt(b)", 0.5...5, 1...9)),
    FamilyCase(family: PowerLaw.name, law: SampleLaw("6.7e-11*a*b/c^2", 1e20...1e30, 1e-3...1e3, 1e3...1e9)),
  ]
  private static let sums = [
    FamilyCase(family: SparseSum.name, law: SampleLaw("a*b + 2*c", 1...5, 1...5, 1...5)),
    FamilyCase(family: SparseSum.name, law: SampleLaw("sqrt(a^2 + 3*b^2)", 1...5, 1...5)),
    FamilyCase(family: SparseSum.name, law: SampleLaw("1/(2/a + 5/b)", 1...5, 1...5)),
    FamilyCase(
      family: SparseSum.name, law: SampleLaw("a*sin(b) + 2*a^2", 1...5, 0...6),
      exact: Look(breadth: .functions), breadthWithNoise: .functions),
  ]
  private static let ratios = [
    FamilyCase(family: SparseRatio.name, law: SampleLaw("(a + 2*b)/(1 + 3*a*b)", 0.2...5, 0.2...5)),
    FamilyCase(
      family: SparseRatio.name, law: SampleLaw("(2*a + b)/(a + c)", 1...5, 1...5, 1...5),
      shortfall: Shortfall(
        condition: .noise,
        reason: "columns of the target times divisors add up to the target itself and leave no numerator")),
  ]
  private static let products = [
    FamilyCase(
      family: FactorProduct.name, law: SampleLaw("2*a^2*sin(b)", 1...5, 0.3...2.8),
      exact: Look(breadth: .functions), breadthWithNoise: .functions),
    FamilyCase(
      family: FactorProduct.name, law: SampleLaw("3*a^2*exp(-b/c)", 1...5, 1...5, 1...5),
      exact: Look(breadth: .pairs), breadthWithNoise: .functions),
  ]
  private static let transformed = [
    FamilyCase(
      family: TransformedSum.name, law: SampleLaw("arcsin(0.02*a + 0.03*b*c)", 1...5, 1...5, 1...5),
      breadthWithNoise: .functions),
    FamilyCase(
      family: TransformedSum.name, law: SampleLaw("arctan(0.3*a + 0.1*b)", 1...5, 1...5),
      breadthWithNoise: .functions),
    FamilyCase(
      family: TransformedSum.name, law: SampleLaw("exp(-a*exp(-b*c))", 1...4, 0.5...1.5, 0...5),
      exact: Look(breadth: .pairs), breadthWithNoise: .functions),
    FamilyCase(
      family: TransformedSum.name, law: SampleLaw("1/(1 + a*sin(b)^2/c)", 0.5...4, 0.3...2.8, 1...3),
      exact: Look(breadth: .functions), breadthWithNoise: .functions),
    FamilyCase(
      family: TransformedSum.name, law: SampleLaw("log((a + b*c)/(b + 2*a*c))", 0.5...3, 0.5...3, 0.5...3),
      breadthWithNoise: .functions, bearsShares: false,
      shortfall: Shortfall(
        condition: .noise, reason: "ratios of sums are not tried for functions of the target")),
    // Saturated in many rows, which noise that is a share of them takes far beyond one.
    FamilyCase(
      family: TransformedSum.name, law: SampleLaw("-1/(1 + exp((a - b)/c))", 0...10, 3...7, 0.4...0.8),
      breadthWithNoise: .functions, bearsShares: false),
  ]
  private static let indices = [
    FamilyCase(family: SingleIndexModel.name, law: SampleLaw("a*tanh(b/c)", 1...5, 0.5...5, 1...5)),
    FamilyCase(family: SingleIndexModel.name, law: SampleLaw("a*(exp(b/c) - 1)", 1...5, 1...5, 1...5)),
    FamilyCase(family: SingleIndexModel.name, law: SampleLaw("3*tanh(0.7*a)", 0.1...4)),
  ]
  private static let logarithms = [
    FamilyCase(
      family: LogarithmOfCurve.name, law: SampleLaw("log(a*(exp(b/c) - 1))", 0.2...20, 1...5, 1...5),
      bearsShares: false),
    FamilyCase(
      family: LogarithmOfCurve.name, law: SampleLaw("log(3*tanh(0.7*a)) + 9", 0.01...4),
      bearsShares: false),
  ]
  private static let trees = [
    FamilyCase(
      family: SumsOfTrees.name, law: SampleLaw("3*a*exp(-0.4*b) + 2*sin(0.7*a)", 0.5...4, 0...6),
      bearsShares: false),
    FamilyCase(family: SumsOfTrees.name, law: SampleLaw("b*log(1 + 0.8*a)", 0.5...9, 1...5)),
    FamilyCase(
      family: SumsOfTrees.name, law: SampleLaw("1.9*b*sign(a)*abs(a)^(1/3) + 0.8*b^2", -4...4, 1...3)),
  ]
  private static let modes = [
    FamilyCase(
      family: ExponentialSum.name, law: SampleLaw("2*exp(-0.3*a)*cos(2.2*a)", 0...12), bearsShares: false),
    FamilyCase(
      family: ExponentialSum.name, law: SampleLaw("2*exp(-0.2*a)*cos(23*a)", 0...20), bearsShares: false),
    FamilyCase(family: ExponentialSum.name, law: SampleLaw("3*exp(-a/1.5) + 1.2*exp(-a/7)", 0...20)),
    FamilyCase(
      family: ExponentialSum.name, law: SampleLaw("a*(2 + cos(3*a))", 1...8)),
  ]
  private static let relaxations = [
    FamilyCase(family: Relaxation.name, law: SampleLaw("7 - 4*exp(-0.6*a)", 0...8)),
    FamilyCase(family: Relaxation.name, law: SampleLaw("5*(1 - exp(-0.4*a))", 0.2...9)),
    FamilyCase(family: Relaxation.name, law: SampleLaw("1 + 0.2*a + 3*exp(-2*a)", 0...9)),
    FamilyCase(family: Relaxation.name, law: SampleLaw("4*exp(-5*a) + 2*exp(-0.5*a) + 1", 0...6)),
  ]
  private static let sigmoids = [
    FamilyCase(family: Sigmoid.name, law: SampleLaw("6/(1 + exp(3 - 1.5*a))", 0...5)),
    FamilyCase(family: Sigmoid.name, law: SampleLaw("2 + 5/(1 + exp(6 - 2*a))", 0...6)),
    FamilyCase(family: Sigmoid.name, law: SampleLaw("3*exp(-exp(2 - a))", 0...8)),
    FamilyCase(family: Sigmoid.name, law: SampleLaw("4*a/(a + 1.7)", 0.05...9)),
    FamilyCase(family: Sigmoid.name, law: SampleLaw("3*a^2.5/(a^2.5 + 6)", 0.2...7)),
  ]
  private static let peaks = [
    FamilyCase(family: Peak.name, law: SampleLaw("3*exp(-((a - 4)/0.7)^2)", 2...6), bearsShares: false),
    FamilyCase(family: Peak.name, law: SampleLaw("2 + 5/(1 + ((a - 3)/0.4)^2)", 0...8)),
    FamilyCase(
      family: Peak.name,
      law: SampleLaw("9*exp(-0.3*a) + 4*exp(-((a - 3)/0.5)^2) + 3*exp(-((a - 6)/0.6)^2)", 0...9)),
  ]
  private static let rationals = [
    FamilyCase(family: RationalCurve.name, law: SampleLaw("(1 + 2*a)/(1 + 0.5*a + 0.3*a^2)", 0...6)),
    FamilyCase(family: RationalCurve.name, law: SampleLaw("(3*a + a^2)/(4 + 2*a + a^2)", 0.1...5)),
    FamilyCase(
      family: RationalCurve.name, law: SampleLaw("(1 + a^3)/(1 + 0.2*a + 0.05*a^3)", 0...4)),
  ]
  private static let shifted = [
    FamilyCase(family: ShiftedPower.name, law: SampleLaw("3*exp(5/(a + 1.5))", 1...9)),
    FamilyCase(family: ShiftedPower.name, law: SampleLaw("7*(a + 2)^(-1.7)", 0...9)),
    FamilyCase(family: ShiftedPower.name, law: SampleLaw("5*exp(-0.2*a)*(a + 0.5)^(-0.8)", 0...9)),
    FamilyCase(family: ShiftedPower.name, law: SampleLaw("2*log(a + 0.3) + 6", 0...9)),
  ]
  private static let powerPairs = [
    FamilyCase(family: PowerPair.name, law: SampleLaw("4*(a^12 - a^6)", 0.5...1.2)),
    FamilyCase(family: PowerPair.name, law: SampleLaw("3*a^0.3 + 2/a^1.7", 0.2...7)),
    FamilyCase(family: PowerPair.name, law: SampleLaw("5 - 2*a^0.8", 0.1...9)),
  ]
  private static let stretched = [
    FamilyCase(family: StretchedExponential.name, law: SampleLaw("3*exp(-2*a^0.25)", 0.1...10)),
    FamilyCase(family: StretchedExponential.name, law: SampleLaw("2*a^1.5*exp(-0.3*a^2.5)", 0.1...3)),
    FamilyCase(family: StretchedExponential.name, law: SampleLaw("4 - 3*exp(-0.8*a^1.4)", 0.1...5)),
  ]
  private static let broken = [
    FamilyCase(family: BrokenPower.name, law: SampleLaw("(-3)*log(1 + 0.02*a^4)", 0.2...9)),
    FamilyCase(family: BrokenPower.name, law: SampleLaw("5*(1 + 0.3*a^2)^(-1.7)", -4...5)),
    FamilyCase(family: BrokenPower.name, law: SampleLaw("2*a^0.7*(1 + 0.01*a^3)^(-0.8)", 0.5...20)),
  ]
  private static let quadratics = [
    FamilyCase(
      family: QuadraticForm.name, law: SampleLaw("3*c/sqrt((a - b)^2 + 2)", 1...5, 1...5, 1...5),
      exact: Look(isThorough: true)),
    FamilyCase(
      family: QuadraticForm.name, law: SampleLaw("0.4*exp(-(a - b)^2/(2*c^2))/c", 1...3, 1...3, 0.5...2),
      exact: Look(isThorough: true)),
    FamilyCase(
      family: QuadraticForm.name, law: SampleLaw("1.5/(1 + ((a - b)/c)^2)", 1...5, 1...5, 1...5),
      exact: Look(isThorough: true)),
  ]
  private static let occupations = [
    FamilyCase(
      family: OccupationCurve.name, law: SampleLaw("3*a^3/(exp(2*a/b) - 1)", 0.2...9, 1...5)),
    FamilyCase(
      family: OccupationCurve.name, law: SampleLaw("4 + 3*log(a) - log(exp(2*a/b) - 1)", 1e-3...1e3, 1...5),
      bearsShares: false),
    FamilyCase(
      family: OccupationCurve.name, law: SampleLaw("2*sqrt(a)/(exp(0.7*a) + 1)", 0.2...9)),
    FamilyCase(
      family: OccupationCurve.name, law: SampleLaw("a/(exp(0.2*b^3/a) - 1)", 0.5...3, 0.5...3)),
    FamilyCase(
      family: OccupationCurve.name, law: SampleLaw("3/(exp(0.8*a^1.5/sqrt(b)) + 1)", 0.5...4, 0.5...3)),
  ]
}
