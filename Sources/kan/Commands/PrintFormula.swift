import ArgumentParser
import SwiftKAN

/// `kan formula`: what a model computes, as a formula in a chosen language.
struct PrintFormula: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "formula",
    abstract: "Prints the formula of a model.",
    discussion: """
      Every network has one: edges that are still splines are written as piecewise polynomials, node by node. The \
      languages:

      \(LanguageName.table)

      --verify runs the code, with all digits, using the language's own tool, if it is installed, at 100 points of the \
      box and compares the values with those of the formula.

      Examples:

        kan formula s.kan
        kan formula s.kan --format latex --digits 4
        kan formula m.kan --format python > law.py
        kan formula s.kan --format c --verify > law.c
        kan formula s.kan --uncertainty parentheses
        kan formula s.kan --constants latex > constants.tex
        kan formula s.kan --format swift > Law.swift
        kan formula result/network.kan --pick 3 --format python
      """)

  @Argument(help: "The model file.")
  var model: String

  @Option(help: "The output language.")
  var format = LanguageName(TextPrinter.self)

  @Option(
    help: ArgumentHelp(
      "Significant digits of measured constants; by default all. Coefficients of splines always keep all digits.",
      valueName: "count"))
  var digits: Int?

  @Option(help: ArgumentHelp("Name of the function in generated code.", valueName: "name"))
  var function = "law"

  @Option(
    help: ArgumentHelp(
      "Choose the law with this number in the table that `kan discover --out` printed.", valueName: "number"))
  var pick: Int?

  @Flag(help: "For latex: write only the equations, each on one line, for use within a text.")
  var bare = false

  @Flag(help: "Write the network node by node, even if all its edges are closed forms.")
  var byNode = false

  @Flag(help: "Run the code with the language's own tool and compare the values.")
  var verify = false

  @Option(
    help: ArgumentHelp(
      "Round measured constants to their errors: parentheses, as in 12.31(4), plus-minus or plain. For text, latex and mathml; code keeps all digits.",
      valueName: "style"))
  var uncertainty: Formula.MeasuredValue.Style?

  @Option(
    help: ArgumentHelp(
      "Print the table of constants, with errors and correlations, instead of the formula: latex, csv or json.",
      valueName: "format"))
  var constants: ConstantTable.Format?

  @OptionGroup var speech: OutputOptions

  func validate() throws {
    if bare, !(format.language is LaTeXPrinter.Type) || byNode || uncertainty != nil {
      throw ValidationError(
        "--bare needs --format latex and cannot be combined with --by-node or --uncertainty.")
    }
    if byNode, pick != nil || constants != nil || uncertainty != nil {
      throw ValidationError(
        "--by-node writes the network and cannot be combined with --pick, --constants or --uncertainty.")
    }
    if function.allSatisfy(\.isWhitespace) {
      throw ValidationError("--function needs a name; without it the function is called 'law'.")
    }
    if let digits, !(1...17).contains(digits) {
      throw ValidationError("--digits needs a number from 1 to 17, not \(digits).")
    }
    let typeset = [TextPrinter.name, LaTeXPrinter.name, "mathml"]
    if uncertainty != nil, constants == nil, !typeset.contains(format.language.name) {
      throw ValidationError(
        "--uncertainty writes numbers that are not valid \(format.language.name) code; use it with \(typeset.joined(separator: ", ")), "
          + "or --constants csv for the errors.")
    }
  }

  func run() throws {
    let file = try ModelFile(named: model)
    let formulas = try chosen(from: file)
    if constants != nil || uncertainty != nil || bare, formulas.isEmpty {
      throw Failure(
        "\(model) contains splines and no fitted constants; `kan symbolify` finds closed forms",
        status: .goalMissed)
    }
    if let constants {
      for formula in formulas {
        try Results.print(try ConstantTable(formula, style: uncertainty ?? .parentheses).text(constants))
      }
      return
    }
    let program = formulas.isEmpty ? named(file) : Program(formulas, name: function)
    let check = verify ? try verification(of: program, box: file.network) : nil
    let text = oneLiners(formulas) ?? format.language.init(digits: digits).document(program)
    if speech.json {
      try printRecord(formulas, program, check)
    } else {
      try Results.print(text)
      if let check { Terminal.write(check + "\n") }
    }
  }

  /// The model's own formulas, or the one of its search that --pick selects.
  private func chosen(from file: ModelFile) throws -> [Formula] {
    guard let pick else {
      if byNode { return [] }
      return try file.closedForms()
    }
    let table = try file.story().alternatives
    guard !table.isEmpty else {
      throw Failure(
        "\(model) does not come from a search, so it has no table of laws; leave out --pick")
    }
    guard table.indices.contains(pick - 1) else {
      throw SymbolicError.noSuchCandidate(pick, count: table.count)
    }
    return [table[pick - 1]]
  }

  /// The formulas on one line each, or with constants rounded to their errors, if requested.
  private func oneLiners(_ formulas: [Formula]) -> String? {
    if bare, !formulas.isEmpty { return formulas.map { $0.latex(digits: digits) }.joined(separator: "\n") }
    guard let uncertainty, !formulas.isEmpty else { return nil }
    let shown = formulas.map { $0.showing(uncertainty) }
    guard format.language is TextPrinter.Type else {
      return format.language.init(digits: digits).document(Program(shown, name: function))
    }
    return formulas.map { $0.equation(constants: uncertainty) }.joined(separator: "\n")
  }

  private func printRecord(_ formulas: [Formula], _ program: Program, _ check: String?) throws {
    if formulas.isEmpty {
      try Results.print(try JSONText.document(ProgramRecord(program)))
    } else {
      try Results.print(try JSONText.document(formulas.map(FormulaRecord.init)))
    }
    if let check { Terminal.write(check + "\n") }
  }

  /// The network of a file node by node.
  private func named(_ file: ModelFile) -> Program {
    var program = file.network.program()
    program.name = function
    program.remarks += file.network.outputs.compactMap { file.meaning(ofOutput: $0.name).remark }
    return program
  }

  /// The result of running the text, as a sentence.
  private func verification(of program: Program, box network: Network) throws -> String {
    let name = format.language.name
    let columns = Dictionary(
      zip(network.inputs.map(\.name), network.sampledInputs(count: 100)),
      uniquingKeysWith: { first, _ in first })
    let points = (0..<100).map { s in program.inputs.map { columns[$0.name]?[s] ?? 0.5 } }
    switch try LanguageVerifier().verify(
      format.language, [LanguageTrial.Case(program: program, points: points)])
    {
    case .agrees(let values, let error):
      return "verified: \(values) values agree, the largest difference is \(error.text(digits: 2))"
    case .accepted: return "verified: the tool accepts the text without complaint"
    case .differs(let error, _, let point):
      throw Failure("The \(name) text differs from the formula by \(error) at \(point).", status: .goalMissed)
    case .missing(let tool):
      throw Failure(
        "The \(name) text cannot be verified here: '\(tool)' is not on the PATH or lacks a package; install it or leave "
          + "out --verify.", status: .goalMissed)
    case .failed(let message):
      throw Failure("The tool for \(name) failed: \(message)", status: .goalMissed)
    case .unverifiable:
      throw Failure(
        "\(name) output cannot be run for verification; leave out --verify.", status: .goalMissed)
    }
  }
}

extension Formula.MeasuredValue.Style: ExpressibleByArgument {}
extension ConstantTable.Format: ExpressibleByArgument {}
