import KANData
import KANFormula
import KANNumerics
import KANTestSupport
import RealModule
import Testing

@testable import KANSearch

/// Which functions a table offers: those whose argument its columns can be.
@Suite struct CandidateLibraryTests {
  private static func library(_ ranges: [ClosedRange<Double>], rows: Int = 60) throws -> CandidateLibrary {
    var random = SeededRandom(seed: 14)
    let names = ["a", "b", "c", "d"]
    let columns = ranges.enumerated().map { (names[$0], random.uniforms(rows, in: $1)) }
    let table = FeatureTable(
      try Dataset(columns.map { ($0.0, $0.1) }, target: (0..<rows).map(Double.init)), rows: rows)
    return CandidateLibrary(table: table, inputs: Array(ranges.indices))
  }

  private static func texts(_ functions: [BasisFunction]) -> [String] {
    functions.map { TextPrinter().print($0.expression) }
  }

  @Test func valuesAreThoseOfTheExpression() throws {
    let library = try Self.library([1...3, 0.5...2, 2...4])
    let functions = library.functions(.pairs) + library.factors() + library.waveFactors()
    for function in functions {
      let values = try #require(library.table.values(of: function.expression))
      expectClose(function.values, values, within: 1e-12, "\(function.expression)")
    }
  }

  /// Richer libraries hold the poorer ones, in the same order.
  @Test func breadthsGrow() throws {
    let library = try Self.library([1...3, 0.5...2])
    let breadths = Look.Breadth.allCases.map { Self.texts(library.functions($0)) }
    #expect(breadths[0] == ["a", "b"])
    for (poor, rich) in zip(breadths, breadths.dropFirst()) {
      #expect(rich.count > poor.count && Array(rich.prefix(poor.count)) == poor)
      #expect(Set(rich).count == rich.count)
    }
  }

  /// Equal columns are offered equal functions, whatever their place.
  @Test func prefersNoInput() throws {
    let library = try Self.library([1...3, 1...3, 1...3])
    func counts(_ functions: [BasisFunction]) -> [Int] {
      ["a", "b", "c"].map { name in functions.count { $0.expression.variables.contains(name) } }
    }
    for functions in [library.functions(.functions), library.functions(.pairs), library.factors()] {
      let counts = counts(functions)
      #expect(counts.allSatisfy { $0 == counts[0] }, "\(counts)")
    }
  }

  @Test(arguments: [
    // A sine must bend, and its argument be known to some digits.
    ("sin(a)", 0.0...6.0, true), ("sin(a)", 0.0...0.1, false), ("sin(a)", 1.0...1e5, false),
    // An exponential must not overflow, a logarithm needs a positive argument.
    ("exp(a)", 0.0...3.0, true), ("exp(a)", 0.0...1e4, false), ("log(a)", 1.0...3.0, true),
    ("log(a)", -1.0...3.0, false),
  ])
  func keepsToDomains(function: String, range: ClosedRange<Double>, isOffered: Bool) throws {
    #expect(Self.texts(try Self.library([range]).functions(.functions)).contains(function) == isOffered)
  }

  /// Quantities of very different size are multiplied and divided, not added.
  @Test func addsOnlyWhatIsComparable() throws {
    let near = Self.texts(try Self.library([1...3, 1...9]).functions(.pairs))
    let far = Self.texts(try Self.library([1...3, 1e3...1e4]).functions(.pairs))
    #expect(near.contains("a + b") && near.contains("a - b"))
    #expect(!far.contains("a + b") && !far.contains("a - b"))
    #expect(!Self.texts(try Self.library([1...3, 1e3...1e4]).factors()).contains("a + b"))
  }

  @Test func factorsHaveNoZero() throws {
    let library = try Self.library([-2...2, 0.2...3])
    for factor in library.factors() + library.waveFactors() {
      #expect(!factor.values.contains(0))
      #expect(factor.values.allSatisfy { Double.log(abs($0)).isFinite })
    }
    let withZero = FeatureTable(
      try Dataset([("a", [0, 1, 2, 3])], target: [1, 2, 3, 4]), rows: 4)
    #expect(!Self.texts(CandidateLibrary(table: withZero, inputs: [0]).factors()).contains("a"))
  }

  @Test func wavesAreOfTwoInputs() throws {
    let library = try Self.library([1...3, 0.5...2])
    let waves = library.waveFactors()
    #expect(waves.allSatisfy { $0.expression.variables.count == 2 })
    #expect(Self.texts(waves).contains("sin(a*b)") && Self.texts(waves).contains("cos(a/b)"))
    #expect(CandidateLibrary(table: library.table, inputs: [1]).waveFactors().isEmpty)
  }

  /// Only the inputs of the problem occur.
  @Test func keepsToTheInputsOfTheProblem() throws {
    let table = try Self.library([1...3, 1...3, 1...3]).table
    let library = CandidateLibrary(table: table, inputs: [0, 2])
    for function in library.functions(.pairs) + library.factors() {
      #expect(!function.expression.variables.contains("b"))
    }
  }
}
