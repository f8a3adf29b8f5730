import Foundation
import KANData
import KANFormula
import KANNumerics
import KANSymbolic
import SymbolLibrary
import Testing

@testable import KANSearch

/// Laws that linear selections must bring out exactly: on rows that they have not seen, at rounding.
@Suite struct ExactFormsTests {
  struct Law: Sendable, CustomTestStringConvertible {
    let text: String
    /// Sampled evenly in the logarithm where the range lies above 0, with either sign if `isSigned`.
    let ranges: [ClosedRange<Double>]
    var isSigned = false
    var testDescription: String { text }
  }

  static let laws: [Law] = [
    // Sums of terms, as they are and through functions of the target.
    Law(
      text: "a*b + c*d - 2*e*f", ranges: [0.1...10, 0.1...10, 0.1...10, 0.1...10, 0.1...10, 0.1...10],
      isSigned: true),
    Law(
      text: "sqrt((a - b)^2 + (c - d)^2)", ranges: [0.1...10, 0.1...10, 0.1...10, 0.1...10], isSigned: true),
    Law(text: "a/(1 - b/3e8)", ranges: [1e9...1e11, 1e5...1e7]),
    Law(text: "a*(b + c*d*sin(e))", ranges: [0.1...10, 0.1...10, 0.1...10, 0.1...10, 0...1.5]),
    // The same with signs, terms and odd powers in the way of the transform.
    Law(text: "a*b/sqrt(1 - b^2/9e16)", ranges: [0.1...10, 1e5...1e8], isSigned: true),
    Law(text: "a*(b + c*exp(-d/e))", ranges: [1...5, 1...5, 1...5, 1...5, 1...5]),
    Law(text: "(a - b*c/9e16)/sqrt(1 - b^2/9e16)", ranges: [1...100, 1e6...1e8, 1...100]),
    Law(text: "1/(exp((a - b)/c) + 1)", ranges: [1...5, 1...5, 1...5]),
    // Ratios of sums.
    Law(text: "(cos(a) - b/3e8)/(1 - b/3e8*cos(a))", ranges: [0.1...3, 1e6...1e8]),
    Law(text: "(a*b + c*d)/(a + c)", ranges: [0.1...10, 0.1...10, 0.1...10, 0.1...10]),
    Law(text: "(a + b)/(1 + a*b/9e16)", ranges: [1e6...1e8, 1e6...1e8]),
    // Products of functions.
    Law(text: "1e-20*a^2*sin(b/2)^(-4)/c", ranges: [1...10, 0...6.28, 1e-18...1e-16]),
    // Factors of single inputs beside functions with zeros, and beside waves that no smooth function shows.
    Law(text: "a^2*b^2*(3*cos(c)^2 - 1)/57", ranges: [10...50, 0.01...1, 0...3.1]),
    Law(text: "a*(sin(b/2)/b)^2*(c + d)", ranges: [1...5, 0...6, 1...5, 1...5]),
    Law(text: "a^2*cos((b - c)*d)", ranges: [0.1...10, 1...5, 1...5, 1...5]),
    Law(text: "((a - b)^2 + c^2)^(-3/2)", ranges: [1...5, 1...5, 0.1...10]),
    // One curve of a product of powers.
    Law(text: "a*(1/tanh(3*b/c) - c/(3*b))", ranges: [0.1...10, 0.1...10, 0.1...10]),
    Law(
      text: "a*(1 + 7e22*b*c*cos(d)/e)", ranges: [1e27...1e29, 1e-22...1e-20, 10...1000, 0...6.2, 10...1000],
      isSigned: true),
    Law(text: "a*exp(-7e22*b*c/d)", ranges: [1e25...1e27, 1e-24...1e-22, 0.01...1, 10...1000]),
    Law(text: "a*(exp(3*b/c) - 1)", ranges: [0.1...10, 0.1...10, 0.1...10]),
    // Of its square and of its root.
    Law(text: "a*(1/sqrt(1 - b^2/c^2) - 1)", ranges: [1...5, 0.1...0.8, 1...1.1]),
    Law(text: "3.1*tanh(3.1*sqrt(a)*b)/sqrt(a)", ranges: [0.5...2, 0.01...2]),
    // An exponential over many powers of e.
    Law(text: "1e-9*(exp(a/0.026) - 1)", ranges: [0.01...0.6]),
    // Modes.
    Law(text: "2*exp(-0.3*a)*cos(2.2*a)", ranges: [0...12]),
    Law(text: "sin(3*a) + sin(3.7*a)", ranges: [0...10]),
    Law(text: "3*exp(-a/1.5) + 1.2*exp(-a/7)", ranges: [0...20]),
    // Products of functions of pairs, and of exponentials.
    Law(text: "a^2*exp(-b/c)*cos(d*e)", ranges: [0.1...10, 1...5, 1...5, 1...5, 1...5]),
    Law(text: "sin(a*b/2)^2/(c^2 - d^2)", ranges: [1...5, 1...5, 3...5, 1...2.5]),
  ]

