import KANModel
import SymbolLibrary

extension Network {
  /// A closed form that an edge could become, fitted to the edge's values.
  public struct EdgeSuggestion: Sendable, Hashable, Codable {
    /// The closed form with fitted constants.
    package let edge: SymbolicEdge
    /// √(Σ residual² / Σ (y − ȳ)²) on the samples of the edge; 0 is a perfect fit.
    public let relativeError: Double
    /// The description length in nats, smaller is better: misfit, constants and complexity.
    public let score: Double
    /// The standard error of each free constant, in the order amplitude, rate, shift of each term and then the offset.
    package let standardErrors: [Double]

    /// 1 − relativeError².
    public var rSquared: Double { 1 - relativeError * relativeError }
    /// The names of the functions, `sin` or `tanh + x^3`.
    public var name: String { Self.name(of: edge) }

    static func name(of edge: SymbolicEdge) -> String {
      edge.terms.isEmpty ? "0" : edge.terms.map(\.symbol.name).joined(separator: " + ")
    }

    /// The number of terms; 0 for a constant.
    public var termCount: Int { edge.terms.count }
    /// The total price of the functions.
    package var complexity: Int { edge.terms.reduce(0) { $0 + $1.symbol.complexity } }
    /// The number of free constants.
    package var constantCount: Int { edge.freeConstantCount }
  }
}
