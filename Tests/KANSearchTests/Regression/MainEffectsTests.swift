import KANNumerics
import KANSymbolic
import KANTestSupport
import RealModule
import Testing

@testable import KANSearch

/// What inputs do by themselves, and which act together.
@Suite struct MainEffectsTests {
  private static func columns(_ count: Int, in range: ClosedRange<Double> = 1...5, rows: Int = 600)
    -> [[Double]]
  {
    var random = SeededRandom(seed: 15)
    return (0..<count).map { _ in random.uniforms(rows, in: range) }
  }

  /// log|a²·b^(−1)·noise|: the exponents with their errors.
  @Test func measuresExponents() {
    let x = Self.columns(3)
    var random = SeededRandom(seed: 16)
    let target = x[0].indices.map { s in
      2 * Double.log(x[0][s]) - Double.log(x[1][s]) + 0.01 * random.normal()
    }
    let effects = MainEffects(target: target, inputs: x, budget: WorkBudget())
    for (i, expected) in [2.0, -1, 0].enumerated() {
      let logarithm = x[i].map { Double.log($0) }
      let found = effects.coefficients(of: [logarithm], replacing: i)[0]
      // σ_p = σ/(√N·spread of the logarithm), and the other effects take some of it.
      let spread = (MainEffects.residual(of: logarithm, on: []).sumOfSquares / 600).squareRoot()
      let error = 0.01 / (600.0.squareRoot() * spread)
      #expect(abs(found.value - expected) < 5 * error, "input \(i)")
      #expect(found.error > 0.7 * error && found.error < 1.4 * error, "input \(i)")
    }
    #expect(!effects.interact(0, 1) && !effects.interact(1, 2) && effects.showsDependence)
    #expect(effects.residualSquare < 600 * 1.2e-4 && effects.residualSquare > 600 * 0.7e-4)
    // Without its logarithm, input 0 is missed; input 2 is not.
    #expect(effects.residualSquare(replacing: 0, with: []) > 100 * effects.residualSquare)
    #expect(effects.residualSquare(replacing: 2, with: []) < 1.1 * effects.residualSquare)
  }

  @Test func seesWhatActsTogether() {
    let x = Self.columns(3)
    let effects = MainEffects(
      target: x[0].indices.map { s in Double.log(x[0][s] + x[1][s]) + Double.log(x[2][s]) }, inputs: x,
      budget: WorkBudget())
    #expect(effects.interact(0, 1) && !effects.interact(0, 2) && !effects.interact(1, 2))
  }

  /// More than chance, and more than a lenient chance.
  @Test func leniencyAllowsForMore() {
    let x = Self.columns(2)
    var random = SeededRandom(seed: 17)
    let target = x[0].indices.map { s in
      0.2 * (x[0][s] - 3) * (x[1][s] - 3) + random.normal()
    }
    let effects = MainEffects(target: target, inputs: x, budget: WorkBudget())
    #expect(effects.interact(0, 1))
    #expect(!effects.interact(0, 1, leniency: 1e3))
  }

  @Test func noiseDependsOnNothing() {
    for seed in 1...20 as ClosedRange<UInt64> {
      var random = SeededRandom(seed: seed)
      let x = (0..<3).map { _ in random.uniforms(300, in: 1...5) }
      let effects = MainEffects(target: random.normals(300), inputs: x, budget: WorkBudget())
      #expect(!effects.showsDependence, "seed \(seed)")
    }
  }

  /// A row far out, as logarithms near a zero have, decides nothing.
  @Test func drawsOutliersIn() {
    let x = Self.columns(1)
    var random = SeededRandom(seed: 18)
    var target = x[0].map { 3 * Double.log($0) + 0.01 * random.normal() }
    target[17] -= 20
    let effects = MainEffects(target: target, inputs: x, budget: WorkBudget())
    #expect(abs(effects.target[17]) < 10)
    let exponent = effects.coefficients(of: [x[0].map { Double.log($0) }], replacing: 0)[0]
    #expect(abs(exponent.value - 3) < 0.05)
  }

  /// Logarithms where there is no zero; signs where both occur.
  @Test func basesFollowTheColumn() {
    let positive = Self.columns(1)[0]
    let both = Self.columns(1, in: -2...2)[0]
    var withZero = positive
    withZero[0] = 0
    let effects = MainEffects(target: positive, inputs: [positive, both, withZero], budget: WorkBudget())
    let bases: [MainEffects.Basis] = effects.bases
    #expect(bases[0].logarithm != nil && effects.bases[0].sign == nil && effects.bases[0].odd.isEmpty)
    #expect(
      effects.bases[1].logarithm != nil && effects.bases[1].sign != nil && effects.bases[1].odd.count == 3)
    #expect(effects.bases[2].logarithm == nil)
    #expect(effects.bases.map(\.columns.count) == [6, 10, 5])
    // Legendre polynomials of the rank are nearly orthogonal.
    let polynomials = effects.bases[0].polynomials
    for (n, p) in polynomials.enumerated() {
      for q in polynomials[(n + 1)...] {
        let product = p.dot(q)
        #expect(abs(product) < 0.01 * Double(p.count))
      }
    }
  }

  @Test func isPaidFor() {
    let budget = WorkBudget()
    _ = MainEffects(target: Self.columns(1)[0], inputs: Self.columns(2), budget: budget)
    #expect(budget.spent == 4 * 600 * 12 * 12)
  }
}
