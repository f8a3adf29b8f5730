import KANPlots
import SwiftKAN

/// The reason why the tool ends early: one sentence for stderr and the exit code.
struct Failure: Error {
  let message: String
  let status: ExitStatus

  init(_ message: String, status: ExitStatus = .badInput) {
    self.message = message
    self.status = status
  }

  /// A sentence of the library, and a hint on what to type: a clause, or in parentheses the option for what the sentence ends with.
  init(_ sentence: String, hint: String?) {
    guard let hint else {
      self.init(sentence)
      return
    }
    let start = sentence.hasSuffix(".") ? String(sentence.dropLast()) : sentence
    self.init(start + (hint.hasPrefix("(") ? " " : "; ") + hint)
  }
}

extension Failure {
  /// Translates an error of the libraries for the user of the command; `nil` for errors of the command line itself, which
  /// ArgumentParser explains better.
  init?(_ error: any Error) {
    switch error {
    case let failure as Failure: self = failure
    case let error as DataError: self.init("\(error)")
    case let error as FormulaError: self.init("\(error)")
    case let error as SymbolLibraryError: self.init("\(error)", hint: Self.hint(for: error))
    case let error as InterchangeError: self.init("\(error)", hint: Self.hint(for: error))
    case let error as ModelError: self.init("\(error)", hint: Self.hint(for: error))
    case let error as TrainingError: self.init("\(error)")
    case let error as SharedFailure: self.init("\(error)")
    case let error as SymbolicError: self.init("\(error)", hint: Self.hint(for: error))
    case let error as OracleError: self.init("\(error)")
    case let error as ReportError: self.init("\(error)", hint: Self.hint(for: error))
    case let error as PlotError: self.init("\(error)")
    default: return nil
    }
  }

  /// A command-line hint that the library cannot give.
  private static func hint(for error: ReportError) -> String? {
    switch error {
    case .nothingToShow(_, .history): "`kan train` writes one"
    case .nothingToShow(_, .alternatives): "`kan discover --out` writes one, in network.kan"
    case .nothingToShow(_, .edge): "choose one with --edge l,i,j; `kan inspect` lists them"
    case .nothingToShow(_, .noSuchEdge): "`kan inspect` lists the edges"
    case .nothingToShow(_, .table): "give one after the model"
    case .noFormula: "(`kan symbolify`)"
    case .damagedCheckpoint: "`kan discover --out` leaves one when it is stopped"
    case .unusableParts: "`kan discover --share` writes them with --out"
    case .nothingToShow, .unwritableFolder, .unwritableFile, .damagedStory: nil
    }
  }

  /// The same for functions.
  private static func hint(for error: SymbolLibraryError) -> String? {
    switch error {
    case .unknownName: "`kan functions` lists all of them"
    case .unreadableFile, .malformedFile: nil
    }
  }

  /// The same for networks.
  private static func hint(for error: ModelError) -> String? {
    switch error {
    case .noSuchEdge, .noClosedForm: "`kan inspect` lists the edges"
    case .malformedShape, .shapeMismatch, .malformedAddress, .splineEdge, .notFinite, .inconsistent,
      .notCompiled:
      nil
    }
  }

  /// The same for errors between table and formula.
  private static func hint(for error: SymbolicError) -> String? {
    switch error {
    case .edgeMissing, .edgeCut: "`kan inspect` lists the edges"
    case .columnsDiffer: "name them with --inputs"
    case .targetsDiffer: "name them with --target"
    case .severalTargets: "(--target)"
    case .form(.noUnknownFunction): "`kan fit` finds constants"
    case .form(.formOfLabels): "(--task quantity)"
    case .constantTarget, .squaresOutOfRange, .tooFewRows, .noSuggestion, .notFinite, .stopped, .outOfTime,
      .nothingTrained, .noSuchCandidate, .unknownClass,
      .unknownUnitColumn, .optionOutOfRange, .fitting, .form, .checkpointMismatch:
      nil
    }
  }

  /// The same for network files.
  private static func hint(for error: InterchangeError) -> String? {
    switch error {
    case .unnamedBase: "(--base)"
    case .cannotExport(_, "the inner grids", _): "allow more with --tolerance"
    case .unnamedActivations: "(such as --activations tanh)"
    case .unsupportedNetwork: "(`kan distil --oracle`)"
    default: nil
    }
  }
}

extension Failure: CustomStringConvertible {
  /// The sentence, which ranks exchange.
  var description: String { message }
}
