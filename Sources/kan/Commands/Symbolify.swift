import ArgumentParser
import SwiftKAN

/// `kan symbolify`: from a trained network to a closed form.
struct Symbolify: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Replaces every spline by a function.",
    discussion: """
      Tries the best functions for each edge in place, keeps the one with which the whole network fits best, and refines all \
      constants together. A classifier is judged by its loss on the labels, and its formulas are log-odds (or scores of \
      classes). An edge that no function fits stays a spline, and the tool then ends with exit code 3. Without a table, the \
      functions are fitted to the network's outputs on its own grids.

      If a network only approximates its law, there may be no short formula that fits its curves one by one. If the formula of an output has \
      more than \(WholeFormula.longestReadable) nodes, or a curve stays a spline, the tool also looks for a formula of the whole network, as `kan distil` does at low \
      effort, and shows the short formula too; --no-whole turns this off.

      The distance between the formula and the network that it was read from is bounded by a proof on the whole box of the data. With \
      --out the tool writes formula.tex, Formula.swift and the table of constants.

      Examples:

        kan symbolify p.kan table.csv -o s.kan
        kan symbolify p.kan table.csv -o s.kan --functions x,x^2,sin,exp
        kan symbolify p.kan table.csv -o s.kan --constant g=9.80665 --out result
        kan symbolify imported.kan -o s.kan
      """)

  @OptionGroup var data: ModelTable

  @Option(name: .shortAndLong, help: ArgumentHelp("The model file to write.", valueName: "file.kan"))
  var output: String

  @Option(
    help:
      "The largest accepted increase of the error by one replacement, as a fraction of the target's standard deviation; for classifiers, of the loss of a constant prediction."
  )
  var tolerance = Network.SymbolifyOptions().tolerance

  @Option(
    help: ArgumentHelp(
      "A folder for the formula and its constants; created if it does not exist.", valueName: "folder"))
  var out: String?

  @Flag(
    inversion: .prefixedNo,
    help: "Look for a short formula of the whole network if its curves give a long one.")
  var whole = true

  @OptionGroup var test: TestTable
  @OptionGroup var symbols: SymbolOptions
  @OptionGroup var constants: ConstantOptions
  @OptionGroup var speech: OutputOptions

  /// The input files.
  private var inputs: [String] {
    [data.model, data.table, test.path, symbols.own.library].compactMap(\.self)
  }

  func run() throws {
    let file = try ModelFile(named: data.model)
    try OutputPath.check([output], besides: inputs)
    let (dataset, validation) = file.parts(of: try data.dataset(for: file))
    let named = try constants.named(besides: dataset.inputNames + dataset.targetNames)
    let rows = try test.dataset(like: dataset, data.reading, remembering: file.columns)
    let folder = try out.map { try OutputFolder(creating: $0, besides: inputs) }
    var options = Network.SymbolifyOptions(catalog: try symbols.catalog(), tolerance: tolerance)
    // Points of a network's own grids have its outputs as targets, not labels.
    if data.table != nil {
      try file.lossName.check(dataset)
      options.loss = file.lossName.loss
    }
    let (network, account) = try speech.watching { observer in
      try file.network.symbolified(on: dataset, options: options, observer: observer)
    }
    let isClosed = account.remainingSplines.isEmpty
    let recognition = WorkBudget(
      limit: Network.recognitionWork, cancellation: Interruption.cancellation)
    var formulas =
      isClosed
      ? try network.formulas(
        refinedOn: dataset, validation: validation, loss: options.loss, constants: named,
        comparedWith: file.network, recognition: recognition)
      : []
    let ended =
      recognition.isExhausted
      ? "the recognition of constants ended \(Interruption.isRequested ? "on request" : "at its limit of work"): constants that were not tried stay measured"
      : nil
    for n in formulas.indices { formulas[n].meaning = file.meaning(ofOutput: formulas[n].outputName) }
    if let rows { formulas = try formulas.map { try $0.measured(on: rows, as: "test") } }
    try file.replacing(network, formulas: formulas, note: data.note)
      .telling { $0.symbolification = account }.write(to: output)
    _ = try folder?.write(formulas)
    let wholes = whole ? try wholeFormulas(of: file, besides: formulas, named) : []
    try speech.printResult(
      SampledAccount(
        SymbolifyRecord(account, formulas: formulas, wholes: wholes, notes: ended.map { [$0] }),
        note: data.note),
      text: SymbolifyText(
        account, formulas: formulas, wholes: wholes, notes: [data.note, ended].compactMap { $0 }
      ).text)
    try Interruption.raise("the edges fixed so far are kept")
    guard isClosed else {
      let edges = account.remainingSplines.map(\.description).joined(separator: " ")
      throw Failure(
        "these edges remain splines: \(edges); allow more --functions or prune first", status: .goalMissed)
    }
  }

  /// Short formulas of the whole network, beside the long ones.
  private func wholeFormulas(
    of file: ModelFile, besides formulas: [Formula], _ constants: [NamedConstant]
  ) throws -> [WholeFormula] {
    var options = Discovery.Options()
    options.catalog = try symbols.catalog()
    options.constants = constants
    options.effort = .low
    var wholes = speech.watching { observer in
      WholeFormula.all(
        of: file.network, besides: formulas, options: options, cancellation: Interruption.cancellation,
        observer: observer)
    }
    for n in wholes.indices { wholes[n].formula.meaning = file.meaning(ofOutput: wholes[n].output) }
    return wholes
  }
}
