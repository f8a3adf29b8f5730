import Foundation
import KANPlots
import SwiftKAN
import Testing

/// The code that articles and tutorials show: it compiles here, and they show this very text.
@Suite struct DocumentationTests {
  /// Never runs: that it compiles is the test. Between two marks stands the code of one block.
  private static func samples(path: String, columns: [[Double]], masses: [Double]) async throws {
    do {
      // SAMPLE
      let data = try Dataset(contentsOf: path, target: "y")
      let discovery = try discover(data)
      if let formula = discovery.formula {
        print(formula.text, formula.latex(), formula.fidelity)
      }
      // SAMPLE
    }
    let data = try Dataset(contentsOf: path, target: "y")
    do {
      // SAMPLE
      var options = Discovery.Options()
      options.seedCount = 5
      let discovery = try discover(data, options: options)
      for candidate in discovery.candidates {
        print(candidate.formula.expression.complexity, candidate.error, candidate.formula.text)
      }
      // SAMPLE
    }
    do {
      // SAMPLE
      var options = TrainingOptions()
      options.loss = .binaryCrossEntropy
      let start = try Network(for: data, shape: Network.Shape(parsing: "2,3,1"))
      let trained = try start.trained(on: data, options: options).network
      let logits = trained(data.inputs)[0]
      let probabilities = logits.map { 1 / (1 + exp(-$0)) }
      // SAMPLE
      print(probabilities.count)
    }
    do {
      // SAMPLE
      let data = try Dataset(contentsOf: path, target: "species")
      let flowers = try discover(classesOf: data)
      let probabilities = try flowers.probabilities(on: data)
      // SAMPLE
      print(probabilities.count, flowers.fidelity.map(\.logLoss))
    }
    do {
      // SAMPLE
      let data = try Dataset(contentsOf: path, target: "y")
      let start = try Network(for: data, shape: Network.Shape(parsing: "2,1+1,1"))
      let trained = try start.trained(on: data).network
      let pruned = try trained.pruned(on: data).network
      let closed = try pruned.symbolified(on: data).network
      print(try closed.formulas(refinedOn: data)[0].text)
      // SAMPLE
    }
    do {
      // SAMPLE
      let run = BackgroundRun.discovery(of: data)
      for await progress in run.progress {
        print(progress.phase, progress.formula ?? "")
      }
      let discovery = try await run.outcome
      // SAMPLE
      // SAMPLE
      let file = ModelFile(network: discovery.network, formulas: discovery.formula.map { [$0] } ?? [])
      try file.write(to: path)
      let loaded = try ModelFile(contentsOf: path)
      let predictions = loaded.network(columns)
      // SAMPLE
      print(predictions.count)
    }
    do {
      // SAMPLE
      var options = TrainingOptions()
      options.precision = .single
      options.threads = 4
      // SAMPLE
      print(options.steps)
    }
    do {
      // SAMPLE
      let catalog = SymbolCatalog.standard.appending(try SymbolCatalog(contentsOf: path))
      let options = Discovery.Options(catalog: catalog)
      // SAMPLE
      print(options.seed)
    }
    do {
      // SAMPLE
      var plot = Plot(
        "Drell-Yan", x: Plot.Axis("m", unit: "GeV"), y: Plot.Axis("events", scale: .logarithmic))
      plot.add(.histogram(Histogram(masses, bins: 60), label: "simulation"))
      try plot.write(to: "mass.pdf")
      // SAMPLE
      // SAMPLE
      let column = plot.sized(width: 244, fontSize: 8)
      try column.write(to: "column.png", resolution: 600)
      // SAMPLE
    }
    do {
      // SAMPLE
      let file = try ModelFile(contentsOf: "law.kan")
      let predictions = file.network(columns)
      for formula in file.formulas {
        let values = try formula.values(columns)
        print(formula.outputName, values.count, predictions.count)
      }
      // SAMPLE
    }
    do {
      // SAMPLE
      let file = try ModelFile(contentsOf: "law.kan")
      let predictions = file.network(columns)
      // SAMPLE
      print(predictions.count)
    }
    do {
      // SAMPLE
      let data = try Dataset(
        contentsOf: "events.csv", target: "mtw", inputs: ["lep_pt", "met", "dphi_lep_met"])

      let discovery = try discover(data)
      guard let formula = discovery.formula else { fatalError("no closed form was found") }
      print(formula.text)

      for part in formula.fidelity { print(part.part, part.count, part.rmse, part.rSquaredText) }
      for constant in formula.constants { print(constant.measured.text(), constant.recognisedAs ?? "free") }

      print(formula.latex(constants: .plusMinus))
      // SAMPLE
    }
    do {
      // SAMPLE
      let data = try Dataset(contentsOf: "table.csv", target: "y")
      let start = try Network(for: data, shape: Network.Shape(parsing: "2,1+1,1"))

      let (trained, training) = try start.trained(on: data)
      print("loss", training.lossBefore, "→", training.lossAfter)

      let (pruned, pruning) = try trained.pruned(on: data)
      print("edges", pruning.edgesBefore, "→", pruning.edgesAfter)

      let (closed, symbolification) = try pruned.symbolified(on: data)
      precondition(symbolification.remainingSplines.isEmpty, "some edges stay splines")
      let formulas = try closed.formulas(refinedOn: data)
      print(formulas[0].text)

      try ModelFile(network: closed, formulas: formulas).write(to: "law.kan")
      // SAMPLE
    }
  }

