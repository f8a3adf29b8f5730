import KANFormula
import KANInterchange
import KANModel
import KANSearch
import KANSymbolic
import KANTraining

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// The history of a model: the records that each step left in its file, for figures and reports.
package struct ModelStory: Sendable, Hashable, Codable {
  /// The command lines in order, without options that do not affect the numbers.
  package var commands: [String] = []
  /// How it was trained.
  package var training: Network.TrainingAccount?
  /// What was pruned.
  package var pruning: Network.PruningAccount?
  /// How its edges were replaced by closed forms.
  package var symbolification: Network.SymbolifyAccount?
  /// How a search for a law went.
  package var search: Discovery.Account?
  /// The best formula at each complexity that the search found, simplest first.
  package var alternatives: [Formula] = []
  /// The odds against the chosen one of each of them; `nil` in older files.
  package var odds: [Double]?

  /// An empty history.
  package init() {}

  /// Whether some rows of a search were kept for validation; otherwise it used cross-validation.
  var hasValidationRows: Bool {
    let laws = alternatives.flatMap(\.fidelity)
    return laws.isEmpty || laws.contains { $0.part == "validation" }
  }

  /// Whether a search found the law without a network.
  var foundWithoutSplines: Bool { search?.origin.map { !$0.isFromNetwork } ?? false }
}

extension ModelFile {
  private static let storyKey = "story"

  /// The history of the model, as far as its file records it.
  ///
  /// - Throws: `ReportError.damagedStory`.
  package func story() throws(ReportError) -> ModelStory {
    guard let text = extraMetadata[Self.storyKey] else { return ModelStory() }
    do {
      return try JSONText.decoder.decode(ModelStory.self, from: Data(text.utf8))
    } catch { throw .damagedStory }
  }

  /// Records the history of the model.
  package mutating func tell(_ story: ModelStory) {
    // Whatever was decoded or computed can be encoded; if not, the history is left out rather than the model lost.
    extraMetadata[Self.storyKey] = try? JSONText.line(story)
  }
}