  static func table(_ law: Law, rows: Int = 1_500, seed: UInt64 = 3) throws -> Dataset {
    var random = SeededRandom(seed: seed)
    let names = law.ranges.indices.map { String("abcdefgh"[String.Index(utf16Offset: $0, in: "abcdefgh")]) }
    let columns = law.ranges.map { range in
      (0..<rows).map { _ -> Double in
        guard range.lowerBound > 0 else { return random.uniform(in: range) }
        let size = exp(random.uniform(in: log(range.lowerBound)...log(range.upperBound)))
        return law.isSigned && random.uniform() < 0.5 ? -size : size
      }
    }
    let compiled = try CompiledExpression(try Expression(parsing: law.text), variables: names)
    return try Dataset(
      inputNames: names, inputs: columns, targetNames: ["y"], targets: [compiled.values(columns)])
  }

  private static func search(_ data: Dataset, catalog: SymbolCatalog = .standard) -> ExactForms {
    ExactForms(
      Subproblem(FeatureTable(data, rows: ExactForms.rows)),
      refiner: ExpressionRefiner(relativeTo: data.limited(to: ExactForms.refiningRows)),
      in: SearchContext(catalog: catalog, methods: .all, threads: 2, budget: WorkBudget()))
  }

  /// What the first stage that finds any law finds.
  private static func laws(_ search: ExactForms) -> [ExactForms.ExactLaw] {
    let quick = search.quickLaws()
    if !quick.isEmpty { return quick }
    return Look.Breadth.allCases.lazy.map { search.thoroughLaws($0) }.first { !$0.isEmpty } ?? []
  }

  @Test(arguments: laws)
  func bringsOutTheLaw(law: Law) throws {
    let found = try #require(Self.laws(Self.search(try Self.table(law))).first)
    let fresh = try Self.table(law, rows: 300, seed: 77)
    let values = try CompiledExpression(found.expression, variables: fresh.inputNames).values(fresh.inputs)
    let typical = fresh.targets[0].map { abs($0) }.sorted()[150]
    for (value, target) in zip(values, fresh.targets[0]) {
      #expect(abs(value - target) <= 1e-8 * max(abs(target), typical), "\(found.expression)")
    }
  }

  /// An input over thirty decades that has nothing to do with the target neither hides the law nor enters it.
  @Test func leavesOutWhatDoesNotMatter() throws {
    let law = Law(text: "a*sqrt(b^2 + c^2)", ranges: [0.1...10, 0.1...10, 0.1...10, 1e-20...1e10])
    let found = try #require(Self.laws(Self.search(try Self.table(law))).first)
    #expect(found.expression.variables == ["a", "b", "c"])
  }

  /// Noise is no law, and a special function is no sum of a few terms.
  @Test func claimsNothingWhereThereIsNoLaw() throws {
    var random = SeededRandom(seed: 9)
    let x = (0..<600).map { _ in random.uniform(in: 0.5...9) }
    for y in [x.map { _ in random.normal() }, x.map { j0($0) + 2 }] {
      let data = try Dataset(inputNames: ["x"], inputs: [x], targetNames: ["y"], targets: [y])
      #expect(Self.laws(Self.search(data)).isEmpty)
    }
  }

  /// What the user's choice of functions does not hold is not proposed.
  @Test func keepsToTheCatalog() throws {
    let data = try Self.table(Law(text: "a*exp(b)", ranges: [0.1...10, 0.1...2]))
    let powers = SymbolCatalog(
      symbols: SymbolCatalog.standard.symbols.filter { ["x", "x^2"].contains($0.name) })
    #expect(Self.laws(Self.search(data, catalog: powers)).isEmpty)
    #expect(!Self.laws(Self.search(data)).isEmpty)
  }
}
