import Foundation
import KANData
import KANFormula
import KANModel
import KANNumerics
import KANSymbolic
import SymbolLibrary
import Testing

/// Constants of a law: their errors, and which of them may be called by a name.
@Suite struct ConstantRecognitionTests {
  /// y = a·x on [1, 2] with normal noise, as the formula of a network of one straight edge.
  private static func formula(
    a: Double, noise: Double, constants: [NamedConstant] = [], seed: UInt64 = 1, rows: Int = 400
  ) throws -> Formula {
    var random = SeededRandom(seed: seed)
    let x = (0..<rows).map { _ in random.uniform(in: 1...2) }
    let y = x.map { a * $0 + noise * random.normal() }
    return try network().formulas(
      refinedOn: try Dataset(inputNames: ["x"], inputs: [x], targetNames: ["y"], targets: [y]),
      constants: constants)[0]
  }

  private static func network() -> Network {
    let line = Symbol(name: "x", expression: .variable("x"), gauge: .bothAbsorbed, complexity: 1)
    let edge = Edge.symbolic(SymbolicEdge(terms: [SymbolicTerm(symbol: line, amplitude: 2.2)]))
    return Network(
      inputs: [Network.Feature(name: "x")], outputs: [Network.Feature(name: "y")],
      layers: [
        Layer(
          inputCount: 1, sumCount: 1, base: .zero,
          grids: [KnotGrid(uniformOn: 1...2, intervals: 2, order: 3)], edges: [edge], biases: [0])
      ])
  }

  @Test(arguments: [
    (3.0, "3"), (0.75, "3/4"), (2 * Double.pi, "2*pi"), (2.0.squareRoot(), "sqrt(2)"),
    (3.0.squareRoot() / 2, "sqrt(3)/2"), (M_LN2, "log(2)"), (M_E, "exp(1)"), (9.80665, "g"),
    (9.80665 / 2, "1/2*g"),
  ])
  func namesAreGivenWhereTheDataAgree(a: Double, name: String) throws {
    let g = try #require(NamedConstant(parsingName: "g", value: 9.80665))
    let formula = try Self.formula(a: a, noise: 1e-7, constants: [g])
    #expect(formula.expression.freeConstants.isEmpty, "\(formula.text)")
    #expect(abs(try formula.values([[1.5]])[0] - 1.5 * a) < 1e-9)
    let recognised = try #require(formula.constants.first?.recognisedAs)
    let found = try Expression(parsing: recognised, constants: [g]).simplified()
    #expect(
      try found == Expression(parsing: name, constants: [g]).simplified(), "\(recognised) is not \(name)")
  }

  @Test func aNameThatTheDataExcludeIsRefused() throws {
    // 3.002 is 3 with an error of 0.01, and is not with one of 0.0001.
    #expect(try Self.formula(a: 3.002, noise: 0.3).text == "3*x")
    let sharp = try Self.formula(a: 3.0021, noise: 0.003)
    #expect(sharp.text != "3*x")
  }

  @Test func errorsAreWhatRepetitionShows() throws {
    // The constant of a law without a name, found again and again: its spread is its error.
    let found = try (0..<60).map { seed -> (value: Double, error: Double) in
      let formula = try Self.formula(a: 2.3456789, noise: 0.1, seed: UInt64(seed), rows: 100)
      let constant = try #require(formula.constants.first)
      return (constant.value, try #require(constant.standardError))
    }
    let pulls = found.map { ($0.value - 2.3456789) / $0.error }
    let square = pulls.sumOfSquares / Double(pulls.count)
    #expect(square > 0.6 && square < 1.6)
  }

  @Test func correlationsComeWithTheConstants() throws {
    var random = SeededRandom(seed: 4)
    let x = (0..<300).map { _ in random.uniform(in: 1...2) }
    let y = x.map { 2.34567 * exp(0.765432 * $0) + 1e-5 * random.normal() }
    let symbol = try SymbolCatalog.standard.selecting(["exp"]).symbols[0]
    var network = Self.network()
    network[Network.EdgeAddress(layer: 0, input: 0, sum: 0)] = .symbolic(
      SymbolicEdge(terms: [SymbolicTerm(symbol: symbol, amplitude: 2, rate: 0.8)]))
    let formula = try network.formulas(
      refinedOn: try Dataset(inputNames: ["x"], inputs: [x], targetNames: ["y"], targets: [y]))[0]
    let free = formula.expression.freeConstants.count
    try #require(free == 2)
    #expect(formula.correlation.count == 2)
    // The amplitude and the rate of a rising exponential pull against each other.
    #expect(formula.correlation[0][1] < -0.9 && formula.correlation[0][1] >= -1)
    #expect(formula.correlation[0][0] == 1 && formula.correlation[0][1] == formula.correlation[1][0])
  }

  @Test func negativeWeightsTakeEventsAway() throws {
    // Rows of a wrong slope, once with weight 1 and once with −1, leave nothing.
    var random = SeededRandom(seed: 9)
    let x = (0..<400).map { _ in random.uniform(in: 1...2) }
    let y = x.map { 2.3456 * $0 + 0.01 * random.normal() }
    let wrong = x.prefix(100).map { 4 * $0 }
    let data = try Dataset(
      inputNames: ["x"], inputs: [x + x.prefix(100) + x.prefix(100)], targetNames: ["y"],
      targets: [y + wrong + wrong],
      weights: x.map { _ in 1 } + wrong.map { _ in 1 } + wrong.map { _ in -1 })
    let formula = try Self.network().formulas(refinedOn: data)[0]
    #expect(abs(try #require(formula.constants.first).value - 2.3456) < 0.003)
  }
}
