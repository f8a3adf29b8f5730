import KANData
import KANFormula
import KANInterchange
import KANModel
import KANTraining
import SymbolLibrary

/// What is fed with bytes. Each either takes them or throws; a trap is a crash, and a property that does not hold ends in
/// `wrong`.
enum FuzzTarget: String, CaseIterable {
  case csv, npy, npz, gzip, model, checkpoint, efficientKAN, pykan, onnx, expression, unit, shape, library

  func run(_ bytes: [UInt8]) {
    switch self {
    case .csv: table(bytes, .csv)
    case .npy: table(bytes, .npy)
    case .npz: table(bytes, .npz)
    case .gzip: table([0x1F, 0x8B] + bytes, .automatic)
    case .model: model(bytes)
    case .checkpoint: checkpoint(bytes)
    case .efficientKAN: network { try ModelFile(importing: bytes) }
    case .pykan: pykan(bytes)
    // The version of the format comes first, by which such a file is known; without the trait `ONNX` it is refused.
    case .onnx: network { try ModelFile(importing: [8, 8] + bytes) }
    case .expression: expression(text(bytes))
    case .unit: unit(text(bytes))
    case .shape: shape(text(bytes))
    case .library: library(bytes)
    }
  }

  private func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

  private func wrong(_ what: String) -> Never { fatalError("wrong: \(what)") }

  private func table(_ bytes: [UInt8], _ format: Table.Options.Format) {
    var options = Table.Options()
    options.format = format
    guard let table = try? Table(bytes: bytes, options: options) else { return }
    if !table.columns.allSatisfy({ $0.count == table.rowCount && $0.allSatisfy(\.isFinite) }) {
      wrong("a table that is none")
    }
    guard table.rowCount * table.columns.count < 10_000 else { return }
    options.format = .csv
    options.header = .present
    let again = try? Table(bytes: table.csv(), options: options)
    if again?.columns != table.columns || again?.names != table.names {
      wrong("a table that does not come back from CSV")
    }
  }

  private func model(_ bytes: [UInt8]) {
    guard let model = network({ try ModelFile(bytes: bytes) }) else { return }
    _ = try? model.checkpoint()
    guard let written = try? model.bytes(), let again = try? ModelFile(bytes: written) else {
      wrong("a model that cannot be written and read again")
    }
    if again.network != model.network { wrong("a network that comes back as another") }
  }

  @discardableResult
  private func network(_ read: () throws -> ModelFile) -> ModelFile? {
    let model: ModelFile
    do { model = try read() } catch {
      if !(error is InterchangeError) { wrong("a file that is refused with another error: \(error)") }
      return nil
    }
    do {
      try model.network.validated()
    } catch { wrong("a network that is not sound was read: \(error)") }
    let box = model.network.trainingBox
    _ = model.network(box.map { [$0.lowerBound, $0.upperBound, 0, 1e9] })
    return model
  }

  private func checkpoint(_ bytes: [UInt8]) {
    guard let checkpoint = try? TrainingCheckpoint(text: text(bytes)) else { return }
    let network = checkpoint.state.network
    let columns = (0..<network.inputs.count).map { i in (0..<6).map { Double($0 + i) / 5 } }
    let outputs = checkpoint.settings.loss == .ce ? 1 : network.outputs.count
    guard
      let data = try? Dataset(
        inputNames: network.inputs.map(\.name), inputs: columns,
        targetNames: (0..<outputs).map { "target \($0)" },
        targets: (0..<outputs).map { _ in [0, 1, 0, 1, 1, 0] })
    else { return }
    try? checkpoint.check(data)
    // Whatever was read goes on for a step, or says why not.
    let settings = checkpoint.settings
    guard settings.steps < 1000, settings.refine.allSatisfy({ $0 < 20 }) else { return }
    var options = settings.options(threads: 1)
    options.steps = min(settings.steps, checkpoint.state.step < 100 ? checkpoint.state.step + 1 : 0)
    _ = try? network.trained(on: data, options: options, resuming: checkpoint.state)
  }

  /// Configuration and state with three zero bytes between them.
  private func pykan(_ bytes: [UInt8]) {
    let end = bytes.indices.first { bytes[$0...].starts(with: [0, 0, 0]) } ?? bytes.endIndex
    network {
      try ModelFile(importingPykan: Array(bytes[..<end]), state: Array(bytes[end...].dropFirst(3)))
    }
  }

  private func expression(_ text: String) {
    guard let expression = try? Expression(parsing: text) else { return }
    let plain = TextPrinter().print(expression)
    guard let again = try? Expression(parsing: plain) else { wrong("'\(plain)' cannot be read") }
    _ = again
    guard plain.utf8.count < 2000 else { return }
    _ = expression.simplified()
    if let variable = expression.variables.first { _ = expression.derivative(withRespectTo: variable) }
    let names = expression.variables
    if let compiled = try? CompiledExpression(expression, variables: names) {
      _ = compiled.values(names.map { _ in [-1, 0, 0.5, 1e300] })
    }
    let program = Program([Formula(outputName: text, expression: expression)])
    for language in OutputLanguages.all { _ = language.init(digits: 6).document(program) }
  }

  private func unit(_ text: String) { _ = try? PhysicalUnit(parsing: text) }

  private func shape(_ text: String) {
    guard let shape = try? Network.Shape(parsing: text) else { return }
    if (try? Network.Shape(parsing: shape.description)) != shape { wrong("'\(text)' as \(shape)") }
  }

  private func library(_ bytes: [UInt8]) { _ = try? SymbolCatalog(json: bytes) }
}
