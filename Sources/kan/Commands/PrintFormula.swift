import ArgumentParser
import SwiftKAN

/// `kan formula`: the closed form of a model.
struct PrintFormula: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "formula",
    abstract: "Prints the formula of a model.",
    discussion: """
      The text form is plain infix that SymPy reads once ^ is **. The Swift form is a whole source file.

      Examples:

        kan formula s.kan
        kan formula s.kan --format latex --digits 4
        kan formula s.kan --uncertainty parentheses
        kan formula s.kan --constants latex > constants.tex
        kan formula s.kan --format swift > Law.swift
      """)

  /// The languages that a formula can be written in.
  enum Format: String, ExpressibleByArgument, CaseIterable { case text, latex, swift }

  @Argument(help: "The model file.")
  var model: String

  @Option(help: "The language to write the formula in.")
  var format: Format = .text

  @Option(
    help: ArgumentHelp("Significant digits of measured constants; all when left out.", valueName: "count"))
  var digits: Int?

  @Option(
    help: ArgumentHelp(
      "Round measured constants to their errors, as parentheses (12.31(4)), plus-minus or plain; for text and latex.",
      valueName: "style"))
  var uncertainty: MeasuredValue.Style?

  @Option(
    help: ArgumentHelp(
      "Print the table of constants instead, with errors and correlations: latex, csv or json.",
      valueName: "format"))
  var constants: ConstantTable.Format?

  @OptionGroup var speech: OutputOptions

  func validate() throws {
    if let digits, !(1...17).contains(digits) {
      throw ValidationError("--digits needs a number from 1 to 17, not \(digits).")
    }
  }

  func run() throws {
    let file = try ModelFile(named: model)
    let formulas = file.formulas.isEmpty ? try composed(from: file.network) : file.formulas
    if let constants {
      for formula in formulas {
        print(try ConstantTable(formula, style: uncertainty ?? .parentheses).text(constants), terminator: "")
      }
      return
    }
    try speech.printResult(
      formulas.map(FormulaRecord.init), text: formulas.map(text).joined(separator: "\n"))
  }

  private func composed(from network: Network) throws -> [Formula] {
    do {
      return try network.formulas()
    } catch {
      // An edge is still a spline; the message says which.
      throw Failure("\(error)", status: .goalMissed)
    }
  }

  private func text(_ formula: Formula) -> String {
    switch (format, uncertainty) {
    case (.text, let style?): return "\(formula.outputName) = \(formula.text(constants: style))"
    case (.latex, let style?): return formula.latex(constants: style)
    default: break
    }
    return switch format {
    case .text: "\(formula.outputName) = \(formula.text(digits: digits))"
    case .latex: formula.latex(digits: digits)
    case .swift: formula.swift(functionName: "law")
    }
  }
}

extension MeasuredValue.Style: ExpressibleByArgument {}
extension ConstantTable.Format: ExpressibleByArgument {}
