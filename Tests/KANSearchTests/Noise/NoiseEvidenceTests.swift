import KANData
import KANFormula
import KANNumerics
import KANSymbolic
import RealModule
import Testing

@testable import KANSearch

/// What speaks against calling residuals noise.
@Suite struct NoiseEvidenceTests {
  private static func data(
    rows: Int, inputs: Int, seed: UInt64, _ law: ([Double]) -> Double
  ) throws -> Dataset {
    var random = SeededRandom(seed: seed)
    let columns = (0..<inputs).map { _ in (0..<rows).map { _ in random.uniform(in: 0...2) } }
    let target = (0..<rows).map { s in law(columns.map { $0[s] }) + 0.1 * random.normal() }
    return try Dataset(
      inputNames: (0..<inputs).map { "x\($0)" }, inputs: columns, targetNames: ["y"], targets: [target])
  }

  private static func findings(
    _ data: Dataset, _ law: String, isSmall: Bool = false
  ) throws -> NoiseEvidence.Findings {
    let split = try data.split(validation: 0.2, seed: 1)
    let evidence =
      isSmall
      ? NoiseEvidence(training: data, judged: nil)
      : NoiseEvidence(training: split.train, judged: split.validation)
    return evidence.findings(against: try Expression(parsing: law), noise: .absolute, budget: WorkBudget())
  }

  /// The true law beside noise: over 40 tables of each kind nothing speaks against it but in a few by chance.
  @Test(arguments: [(40, 1, true), (200, 1, false), (200, 3, false)])
  func noiseIsNoise(rows: Int, inputs: Int, isSmall: Bool) throws {
    let refused = try (1...40).count { seed in
      let data = try Self.data(rows: rows, inputs: inputs, seed: UInt64(seed)) { $0[0] }
      let found = try Self.findings(data, "x0", isSmall: isSmall)
      return found.flexibleIsBetter || found.neighboursAgree || found.replicatesDisagree
    }
    #expect(refused <= 4, "\(refused) of 40")
  }

  /// A wave that a line leaves, also where it bends too often for polynomials, and a product of two inputs.
  @Test func smoothRestsAreFound() throws {
    let slow = try Self.data(rows: 200, inputs: 1, seed: 3) { $0[0] + 0.3 * Double.sin(4 * $0[0]) }
    #expect(try Self.findings(slow, "x0").flexibleIsBetter)
    let few = try Self.data(rows: 40, inputs: 1, seed: 4) { $0[0] + 0.5 * Double.sin(4 * $0[0]) }
    #expect(try Self.findings(few, "x0", isSmall: true).flexibleIsBetter)
    let fast = try Self.data(rows: 300, inputs: 1, seed: 5) { $0[0] + 0.4 * Double.sin(30 * $0[0]) }
    let found = try Self.findings(fast, "x0")
    #expect(found.flexibleIsBetter && found.flexibleRatio < 0.6)
    let product = try Self.data(rows: 300, inputs: 3, seed: 6) { $0[0] + 0.4 * ($0[1] - 1) * ($0[2] - 1) }
    #expect(try Self.findings(product, "x0").flexibleIsBetter)
  }

  /// Equal rows tell the noise: σ = 0.1 from 60 rows at 12 places is met within three of its standard errors.
  @Test func replicatesTellTheNoise() throws {
    var random = SeededRandom(seed: 9)
    let x = (0..<60).map { Double($0 % 12) }
    let noise = x.map { _ in 0.1 * random.normal() }
    let estimate = try #require(NoiseEstimate(of: noise, inputs: [x]))
    #expect(estimate.source == .replicates && estimate.degreesOfFreedom == 48)
    #expect(abs(estimate.variance.squareRoot() - 0.1) < 3 * 0.1 / (2.0 * 48).squareRoot())
    #expect(!NoiseEstimate.refutes(noise, inputs: [x], constants: 2))
    let zigzag = zip(x, noise).map { Int($0.0) % 2 == 0 ? $0.1 + 0.15 : $0.1 - 0.15 }
    #expect(NoiseEstimate.refutes(zigzag, inputs: [x], constants: 2))
    #expect(NoiseEstimate(of: noise, inputs: [noise])?.source == .neighbours)
    #expect(NoiseEstimate(of: noise, inputs: [noise, noise.map { $0 * $0 }]) == nil)
  }
}

/// Rows whose residuals decide a law are named.
@Suite struct DecidingRowsTests {
  @Test func outliersAreNamed() throws {
    var random = SeededRandom(seed: 2)
    let x = (0..<300).map { _ in random.uniform(in: 1...2) }
    var y = x.map { 2 * $0 + 0.03 * random.normal() }
    let law = try Expression(parsing: "2*x")
    func rows(_ y: [Double]) -> DecidingRows? {
      DecidingRows(of: law, noise: .absolute, names: ["x"], inputs: [x], target: y)
    }
    #expect(rows(y) == nil)
    for row in [17, 99, 200] { y[row] *= 10 }
    let found = try #require(rows(y))
    #expect(found.rows.sorted() == [18, 100, 201] && found.share > 0.99)
    #expect(found.note.contains("of the data account for") && found.note.contains("check them"))
    #expect(found.note.hasSuffix(", or use a robust search, which sets outliers aside"))
    let robust = try #require(
      DecidingRows(
        of: law, noise: .absolute, names: ["x"], inputs: [x], target: y, isRobust: true))
    #expect(robust.note.hasSuffix("check them"), "they were set aside already")
  }

  /// A row whose stated error is as large as its residual decides nothing; a row that counts more than others does.
  @Test func weightsCount() throws {
    let x = (0..<40).map(Double.init)
    func rows(_ residual: (Int) -> Double, _ weight: (Int) -> Double) throws -> [Int]? {
      DecidingRows(
        of: .variable("x"), noise: .absolute, names: ["x"], inputs: [x],
        target: x.indices.map { x[$0] + ($0 % 2 == 0 ? 1 : -1) * residual($0) },
        weights: x.indices.map(weight))?.rows
    }
    let isLarge = { (row: Int) in row == 3 || row == 17 }
    let far = { (row: Int) in isLarge(row) ? 50.0 : 1 }
    #expect(try rows(far) { _ in 1 }?.sorted() == [4, 18])
    #expect(try rows(far) { isLarge($0) ? 1 / 2_500 : 1 } == nil)
    #expect(try rows({ _ in 1 }) { isLarge($0) ? 2_500 : 1 }?.sorted() == [4, 18])
    #expect(try rows({ _ in 1 }) { isLarge($0) ? -2_500 : 1 } == nil, "a negative weight fits nothing")
  }

  /// Rows have their numbers in the table as it was given, in which copies count.
  @Test func numbersAreThoseOfTheTable() throws {
    var random = SeededRandom(seed: 3)
    let x = (0..<60).map { _ in random.uniform(in: 1...2) }
    var y = x.map { 2 * $0 + 0.03 * random.normal() }
    y[40] *= 10
    let data = try Dataset(
      inputNames: ["x"], inputs: [x[..<20] + x], targetNames: ["y"], targets: [y[..<20] + y])
    var search = try LawSearch(
      data, options: Discovery.Options(threads: 1), budget: WorkBudget(), observer: nil)
    search.archive.add(
      try #require(
        search.session.fitter.law(
          Expression(parsing: "2*x"), from: .family("given"), weighting: .absoluteNoise, budget: WorkBudget())
      ))
    let warnings = try search.discovery(seconds: 0).account.warnings
    #expect(warnings.contains { $0.hasPrefix("row 61 of the data accounts for ") }, "\(warnings)")
  }
}
