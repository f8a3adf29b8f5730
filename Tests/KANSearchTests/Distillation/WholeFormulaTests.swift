import KANData
import KANFormula
import KANModel
import KANSymbolic
import KANTraining
import Testing

@testable import KANSearch

/// What a network that is off its law computes as a whole.
@Suite struct WholeFormulaTests {
  private static let options = Discovery.Options(effort: .low, threads: 1)

  /// A network of four nodes that a few steps have brought within percents of a·sin(b).
  private static func network() throws -> (network: Network, error: Double) {
    let data = try SampleLaw("a*sin(b)", 1...3, 0...3).table(rows: 400)
    var optimizer = LevenbergMarquardt()
    optimizer.maximumSteps = 5
    let start = try Network(for: data, shape: Network.Shape(parsing: "2,4,1"))
    let network = optimizer.fit(start, to: data, budget: WorkBudget()).network
    let error = ExpressionRefiner(data).relativeError(ofValues: network(data.inputs)[0])
    return (network, error)
  }

  @Test func theLawOfANetworkThatIsOffIt() throws {
    let (network, error) = try Self.network()
    #expect((1e-3...5e-2).contains(error), "\(error)")
    let whole = try #require(WholeFormula.all(of: network, besides: [], options: Self.options).first)
    let law = try Expression(parsing: "1.5*a*sin(b)")
    #expect(whole.output == "y" && whole.formula.expression.form == law.form, "\(whole.formula.expression)")
    #expect((whole.relativeError ?? 1) < 2 * error, "\(error)")
  }

  /// Formulas that can be read need no other.
  @Test func shortFormulasStayAsTheyAre() throws {
    let (network, _) = try Self.network()
    let own = Formula(
      outputName: network.outputs[0].name, expression: try Expression(parsing: "2*a*sin(b)"), variables: [])
    #expect(WholeFormula.all(of: network, besides: [own], options: Self.options).isEmpty)
  }
}
