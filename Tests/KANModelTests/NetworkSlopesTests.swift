import KANFormula
import KANNumerics
import KANTestSupport
import SymbolLibrary
import Testing

@testable import KANModel

@Suite struct NetworkSlopesTests {
  /// Central differences, of splines with and without products, inputs outside the grids among them.
  @Test(arguments: ["1,1", "3,2,1", "2,1+1,2", "4,0+2*3,3,1"])
  func agreesWithDifferences(shape: String) {
    let network = randomNetwork(shape, seed: 8)
    var random = SeededRandom(seed: 9)
    let columns = network.inputs.map { _ in random.uniforms(40, in: -2.5...2.5) }
    let h = 1e-5
    for output in network.outputs.indices {
      let slopes = network.slopes(columns, ofOutput: output)
      for i in columns.indices {
        var (up, down) = (columns, columns)
        up[i] = columns[i].map { $0 + h }
        down[i] = columns[i].map { $0 - h }
        let differences = zip(network(up)[output], network(down)[output]).map { ($0 - $1) / (2 * h) }
        expectClose(slopes[i], differences, within: 1e-6)
      }
    }
  }

  /// Of a closed form: ∂(x·sin y)/∂x = sin y, ∂/∂y = x·cos y.
  @Test func isExactOnClosedForms() throws {
    let law = try Expression(parsing: "x*sin(y)")
    let network = try Network(
      expressions: [law], inputs: [Network.Feature(name: "x"), Network.Feature(name: "y")],
      outputs: [Network.Feature(name: "z")],
      box: [-2...2, -3...3])
    var random = SeededRandom(seed: 3)
    let (x, y) = (random.uniforms(50, in: -2...2), random.uniforms(50, in: -3...3))
    let slopes = network.slopes([x, y])
    let (byX, byY) = (law.derivative(withRespectTo: "x"), law.derivative(withRespectTo: "y"))
    for s in x.indices {
      #expect(abs(slopes[0][s] - byX.value(at: ["x": x[s], "y": y[s]])) < 1e-12)
      #expect(abs(slopes[1][s] - byY.value(at: ["x": x[s], "y": y[s]])) < 1e-12)
    }
  }
}
