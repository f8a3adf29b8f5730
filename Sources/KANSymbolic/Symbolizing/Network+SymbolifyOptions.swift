import KANModel
import KANTraining
import SymbolLibrary

extension Network {
  /// The options of replacing splines by closed forms.
  public struct SymbolifyOptions: Sendable {
    /// The functions to choose from.
    public var catalog: SymbolCatalog
    /// The rise of the relative error that one replacement may cause, as a fraction of the target's spread; 0 or more.
    public var tolerance: Double
    /// The reference with which the network is compared while its edges are replaced.
    public var reference: Network.SymbolifyOptions.Reference
    /// The loss with which the network was trained. Edges of a classifier are judged by its own loss on the labels, over that of
    /// the shares of the classes alone: where classes are well separated its logits diverge, and their size is meaningless.
    public var loss = Loss.meanSquaredError
    /// The candidates tried in place for each edge.
    package var candidatesPerEdge: Int

    /// The defaults: the standard library, a rise of 0.5 % of the target's spread, against the targets.
    ///
    /// - Parameters:
    ///   - catalog: The functions to choose from.
    ///   - tolerance: The rise of the relative error that one replacement may cause, as a fraction of the
    ///     target's spread; 0 or more.
    ///   - reference: The reference with which the network is compared while its edges are replaced.
    public init(
      catalog: SymbolCatalog = .standard, tolerance: Double = 5e-3,
      reference: Network.SymbolifyOptions.Reference = .targets
    ) {
      self.init(catalog: catalog, tolerance: tolerance, reference: reference, candidatesPerEdge: 4)
    }

    /// The same with another number of candidates.
    package init(
      catalog: SymbolCatalog = .standard, tolerance: Double = 5e-3,
      reference: Network.SymbolifyOptions.Reference = .targets,
      candidatesPerEdge: Int = 4
    ) {
      self.catalog = catalog
      self.tolerance = tolerance
      self.reference = reference
      self.candidatesPerEdge = candidatesPerEdge
    }
  }
}
