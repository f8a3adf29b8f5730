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

/// How a model came about: what every step of the way noted in its file, for pictures and reports.
package struct ModelStory: Sendable, Hashable, Codable {
  /// The command lines in order, without what changes no number.
  package var commands: [String] = []
  /// How it was trained.
  package var training: Network.TrainingAccount?
  /// What was pruned.
  package var pruning: Network.PruningAccount?
  /// What became of its edges.
  package var symbolification: Network.SymbolifyAccount?
  /// How a search for a law went.
  package var search: Discovery.Account?
  /// The best formula at each complexity that the search found, simplest first.
  package var alternatives: [Formula] = []

  /// A story without a beginning.
  package init() {}

  /// Whether a search found the law without a network.
  var foundWithoutSplines: Bool { search?.origin.map { !$0.isFromNetwork } ?? false }
}

extension ModelFile {
  private static let storyKey = "story"

  /// How the model came about, as far as its file says.
  ///
  /// - Throws: `ReportError.damagedStory`.
  package func story() throws(ReportError) -> ModelStory {
    guard let text = extraMetadata[Self.storyKey] else { return ModelStory() }
    do {
      return try JSONText.decoder.decode(ModelStory.self, from: Data(text.utf8))
    } catch { throw .damagedStory }
  }

  /// Notes how the model came about.
  package mutating func tell(_ story: ModelStory) {
    // What has been decoded or computed encodes; a story that does not is left out rather than the model.
    extraMetadata[Self.storyKey] = try? JSONText.line(story)
  }
}