  private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  /// The code between the marks above, without its indent.
  private static let known: Set<String> = {
    guard let source = try? String(contentsOfFile: #filePath, encoding: .utf8) else { return [] }
    let parts = source.components(separatedBy: "      // SAMPLE\n")
    return Set(stride(from: 1, to: parts.count - 1, by: 2).map { plain(parts[$0]) })
  }()

  /// Code without imports, and without blanks: an article may break its lines elsewhere.
  private static func plain(_ code: String) -> String {
    code.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
      .filter { !$0.hasPrefix("import ") && $0 != "// SAMPLE" }.joined().filter { !$0.isWhitespace }
  }

  private static func files(_ folder: String, _ ending: String) -> [URL] {
    let all = FileManager.default.enumerator(
      at: root.appendingPathComponent(folder), includingPropertiesForKeys: nil)
    return (all?.compactMap { $0 as? URL } ?? []).filter { $0.pathExtension == ending }.sorted {
      $0.path < $1.path
    }
  }

  private static let catalogues = [
    "Sources/SwiftKAN/SwiftKAN.docc", "Sources/KANPlots/KANPlots.docc", "Sources/KANCore/KANCore.docc",
  ]

  @Test func articlesShowCodeThatCompiles() throws {
    var count = 0
    for file in Self.catalogues.flatMap({ Self.files($0, "md") }) {
      let text = try String(contentsOf: file, encoding: .utf8)
      for block in text.components(separatedBy: "```swift\n").dropFirst() {
        let code = block.components(separatedBy: "\n```")[0]
        #expect(Self.known.contains(Self.plain(code)), "\(file.lastPathComponent): \(code)")
        count += 1
      }
    }
    #expect(count >= 10)
  }

  /// Every step of a tutorial shows the beginning of code that compiles.
  @Test func tutorialsShowCodeThatCompiles() throws {
    let steps = Self.files("Sources/SwiftKAN/SwiftKAN.docc/Resources", "swift")
    #expect(steps.count == 9)
    for file in steps {
      let code = Self.plain(try String(contentsOf: file, encoding: .utf8))
      #expect(Self.known.contains { $0.hasPrefix(code) }, "\(file.lastPathComponent)")
    }
  }

  /// What a page names is there: articles, tutorials, pictures, code.
  @Test func everyReferenceOfACatalogueLeadsSomewhere() throws {
    for folder in Self.catalogues {
      let all = ["md", "tutorial", "swift", "png"].flatMap { Self.files(folder, $0) }
      let names = Set(all.map { $0.deletingPathExtension().lastPathComponent } + all.map(\.lastPathComponent))
      for file in all where ["md", "tutorial"].contains(file.pathExtension) {
        let text = try String(contentsOf: file, encoding: .utf8)
        for (mark, end) in [
          ("<doc:", ">"), ("tutorial: \"doc:", "\""), ("source: \"", "\""), ("file: \"", "\""),
        ] {
          for part in text.components(separatedBy: mark).dropFirst() {
            let name = part.components(separatedBy: end)[0].split(separator: "/").last.map(String.init) ?? ""
            #expect(names.contains(name), "\(file.lastPathComponent) names '\(name)'")
          }
        }
      }
    }
  }
}
