import KANPlots
import SwiftKAN

/// Why the tool ends early: one sentence for stderr and the code to exit with.
struct Failure: Error {
  let message: String
  let status: ExitStatus

  init(_ message: String, status: ExitStatus = .badInput) {
    self.message = message
    self.status = status
  }
}

extension Failure {
  /// What an error of the libraries means for the one who typed the command; `nil` for errors of the
  /// command line itself, which ArgumentParser explains better.
  init?(_ error: any Error) {
    switch error {
    case let failure as Failure: self = failure
    case let error as DataError: self.init("\(error)")
    case let error as FormulaError: self.init("\(error)")
    case let error as SymbolLibraryError: self.init("\(error)")
    case let error as InterchangeError: self.init("\(error)")
    case let error as ModelError: self.init("\(error)")
    case let error as TrainingError: self.init("\(error)")
    case let error as SymbolicError: self.init("\(error)")
    case let error as ReportError: self.init("\(error)")
    case let error as PlotError: self.init("\(error)")
    default: return nil
    }
  }
}
