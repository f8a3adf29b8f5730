import KANModel

extension Network {
  /// What became of every spline of a network.
  public struct SymbolifyAccount: Sendable, Hashable, Codable {
    /// The fate of one edge.
    package struct Decision: Sendable, Hashable, Codable {
      /// Where the edge sits.
      package let edge: Network.EdgeAddress
      /// The function it became, `tanh + x^3`; `nil` if it stays a spline.
      package let function: String?
      /// How far the closed form is from the spline it replaced, over the spline's own spread.
      package let relativeError: Double?
      /// Root mean square residual of the whole network over the target's spread, before and after; of a classifier the loss over
      /// that of the shares of the classes alone.
      package let errorBefore: Double
      /// The same after the replacement and a short refit of everything else.
      package let errorAfter: Double
    }

    /// One decision an edge, in the order they were taken.
    package var decisions: [Decision]
    /// Root mean square residual over the target's spread, before anything was replaced.
    public var errorBefore: Double
    /// The same at the end.
    public var errorAfter: Double

    /// The edges that stay splines.
    public var remainingSplines: [Network.EdgeAddress] { decisions.filter { $0.function == nil }.map(\.edge) }
  }
}
