import ArgumentParser
import SwiftKAN

/// A rule for choosing a formula from the table, on the command line.
enum LawChoiceName: String, ExpressibleByArgument, CaseIterable {
  case evidence, knee

  var choice: Discovery.Options.Choice {
    switch self {
    case .evidence: .evidence
    case .knee: .knee
    }
  }
}
