import KANData
import KANFormula
import KANNumerics
import KANTestSupport
import KANTraining
import Testing

@testable import KANSymbolic

/// Names are given where they are cheaper than the digits that the data determine, and nowhere else.
@Suite struct ConstantRecognizerTests {
  private static let x = Expression.variable("x")
  private static let box = ["x": 1.0...2.0]

  /// y = f(x) on [1, 2] with normal noise.
  private static func refiner(
    noise: Double, rows: Int = 300, seed: UInt64 = 1, _ f: (Double) -> Double
  ) throws -> ExpressionRefiner {
    var random = SeededRandom(seed: seed)
    let x = random.uniforms(rows, in: 1...2)
    let y = x.map { f($0) + noise * random.normal() }
    return ExpressionRefiner(
      try Dataset(inputNames: ["x"], inputs: [x], targetNames: ["y"], targets: [y]))
  }

  private static func recognized(
    _ start: Expression, with refiner: ExpressionRefiner, budget: WorkBudget = WorkBudget()
  ) throws -> (law: Expression, recognitions: [ConstantRecognizer.Recognition]) {
    let refined = try #require(refiner.refine(start))
    let result = ConstantRecognizer().recognize(refined, with: refiner, box: box, budget: budget)
    return (result.refined.expression, result.recognitions)
  }

  @Test func exactLawsGetAllTheirNames() throws {
    let refiner = try Self.refiner(noise: 0) { 0.75 * $0 * $0 + Double.pi / $0 }
    let (law, recognitions) = try Self.recognized(
      .real(0.7) * Self.x.pow(2) + .real(3) * Self.x.pow(-1), with: refiner)
    #expect(law.freeConstants.isEmpty)
    #expect(refiner.relativeError(of: law) < 1e-13)
    #expect(recognitions.count == 2)
    for recognition in recognitions {
      let value = recognition.exact.value(at: [:])
      #expect(isClose(value, recognition.measured, within: 1e-9), "\(recognition)")
      #expect(recognition.standardError < 1e-9)
    }
  }

  @Test func simpleNumbersAreNamedUnderNoise() throws {
    let refiner = try Self.refiner(noise: 0.05) { 3 * $0 }
    let (law, recognitions) = try Self.recognized(.real(2) * Self.x, with: refiner)
    #expect(law == 3 * Self.x)
    let recognition = try #require(recognitions.first)
    #expect(recognition.exact == 3 && recognition.standardError > 1e-4 && recognition.measured != 3)
  }

  /// Among fractions of denominators up to 64 some lies near any number; a fraction as long as the digits says nothing.
  @Test(arguments: [12.0 / 19, 0.6313, 1.6479, 2.7321, 0.8437], 1...3 as ClosedRange<UInt64>)
  func decimalsKeepTheirDigitsUnderNoise(a: Double, seed: UInt64) throws {
    let refiner = try Self.refiner(noise: 0.003, seed: seed) { a * $0 }
    let (law, recognitions) = try Self.recognized(.real(1) * Self.x, with: refiner)
    #expect(law.freeConstants.count == 1, "\(TextPrinter().print(law))")
    #expect(recognitions.isEmpty)
    #expect(abs(law.freeConstants[0] - a) < 0.003)
  }

  /// ½ ± 0.08 may as well be 0.4 or 0.6, and a constant that is no such number is near ½ by chance.
  @Test(arguments: [0.46, 0.5, 0.53], 1...3 as ClosedRange<UInt64>)
  func aNumberThatCannotBeToldFromItsNeighboursStaysMeasured(a: Double, seed: UInt64) throws {
    let refiner = try Self.refiner(noise: 2.1, seed: seed) { a * $0 }
    let (law, recognitions) = try Self.recognized(.real(1) * Self.x, with: refiner)
    #expect(law.freeConstants.count == 1 && recognitions.isEmpty, "\(TextPrinter().print(law))")
  }

  @Test func superfluousTermsDisappear() throws {
    let refiner = try Self.refiner(noise: 0.01) { 2.3456 * $0 }
    let (law, recognitions) = try Self.recognized(
      .real(2) * Self.x + .real(0.1) * Self.x.pow(3), with: refiner)
    #expect(law.freeConstants.count == 1)
    #expect(!law.simplified().variables.isEmpty && recognitions.contains { $0.exact == 0 })
    #expect(law.complexity < (.real(2) * Self.x + .real(0.1) * Self.x.pow(3)).complexity)
  }

  @Test func termsThatAreThereStay() throws {
    let refiner = try Self.refiner(noise: 0.01) { 2.3456 * $0 + 0.03217 * $0 * $0 * $0 }
    let (law, recognitions) = try Self.recognized(
      .real(2) * Self.x + .real(0.1) * Self.x.pow(3), with: refiner)
    #expect(law.freeConstants.count == 2 && recognitions.isEmpty, "\(TextPrinter().print(law))")
  }

  @Test func workThatIsSpentLeavesTheLawAsItWas() throws {
    let refiner = try Self.refiner(noise: 0) { 2 * $0 }
    let spent = WorkBudget(limit: 0)
    let (law, recognitions) = try Self.recognized(.real(1.9) * Self.x, with: refiner, budget: spent)
    #expect(law.freeConstants.count == 1 && recognitions.isEmpty)
  }

  /// y = Σ aᵢ·xᵢ² with fourteen factors, of which one is 2.
  private static func longLaw(seed: UInt64) throws -> (law: Expression, refiner: ExpressionRefiner) {
    var random = SeededRandom(seed: seed)
    let names = (0..<14).map { "x\($0)" }
    let columns = names.map { _ in random.uniforms(400, in: -1...1) }
    let factors = [2.0] + random.uniforms(13, in: 0.5...3)
    let y = (0..<400).map { s in
      zip(factors, columns).reduce(1e-3 * random.normal()) { $0 + $1.0 * $1.1[s] * $1.1[s] }
    }
    let refiner = ExpressionRefiner(
      try Dataset(inputNames: names, inputs: columns, targetNames: ["y"], targets: [y]))
    return (.sum(zip(factors, names).map { .real($0) * .variable($1).pow(2) }), refiner)
  }

  @Test func namesAreFoundAmongManyConstants() throws {
    let (law, refiner) = try Self.longLaw(seed: 4)
    let refined = try #require(refiner.refine(law))
    let box = Dictionary(uniqueKeysWithValues: refiner.names.map { ($0, -1.0...1.0) })
    let result = ConstantRecognizer().recognize(refined, with: refiner, box: box)
    #expect(result.recognitions.contains { $0.exact == 2 }, "seed 4")
    #expect(refiner.relativeError(of: result.refined.expression) < 2e-3)
  }

  /// Constants that were not tried stay measured, and the law is complete.
  @Test func recognitionEndsWithItsWork() throws {
    let (law, refiner) = try Self.longLaw(seed: 4)
    let builder = FormulaBuilder(
      training: refiner, judge: .fittedRows, recognizer: ConstantRecognizer(),
      box: Dictionary(uniqueKeysWithValues: refiner.names.map { ($0, -1.0...1.0) }), outputName: "y")
    let none = try #require(builder.build(law, recognition: WorkBudget(limit: 0)))
    #expect(none.expression.freeConstants.count == 14 && none.recognitions.isEmpty)
    let cancellation = Cancellation()
    cancellation.raise()
    let stopped = try #require(
      builder.build(law, recognition: WorkBudget(cancellation: cancellation)))
    #expect(stopped.recognitions.isEmpty)
    #expect(!(try #require(builder.build(law)).recognitions.isEmpty))
  }
}
