import KANData
import KANInterchange
import KANModel
import KANPlots
import KANTraining
import Testing

@testable import KANReport

/// Which pictures a model has, and what is missing where it has one not.
@Suite struct ModelFiguresTests {
  private static func file(loss: LossName, outputs: Int = 1) throws -> ModelFile {
    let network = Network(
      inputs: ["x1", "x2"].map { Network.Feature(name: $0) },
      outputs: (0..<outputs).map { Network.Feature(name: "y\($0)") },
      shape: try Network.Shape(parsing: "2,\(outputs)"), noise: 1, seed: 3)
    var file = ModelFile(network: network)
    file.lossName = loss
    return file
  }

  private static func table(labels: (Int) -> Double) throws -> Dataset {
    let x = (0..<60).map { Double($0) / 30 - 1 }
    return try Dataset(
      inputNames: ["x1", "x2"], inputs: [x, x.reversed()], targetNames: ["y0"],
      targets: [x.indices.map(labels)])
  }

  @Test(arguments: [
    (ModelFigures.Kind.loss, Lack.history), (.pareto, .alternatives), (.edge, .edge), (.prediction, .table),
    (.residuals, .table), (.roc, .table), (.classes, .table),
  ])
  func saysWhatIsMissing(kind: ModelFigures.Kind, lack: Lack) throws {
    let figures = try ModelFigures(Self.file(loss: .mse), on: nil)
    let error = #expect(throws: ReportError.self) { try figures.figure(kind) }
    #expect(error == .nothingToShow(kind.rawValue, lack))
    // The tool knows what to type; the library does not.
    let text = try #require(error).description
    #expect(text.contains(lack.description) && !text.contains("--") && !text.contains("`"))
  }

  @Test(arguments: LossName.allCases) func lossesDecideWhatIsDrawn(loss: LossName) throws {
    let outputs = loss == .ce ? 2 : 1
    let figures = try ModelFigures(
      Self.file(loss: loss, outputs: outputs), on: Self.table { Double($0 % 2) })
    #expect(figures.isClassifier == [.bce, .ce].contains(loss))
    for kind in [ModelFigures.Kind.roc, .classes] {
      #expect(((try? figures.figure(kind)) != nil) == figures.isClassifier)
    }
    for kind in [ModelFigures.Kind.prediction, .residuals] {
      #expect(((try? figures.figure(kind)) != nil) == !figures.isClassifier)
    }
    // Texts are put together without a trace of their type.
    for kind in [ModelFigures.Kind.roc, .classes, .prediction, .residuals] {
      guard let figure = try? figures.figure(kind) else { continue }
      #expect(!figure.svg().contains("source:"))
    }
    #expect(try figures.figure(.network) is NetworkDiagram)
    #expect(try figures.figure(.edge, edge: Network.EdgeAddress(layer: 0, input: 1, sum: 0)) is Plot)
  }

  @Test func oneClassHasNoCurve() throws {
    let figures = try ModelFigures(Self.file(loss: .bce), on: Self.table { _ in 1 })
    #expect(throws: ReportError.nothingToShow("roc", .other("the table contains only one class"))) {
      try figures.figure(.roc)
    }
  }

  /// Logits beyond the range of exp stay probabilities.
  @Test func probabilitiesDoNotOverflow() {
    let p = Probabilities.sigmoid([-1000, -1, 0, 1, 1000])
    #expect(p[0] == 0 && p[2] == 0.5 && p[4] == 1)
    #expect(abs(p[1] + p[3] - 1) < 1e-15)
    let logits = [[1000.0, 0], [999, 0], [-1000, 0]]
    let shares = logits.indices.map { Probabilities.softmax(logits, of: $0) }
    #expect((0..<2).allSatisfy { s in abs(shares.reduce(0) { $0 + $1[s] } - 1) < 1e-15 })
    #expect(abs(shares[0][0] / shares[1][0] - 2.718281828459045) < 1e-12)
  }
}
