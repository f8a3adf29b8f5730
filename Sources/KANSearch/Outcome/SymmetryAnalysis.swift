/// The symmetries of what is behind a table, and how they were found.
public struct SymmetryAnalysis: Sendable, Hashable, Codable {
  /// The column that is explained.
  public let target: String
  /// The columns that it was asked to depend on.
  public let inputs: [String]
  /// What holds, in the order in which it was found: each statement speaks of what the ones before have left.
  public let symmetries: [SymmetryAnalysis.Symmetry]
  /// All that the target depends on, as expressions of the user's columns, once the symmetries are used; empty where nothing is
  /// left.
  public let quantities: [String]
  /// What the target is, in terms of a function F of the quantities, such as `y = a^2*F(b - c)`.
  public let form: String
  /// √(mean square residual) over the spread of the target (of its logarithm where `isLogarithmic`), on rows kept back, of the
  /// network of all inputs.
  public let networkError: Double
  /// The same of the last network, to which the symmetries are built in.
  public let reducedError: Double
  /// Whether the networks learnt the logarithm of the target, which spans decades or is smoother so.
  public let isLogarithmic: Bool
  /// Rows of the table.
  public let rows: Int
  /// Rows that no network learnt from.
  package let judgedRows: Int
  /// The work done, in operations on one row.
  package let work: Int
  /// Things the user should know: inputs that never change, a network that explains too little, a budget that ended.
  public let notes: [String]
}
