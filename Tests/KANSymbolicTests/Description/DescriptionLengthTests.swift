import KANData
import KANFormula
import KANNumerics
import KANSymbolic
import RealModule
import Testing

/// One length for every law: misfit, form and constants.
@Suite struct DescriptionLengthTests {
  @Test func isTheSumOfItsParts() {
    let short = DescriptionLength(misfit: -10, structure: 3, constants: 4)
    let long = DescriptionLength(misfit: -10, structure: 5, constants: 4)
    #expect(short.total == -3 && short < long && !(long < short) && short != long)
    #expect(abs(short.odds(against: long) - Double.exp(2)) < 1e-12)
    #expect(abs(long.odds(against: short) - Double.exp(-2)) < 1e-12)
  }

  /// log C(M, m) against Pascal's triangle.
  @Test func choicesAreBinomials() {
    var row: [Double] = [1]
    for available in 1...30 {
      row = [1] + zip(row, row.dropFirst()).map { $0 + $1 } + [1]
      for chosen in 0...available {
        let expected = available == chosen ? 0 : Double.log(row[chosen])
        #expect(abs(DescriptionLength.logChoices(chosen, of: available) - expected) < 1e-12)
      }
    }
    #expect(DescriptionLength.logChoices(2, of: 1) == 0)
  }

  @Test func choosingTermsCostsWhichOnes() {
    let length = DescriptionLength(choosing: 3, of: 400, relativeResidual: 0.1, rows: 200)
    #expect(abs(length.structure - DescriptionLength.logChoices(3, of: 400)) < 1e-12)
    #expect(abs(length.constants - 1.5 * Double.log(200)) < 1e-12)
    let better = DescriptionLength(choosing: 3, of: 400, relativeResidual: 0.05, rows: 200)
    #expect(abs(length.misfit - better.misfit - 200 * Double.log(2)) < 1e-9)
  }

  // MARK: - Noise

  /// N/2·log of the mean square, and k·(k + 1)/(N − k − 1) with k constants and σ.
  @Test(arguments: [(32, 2), (10, 3), (1_000, 0)])
  func misfitIsLikelihood(rows: Int, constants: Int) {
    let k = Double(constants + 1)
    let n = Double(rows)
    let expected = n / 2 * Double.log(0.04 + 1e-26) + k * (k + 1) / (n - k - 1)
    #expect(abs(NoiseModel.misfit(meanSquare: 0.04, rows: rows, constants: constants) - expected) < 1e-9)
    #expect(NoiseModel.misfit(meanSquare: 0.04, rows: constants + 2, constants: constants) == .infinity)
    #expect(NoiseModel.misfit(meanSquare: 0, rows: rows, constants: 0).isFinite)
  }

  struct Noise: Sendable, CustomTestStringConvertible {
    let name: String
    let absolute: Double
    let proportional: Double
    var factor = 0.0
    var testDescription: String { name }
  }

  static let noises = [
    Noise(name: "absolute", absolute: 0.3, proportional: 0),
    Noise(name: "share", absolute: 0, proportional: 0.03),
    Noise(name: "both", absolute: 0.05, proportional: 0.05),
    Noise(name: "factor", absolute: 0, proportional: 0, factor: 0.6),
  ]

  @Test(arguments: noises, [1, 2, 3] as [UInt64])
  func choosesTheNoise(noise: Noise, seed: UInt64) {
    var random = SeededRandom(seed: seed)
    let law = (0..<1_500).map { _ in Double.exp(random.uniform(in: -3...3)) }
    let target = law.map {
      $0 * Double.exp(noise.factor * random.normal()) * (1 + noise.proportional * random.normal())
        + noise.absolute * random.normal()
    }
    let likeliest = NoiseModel.likeliest(fitted: law, target: target, constants: 1)
    switch likeliest.model {
    case .absolute: #expect(noise.proportional == 0 && noise.factor == 0)
    case .proportional: #expect(noise.absolute == 0 && noise.factor == 0)
    case .logarithmic: #expect(noise.factor > 0)
    case .both(let ratio):
      // √(σ₀² + (σ₁·f)²) = σ₁·√(ρ² + f²) with ρ = σ₀/σ₁ = 1.
      #expect(noise.absolute > 0 && noise.proportional > 0)
      #expect(ratio > 0.3 && ratio < 3)
    }
    #expect(likeliest.misfit <= likeliest.absoluteMisfit)
    #expect((likeliest.misfit == likeliest.absoluteMisfit) == (likeliest.model == .absolute))
  }

