import KANFormula
import KANModel
import KANNumerics
import KANSymbolic
import SymbolLibrary
import Testing

/// Bounds that are called proven must hold everywhere.
@Suite struct CertificationTests {
  /// Random networks: shapes with up to four inputs and three layers, products, orders 1 to 5, all bases and
  /// continuations, boxes inside and outside the grids.
  @Test(arguments: 0..<20)
  func boundsOfRandomNetworksHoldAtEverySampledPoint(block: Int) throws {
    var (bounded, edges, tightEdges) = (0, 0, 0)
    for seed in block * 10..<block * 10 + 10 {
      let pair = try RandomPair(seed: UInt64(seed))
      let formula = pair.formula
      let agreement = try pair.splines.agreement(
        of: formula, closedForm: pair.closed, on: pair.randomPoints(500, seed: UInt64(seed) + 1000),
        options: CertificationOptions(points: 1024, operations: 2e6))
      let certified = agreement.certified
      #expect(certified.largestSeen >= agreement.onBox.maximum)
      // Points that the proof has not looked at, the corners among them.
      let points = pair.randomPoints(2000, seed: UInt64(seed) + 2000)
      let largest = Self.largest(try formula.values(points), pair.splines(points)[0])
      if let bound = certified.bound {
        bounded += 1
        #expect(largest <= bound, "seed \(seed): a bound of \(bound) where the distance is \(largest)")
      }
      for edge in agreement.edges {
        try check(edge, of: pair, seed: seed)
        edges += 1
        tightEdges += edge.certified.isTight ? 1 : 0
      }
    }
    // Deep random functions may have a pole in the box; most have none.
    #expect(bounded >= 8)
    #expect(10 * tightEdges >= 9 * edges)
  }

  private func check(_ edge: NetworkAgreement.Edge, of pair: RandomPair, seed: Int) throws {
    let address = try Network.EdgeAddress(parsing: edge.edge)
    let range = pair.splines.layers[address.layer].grids[address.input].range
    var random = SeededRandom(seed: UInt64(seed))
    let x = [range.lowerBound, range.upperBound] + (0..<2000).map { _ in random.uniform(in: range) }
    let largest = Self.largest(
      pair.splines.edgeValues(at: address, x), pair.closed.edgeValues(at: address, x))
    let bound = try #require(edge.certified.bound, "seed \(seed), edge \(edge.edge)")
    #expect(
      largest <= bound,
      "seed \(seed), edge \(edge.edge): a bound of \(bound) where the distance is \(largest)")
  }

  /// The largest distance where both are finite.
  private static func largest(_ a: [Double], _ b: [Double]) -> Double {
    zip(a, b).map { abs($0 - $1) }.filter(\.isFinite).reduce(0, max)
  }

  @Test func aNetworkAgreesWithItsOwnFormulaToRounding() throws {
    for seed in 0..<20 {
      let pair = try RandomPair(seed: UInt64(seed))
      // What is left are the remainders of both, which in few variables are soon at rounding.
      guard pair.box.count <= 2 else { continue }
      let agreement = try pair.closed.agreement(
        of: pair.formula, on: pair.randomPoints(100, seed: 1), options: CertificationOptions(operations: 4e6))
      let size = try pair.formula.values(pair.randomPoints(100, seed: 1)).reduce(0) { max($0, abs($1)) }
      #expect(try #require(agreement.certified.bound) < 1e-5 * size, "seed \(seed)")
    }
  }

  /// The largest difference is known: 0.01·sin reaches 0.01 inside the box.
  @Test func boundsAreWithinATenthOfTheTruth() throws {
    let pair = try RandomPair(seed: 5)
    var formula = pair.formula
    let x = Expression.variable(formula.variables[0].name)
    let width = pair.box[0].upperBound - pair.box[0].lowerBound
    formula.expression = formula.expression + 0.01 * .sin(.real(20 / width) * x)
    let agreement = try pair.closed.agreement(of: formula, on: pair.randomPoints(100, seed: 1))
    let bound = try #require(agreement.certified.bound)
    #expect(bound >= 0.01 && bound <= 0.0111)
    #expect(agreement.certified.isTight)
  }

  @Test func nothingIsProvenBesideAPole() throws {
    let pair = try RandomPair(seed: 2)
    var formula = pair.formula
    let name = formula.variables[0].name
    let middle = (pair.box[0].lowerBound + pair.box[0].upperBound) / 2 + 0.0123
    formula.expression = formula.expression + 1 / (.variable(name) - .real(middle))
    let agreement = try pair.splines.agreement(
      of: formula, on: pair.randomPoints(10, seed: 1), options: CertificationOptions(operations: 1e6))
    #expect(agreement.certified.bound == nil)
    #expect(!agreement.certified.isTight)
  }

  @Test func equalQuestionsHaveEqualAnswers() throws {
    let pair = try RandomPair(seed: 14)
    let points = pair.randomPoints(50, seed: 1)
    #expect(
      try pair.splines.agreement(of: pair.formula, closedForm: pair.closed, on: points)
        == pair.splines.agreement(of: pair.formula, closedForm: pair.closed, on: points))
  }

  @Test func strangersAreRefused() throws {
    let pair = try RandomPair(seed: 0)
    var formula = pair.formula
    formula.outputName = "nobody"
    #expect(throws: SymbolicError.self) {
      try pair.splines.agreement(of: formula, on: pair.randomPoints(5, seed: 1))
    }
    formula = pair.formula
    formula.expression = .variable("nobody")
    #expect(throws: FormulaError.self) {
      try pair.splines.agreement(of: formula, on: pair.randomPoints(5, seed: 1))
    }
  }
}

extension RandomPair {
  /// The closed network as a formula on the box.
  var formula: Formula {
    // All edges are closed forms, so there is an expression.
    let expression = (try? closed.expressions().first) ?? 0
    return Formula(
      outputName: "y", expression: expression,
      variables: zip(closed.inputs, box).map { Formula.Variable(name: $0.name, range: $1) })
  }

  /// Random points of the box, its corners first.
  func randomPoints(_ count: Int, seed: UInt64) -> [[Double]] {
    var random = SeededRandom(seed: seed)
    return box.enumerated().map { i, side in
      (0..<count).map { s in
        s < 1 << box.count ? (s >> i & 1 == 0 ? side.lowerBound : side.upperBound) : random.uniform(in: side)
      }
    }
  }
}
