import ArgumentParser
import SwiftKAN

/// A rule by which a formula of the table is chosen, as the command line has it.
enum LawChoiceName: String, ExpressibleByArgument, CaseIterable {
  case evidence, knee

  var choice: Discovery.Options.Choice {
    switch self {
    case .evidence: .evidence
    case .knee: .knee
    }
  }
}
