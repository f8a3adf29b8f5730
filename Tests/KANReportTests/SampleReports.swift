import Foundation
import KANData
import KANFormula
import KANInterchange
import KANModel
import KANNumerics
import KANSymbolic
import SymbolLibrary

@testable import KANReport

/// Models with all that a report can show.
enum SampleReports {
  /// The transverse mass with measured constants, alternatives and a story.
  static func transverseMass() throws -> ModelReport {
    let names = ["lep_pt", "met", "dphi_lep_met"]
    var random = SeededRandom(seed: 31)
    let columns = [
      (0..<400).map { _ in random.uniform(in: 20...90) }, (0..<400).map { _ in random.uniform(in: 20...90) },
      (0..<400).map { _ in random.uniform(in: 0.3...3) },
    ]
    let law = try KANFormula.Expression(parsing: "2.0000012*sqrt(lep_pt*met)*sin(dphi_lep_met/2)")
    let values = try CompiledExpression(law, variables: names).values(columns)
    let data = try Dataset(inputNames: names, inputs: columns, targetNames: ["mtw"], targets: [values])
    func formula(_ expression: KANFormula.Expression, rmse: Double, constants: [Formula.Constant] = [])
      -> Formula
    {
      Formula(
        outputName: "mtw", outputUnit: "GeV", expression: expression,
        variables: zip(names, columns).map { name, column in
          Formula.Variable(
            name: name, range: (column.min() ?? 0)...(column.max() ?? 1),
            unit: name == "dphi_lep_met" ? nil : "GeV")
        }, constants: constants,
        fidelity: [
          Formula.Fidelity(
            part: "train", rmse: rmse, rSquared: 1 - rmse * rmse / 500, maximumError: 4 * rmse, count: 320),
          Formula.Fidelity(
            part: "validation", rmse: rmse, rSquared: 1 - rmse * rmse / 500, maximumError: 5 * rmse, count: 80
          ),
        ])
    }
    let best = formula(
      law, rmse: 2.9e-6,
      constants: [
        Formula.Constant(value: 2.0000012, standardError: 3.4e-6),
        Formula.Constant(value: 0.50000002, standardError: 1.3e-8, recognisedAs: "1/2"),
      ])
    var network = sampleNetwork("3,1+1,1", names: names)
    network = Network(
      inputs: zip(names, columns).map {
        Network.Feature(name: $0, shift: ($1.max() ?? 1) / 2, scale: ($1.max() ?? 1) / 2)
      },
      outputs: [Network.Feature(name: "mtw", shift: 60, scale: 30)], layers: network.layers)
    var file = ModelFile(
      network: network, formulas: [best],
      provenance: ["loss": "mse", "seed": "1", "targets": "mtw", "table": "events.csv"])
    var story = ModelStory()
    story.commands = [
      "kan train events.csv --target mtw --shape 3,1+1,1", "kan symbolify m.kan 'my events.csv'",
    ]
    story.alternatives = [
      formula(try KANFormula.Expression(parsing: "0.8*met"), rmse: 12),
      formula(try KANFormula.Expression(parsing: "0.9*sqrt(lep_pt*met)"), rmse: 5.5), best,
    ]
    story.odds = [0, 1 / 3.5e6, 1]
    file.tell(story)
    return try ModelReport(
      file, on: data, modelName: "m.kan", tableName: "events.csv",
      units: ["mtw": "GeV", "met": "GeV", "lep_pt": "GeV"])
  }

  /// A formula much wider than a column.
  static func wide() throws -> ModelReport {
    var text = "0.31415926535*x1"
    for n in 1...6 {
      text +=
        " + \(Double(n) * 1.2345678)*exp(-(x1 - \(Double(n) * 0.777))^2/(2.5 + x2^2))*sin(\(n)*x2 + 0.25*x1^3)/(1 + x1^2 + x2^4)"
    }
    let law = try KANFormula.Expression(parsing: "sqrt(1 + (\(text))^2) - tanh(\(text))")
    var random = SeededRandom(seed: 32)
    let columns = (0..<2).map { _ in (0..<200).map { _ in random.uniform(in: -1...1) } }
    let values = try CompiledExpression(law, variables: ["x1", "x2"]).values(columns)
    let data = try Dataset(inputNames: ["x1", "x2"], inputs: columns, targetNames: ["y"], targets: [values])
    let count = law.freeConstants.count
    let formula = Formula(
      outputName: "y", expression: law,
      constants: law.freeConstants.map { Formula.Constant(value: $0, standardError: abs($0) * 1e-4) },
      correlation: (0..<count).map { i in (0..<count).map { $0 == i ? 1 : -0.25 } },
      validity: FormulaValidity(
        box: [Formula.Variable(name: "x1", range: -1...1), Formula.Variable(name: "x2", range: -1...1)],
        conditions: [.init(text: "x1 - x2 > 0", function: "log", isViolated: true)]),
      agreement: NetworkAgreement(
        onData: .init(rms: 0.012, maximum: 0.041, count: 200),
        onBox: .init(rms: 0.013, maximum: 0.0456, count: 4096),
        certified: CertifiedBound(bound: 0.0481, largestSeen: 0.0456, isTight: true, boxes: 40),
        edges: [
          .init(
            edge: "0,1,2", certified: CertifiedBound(bound: nil, largestSeen: 0.5, isTight: false, boxes: 9))
        ]))
    var network = sampleNetwork("2,3,1", names: ["x1", "x2"])
    network = Network(
      inputs: ["x1", "x2"].map { Network.Feature(name: $0, shift: 0, scale: 1) },
      outputs: [Network.Feature(name: "y", shift: 0, scale: 1)],
      layers: network.layers)
    return try ModelReport(
      ModelFile(network: network, formulas: [formula]), on: data, modelName: "m.kan", tableName: "t.csv")
  }

  /// A network of curves for a classifier: no formula, event weights, a large shape.
  static func classifier() throws -> ModelReport {
    let names = (0..<12).map { "feature_\($0)" }
    let network = sampleNetwork("12,8,1", names: names)
    var random = SeededRandom(seed: 2)
    let columns = names.map { _ in (0..<500).map { _ in 1 + 2 * random.normal() } }
    let logits = network(columns)[0]
    let median = logits.sorted()[250]
    let data = try Dataset(
      inputNames: names, inputs: columns, targetNames: ["label"],
      targets: [logits.map { $0 > median ? 1 : 0 }],
      weights: logits.indices.map { $0 % 10 == 0 ? -0.5 : 1 })
    let file = ModelFile(network: network, provenance: ["loss": "bce", "targets": "label"])
    return try ModelReport(file, on: data, modelName: "m.kan", tableName: "events.csv")
  }

  /// A network of curves, the same each time.
  private static func sampleNetwork(_ shape: String, names: [String]) -> Network {
    do {
      return Network(
        inputs: names.map { Network.Feature(name: $0, shift: 1, scale: 2) },
        outputs: [Network.Feature(name: "m_W")],
        shape: try Network.Shape(parsing: shape), noise: 1, seed: 7)
    } catch { preconditionFailure("\(error)") }
  }
}
