import KANPlots
import SwiftKAN
import Testing

/// What a program that embeds the library is promised, used as from outside: this target sees public declarations only.
@Suite struct EmbeddingTests {
  /// y = 2a² + b on a small grid.
  private static func table() throws -> Table {
    let a: [Double] = (0..<60).map { Double($0 % 6) / 3 - 1 }
    let b: [Double] = (0..<60).map { Double($0 / 6) / 5 - 1 }
    return try Table(names: ["a", "b", "y"], columns: [a, b, zip(a, b).map { 2 * $0 * $0 + $1 }])
  }

  @Test func aFormIsFitted() throws {
    let form = try Form(parsing: "y = c*a^2 + d*b", columns: ["a", "b", "y"])
    let fit = try form.fit(to: Self.table())
    #expect(fit.constants.map(\.name) == ["c", "d"])
    #expect(fit.constants.allSatisfy { $0.standardError != nil })
    #expect(abs(fit.constants[0].value - 2) < 1e-9 && abs(fit.constants[1].value - 1) < 1e-9)
    #expect(fit.statistics.rows == 60 && fit.account.converged)
  }

  @Test func aLawIsSearchedPrintedAndWritten() async throws {
    let data = try Dataset(Self.table(), inputs: ["a", "b"], targets: ["y"])
    var options = Discovery.Options(effort: .low)
    options.methodsLeftOut = ["networks"]
    options.constraints = Discovery.Options.Constraints(maximumComplexity: 20)
    options.timeLimit = .seconds(60)
    #expect(Discovery.Options.methodNames.contains("networks"))
    let discovery = try await BackgroundRun.discovery(of: data, options: options).outcome
    let formula = try #require(discovery.formula)
    #expect(discovery.account.verdict == .exact && !discovery.account.sentences.isEmpty)
    #expect(formula.expression.value(at: ["a": 0.5, "b": 0.25]) == 0.75)
    #expect(formula.code(in: .python).contains("def law"))
    #expect(formula.code(in: .swift) == formula.swift())
    #expect(formula.latex().hasPrefix("y ="))
    let file = ModelFile(network: discovery.network, formulas: [formula])
    let again = try ModelFile(bytes: file.bytes())
    #expect(again.formulas == [formula])
    #expect(again.network(data.inputs) == discovery.network(data.inputs))
    let report = try ModelReport(file, on: data, modelName: "law.kan", tableName: "table.csv")
    #expect(ModelReport.Page(report).text.contains("</html>"))
    #expect(PaperFragment(report).formula.contains("y"))
    #expect(formula.expression.isDefined(on: formula.box))
    #expect(NetworkDiagram(discovery.network).svg().contains("</svg>"))
  }

  @Test func aNetworkIsTrainedPrunedAndRead() throws {
    let data = try Dataset(Self.table(), inputs: ["a", "b"], targets: ["y"])
    var options = TrainingOptions()
    options.optimizer = .lbfgs()
    options.steps = 40
    let start = try Network(for: data, shape: Network.Shape([2, 1]), seed: 3)
    var seen = 0
    let (trained, training) = try start.trained(on: data, options: options) { progress in
      seen += progress.step > 0 ? 1 : 0
      return true
    }
    #expect(seen > 0 && training.lossAfter < training.lossBefore)
    #expect(Metrics.rmse(trained(data.inputs)[0], data.targets[0]) < 0.1)
    let address = try Network.EdgeAddress(parsing: "0,0,0")
    let suggestion = try #require(try trained.suggestions(for: address, on: data).first)
    #expect(!suggestion.name.isEmpty && suggestion.rSquared > 0.99)
    #expect(try Plot.edge(address, of: trained, on: data.inputs, fit: suggestion).svg().contains("</svg>"))
    let fixed = try trained.fixing(address, to: suggestion)
    #expect(!fixed.isSymbolic && fixed.edgeAddresses.count == 2)
    // The description of an error is the sentence to show.
    #expect {
      try fixed.fixing(Network.EdgeAddress(parsing: "4,0,0"), to: suggestion)
    } throws: { error in
      "\(error)" == "a network of shape 2,1 has no edge 4,0,0 (layer,input,sum, counted from 0)"
    }
    #expect(try trained.pruned(on: data).account.edgesAfter == 2)
  }

  /// f is looked for, everything else is given.
  @Test func aFormWithAnOpenFunctionIsFilled() throws {
    let data = try Dataset(Self.table(), inputs: ["a", "b"], targets: ["y"])
    let discovery = try discover(data, form: "y = f(a) + b", options: Discovery.Options(effort: .low))
    let formula = try #require(discovery.formula)
    #expect(abs(formula.expression.value(at: ["a": 0.5, "b": 0.25]) - 0.75) < 1e-9)
    #expect(throws: (any Error).self) { try discover(data, form: "y = 2*a^2 + b") }
  }

  @Test func aFunctionIsDistilled() throws {
    let oracle = Oracle(inputNames: ["x"], outputName: "y", box: [0...1]) { columns in
      columns[0].map { 3 * $0 + 1 }
    }
    var options = Distillation.Options()
    options.search.effort = .low
    let formula = try #require(try distil(oracle, options: options).discovery.formula)
    #expect(abs(formula.expression.value(at: ["x": 0.5]) - 2.5) < 1e-9)
  }

  /// Foundation has an `Expression` of its own.
  @Test func expressionsAreBuiltAndDifferentiated() throws {
    let x = FormulaExpression.variable("x")
    let parsed = try FormulaExpression(parsing: "sin(x)^2")
    #expect(parsed == FormulaExpression.sin(x).pow(2))
    #expect(abs(parsed.derivative(withRespectTo: "x").value(at: ["x": 0.5]) - 0.8414709848078965) < 1e-15)
    #expect(try PhysicalUnit(parsing: "km").factor == 1000)
  }
}