  /// Noise of one size is the same misfit by both ways to count it, and event weights weigh it.
  @Test func misfitsAgree() {
    var random = SeededRandom(seed: 4)
    let law = (0..<200).map { _ in random.uniform(in: 1...2) }
    let target = law.map { $0 + 0.1 * random.normal() }
    let meanSquare = zip(law, target).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) } / 200
    let scale = target.sumOfSquares / 200
    let found = NoiseModel.likeliest(fitted: law, target: target, constants: 2)
    #expect(
      abs(found.absoluteMisfit - NoiseModel.misfit(meanSquare: meanSquare / scale, rows: 200, constants: 2))
        < 1e-9)
    let weighted = NoiseModel.likeliest(
      fitted: law, target: target, weights: law.map { _ in 1 }, constants: 2)
    #expect(weighted.misfit == found.misfit && weighted.model == found.model)
  }

  @Test func isUnlikelyWhereItIsNotFinite() {
    #expect(NoiseModel.likeliest(fitted: [.nan, 1], target: [1, 2], constants: 0).misfit == .infinity)
    #expect(NoiseModel.likeliest(fitted: [0, 0], target: [0, 0], constants: 0).misfit == .infinity)
    // A share of nothing is no noise.
    let zero = NoiseModel.likeliest(
      fitted: (0..<50).map { $0 == 0 ? 0 : 1 }, target: (0..<50).map { 1 + Double($0 % 3) }, constants: 0)
    #expect(zero.model != .proportional)
  }

  /// A law that follows the size of the noise but is a thousandth of it would otherwise be by far the likeliest.
  @Test func noiseIsNoMultipleOfTheLaw() {
    var random = SeededRandom(seed: 12)
    let sizes = (0..<400).map { _ in Double.exp(random.uniform(in: -3...3)) }
    let target = sizes.map { $0 * random.normal() }
    let tiny = NoiseModel.likeliest(fitted: sizes.map { 1e-3 * $0 }, target: target, constants: 1)
    #expect(tiny.model == .absolute && tiny.misfit == tiny.absoluteMisfit)
    let share = NoiseModel.likeliest(
      fitted: sizes, target: sizes.map { $0 * (1 + 0.5 * random.normal()) }, constants: 1)
    #expect(share.model != .absolute && share.misfit < share.absoluteMisfit)
  }

  /// Of factors the misfit is that of logarithms, and the density of the target in their stead: N/2·log(mean square) + Σ log(y/scale).
  @Test func misfitOfFactorsIsThatOfLogarithms() {
    var random = SeededRandom(seed: 9)
    let law = (0..<300).map { _ in Double.exp(random.uniform(in: -2...2)) }
    let target = law.map { $0 * Double.exp(0.8 * random.normal()) }
    let found = NoiseModel.likeliest(fitted: law, target: target, constants: 0)
    let square = zip(law, target).reduce(0) { $0 + Double.log($1.1 / $1.0) * Double.log($1.1 / $1.0) } / 300
    let scale = (target.sumOfSquares / 300).squareRoot()
    let densities = target.reduce(0) { $0 + Double.log($1 / scale) }
    #expect(found.model == .logarithmic)
    #expect(abs(found.misfit - (150 * Double.log(square) + densities + 2 / 298)) < 1e-6)
    #expect(NoiseModel.logarithmic.residuals(of: [2, -3], from: [1, -3]) == [Double.log(2), 0])
    #expect(
      NoiseModel.growing(with: [1, 2]) == .logarithmic && NoiseModel.growing(with: [-1, 2]) == .proportional)
  }

  @Test func weightsAreOneOverTheNoise() {
    #expect(NoiseModel.absolute.rootWeights([1, -2]) == [1, 1])
    #expect(NoiseModel.proportional.rootWeights([1, -2]) == [1, 0.5])
    #expect(NoiseModel.both(ratio: 3).rootWeights([4, 0]) == [0.2, 1.0 / 3])
  }

  // MARK: - A line and a sine

  private static func length(_ law: String, _ data: Dataset) throws -> DescriptionLength {
    let refined = try #require(ExpressionRefiner(data).refine(try Expression(parsing: law)))
    return refined.descriptionLength(inputCount: 1)
  }

  /// On 32 noisy rows of a line a sine of free rate fits as well, and is longer.
  @Test(arguments: 1...20 as ClosedRange<UInt64>)
  func aLineIsNoSine(seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    let x = (0..<32).map { _ in random.uniform(in: 0...10) }
    let y = x.map { 1.3 * $0 + 2 + 1.5 * random.normal() }
    let data = try Dataset(inputNames: ["x"], inputs: [x], targetNames: ["y"], targets: [y])
    let line = try Self.length("1.1*x + 1.0", data)
    for sine in ["9.0*sin(0.15*x) + 1.0", "9.0*sin(0.15*x + 0.1) + 1.0", "1.1*x + 1.0 + 0.5*sin(3.0*x)"] {
      #expect(line < (try Self.length(sine, data)), "\(sine), seed \(seed)")
    }
    #expect(line < (try Self.length("2.5", data)))
  }

  /// A constant of more digits is dearer, by what the data tell.
  @Test func constantsCostTheirDigits() throws {
    var random = SeededRandom(seed: 8)
    let x = (0..<100).map { _ in random.uniform(in: 1...2) }
    func constants(_ noise: Double) throws -> Double {
      let y = x.map { 2.345678 * $0 + noise * random.normal() }
      let data = try Dataset(inputNames: ["x"], inputs: [x], targetNames: ["y"], targets: [y])
      return try Self.length("1.1*x", data).constants
    }
    let (coarse, fine) = (try constants(0.1), try constants(0.001))
    // A hundredth of the noise is two digits more.
    #expect(abs(fine - coarse - Double.log(100)) < 0.5)
    #expect(ConstantPrice.one(0, standardError: 1) == Double.log(2))
    #expect(ConstantPrice.one(3e-7, standardError: 1e-9) > ConstantPrice.one(3, standardError: 1e-2))
    let one = ConstantPrice.one(2.5, standardError: 0.01)
    #expect(abs(one - Double.log(250) + 0.5 * Double.log(3) - Double.log(2)) < 1e-12)
  }

  /// Constants that pull against each other cost less together than each by itself.
  @Test func correlatedConstantsShareTheirDigits() throws {
    var random = SeededRandom(seed: 9)
    let x = (0..<100).map { _ in random.uniform(in: 10...11) }
    let y = x.map { 2 * $0 + 1 + 0.1 * random.normal() }
    let refiner = ExpressionRefiner(
      try Dataset(inputNames: ["x"], inputs: [x], targetNames: ["y"], targets: [y]))
    let fit = try #require(refiner.refine(try Expression(parsing: "1.1*x + 0.9"))).fit
    let errors = ConstantPrice.standardErrors(of: fit.parameters, fit: fit, rounding: NoiseModel.rounding)
    let apart = zip(fit.parameters, errors).reduce(0) { $0 + ConstantPrice.one($1.0, standardError: $1.1) }
    let r = fit.correlation[0, 1]
    #expect(abs(r) > 0.99)
    let together = ConstantPrice.of(fit.parameters, fit: fit)
    #expect(abs(together - apart + 0.5 * Double.log(1 - r * r)) < 1e-9)
    #expect(ConstantPrice.of([], fit: fit) == 0)
  }
}
