import KANModel

extension Network {
  /// The account of replacing the splines of a network.
  public struct SymbolifyAccount: Sendable, Hashable, Codable {
    /// The decision for one edge.
    package struct Decision: Sendable, Hashable, Codable {
      /// The address of the edge.
      package let edge: Network.EdgeAddress
      /// The function it became, `tanh + x^3`; `nil` if it stays a spline.
      package let function: String?
      /// The deviation of the closed form from the spline that it replaced, over the spline's own spread.
      package let relativeError: Double?
      /// Root mean square residual of the whole network over the target's spread, before and after; of a classifier the loss over
      /// that of the shares of the classes alone.
      package let errorBefore: Double
      /// The same after the replacement and a short refit of everything else.
      package let errorAfter: Double
    }

    /// One decision per edge, in the order in which they were taken.
    package var decisions: [Decision]
    /// Root mean square residual over the target's spread, before anything was replaced.
    public var errorBefore: Double
    /// The same at the end.
    public var errorAfter: Double

    /// The edges that remain splines.
    public var remainingSplines: [Network.EdgeAddress] { decisions.filter { $0.function == nil }.map(\.edge) }
  }
}
