import KANData
import KANFormula
import KANNumerics
import KANSymbolic
import Testing

@testable import KANSearch

@Suite struct SurrogateTests {
  static let laws = [
    SampleLaw("a*b*exp(-c) + d", 1...3, 1...3, 0...2, 1...3),
    SampleLaw("sqrt((a - b)^2 + c^2 + 1)", 1...4, 1...4, 1...4),
    SampleLaw("a^2*b/c", 1e-3...10, 1e-3...10, 1e-3...10),
  ]

  private func surrogate(_ data: Dataset, threads: Int = 1, budget: WorkBudget = WorkBudget()) -> Surrogate? {
    SurrogateTrainer(context: .sample(threads: threads, budget: budget), seed: 1)
      .surrogate(for: data.inputs, target: data.targets[0])
  }

  /// Good enough to be asked for derivatives: a thousandth of the spread on rows kept back, and slopes to some percent.
  @Test(arguments: laws) func learnsLaws(law: SampleLaw) throws {
    let data = try law.table(rows: 2_000)
    let network = try #require(surrogate(data))
    #expect(network.error < 1e-3)
    // ∂y/∂a in rows inside, against the law's own derivative; the network's target may be on a logarithmic scale.
    let derivative = try Expression(parsing: law.text).derivative(withRespectTo: "a")
    let exact = try data.values(of: derivative)
    let rows = (0..<data.count).filter { s in
      data.inputs.allSatisfy { $0[s] > $0.quantile(0.1) && $0[s] < $0.quantile(0.9) }
    }
    let columns = data.inputs.map { column in rows.map { column[$0] } }
    let slopes = network.slopes(columns)[0]
    let pairs = rows.indices.map { n -> (Double, Double) in
      let factor = network.targetScale == .linear ? 1 : data.targets[0][rows[n]]
      return (slopes[n] * factor, exact[rows[n]])
    }
    let error = pairs.reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) } / pairs.reduce(0) { $0 + $1.1 * $1.1 }
    #expect(error.squareRoot() < 0.05)
  }

  @Test func spendsWhatItSays() throws {
    let data = try Self.laws[0].table(rows: 600)
    let budget = WorkBudget(limit: 200_000_000)
    _ = surrogate(data, budget: budget)
    #expect(budget.spent > 100_000_000 && budget.spent < 800_000_000)
    #expect(surrogate(data, budget: WorkBudget(limit: 0)) == nil)
  }

  @Test func doesNotDependOnThreads() throws {
    let data = try Self.laws[1].table(rows: 500)
    let (one, three) = (surrogate(data), surrogate(data, threads: 3))
    #expect(one?.network == three?.network && one?.error == three?.error)
  }

  /// A sum of functions of (a) and (b, c) is one; a product with the other input is none.
  @Test func keepsGroupsApart() throws {
    let trainer = SurrogateTrainer(context: .sample(), seed: 1)
    let sum = try SampleLaw("sin(a) + b*c", 0...3, 1...2, 1...2).table(rows: 1_000)
    let other = try SampleLaw("sin(a)*b*c", 0...3, 1...2, 1...2).table(rows: 1_000)
    func error(_ data: Dataset) -> Double? {
      trainer.surrogate(
        for: data.inputs, target: data.targets[0], scale: .linear,
        joint: Joint(kind: .sum, groups: [[0], [1, 2]]))?
        .error
    }
    #expect(try #require(error(sum)) < 1e-3)
    #expect(try #require(error(other)) > 0.05)
  }

  @Test func hasNothingToSayOfFewRows() throws {
    #expect(surrogate(try Self.laws[0].table(rows: 60)) == nil)
  }

  @Test func laysColumnsOutByTheirLogarithms() {
    let wide = AxisScale.ofInput([0.001, 0.1, 10, 1000])
    #expect(wide == .logarithmic(sign: 1))
    #expect(AxisScale.ofInput([1, 2, 3]) == .linear)
    #expect(AxisScale.ofInput([-0.001, -0.1, -10, -1000]) == .logarithmic(sign: -1))
    #expect(AxisScale.ofInput([-1, 0.001, 1000]) == .linear)
    // Even from near zero on: the logarithm would have a long tail.
    #expect(AxisScale.ofInput((1...100).map { Double($0) * 0.01 }) == .linear)
    for scale in [AxisScale.linear, .logarithmic(sign: -1)] {
      #expect(abs(scale.original(of: scale.value(at: -2.5)) + 2.5) < 1e-15)
      let difference = (scale.value(at: -2.5 + 1e-6) - scale.value(at: -2.5 - 1e-6)) / 2e-6
      #expect(abs(difference - scale.derivative(at: -2.5)) < 1e-8)
    }
  }
}
