/// The symmetries of the function behind a table, and how they were found.
public struct SymmetryAnalysis: Sendable, Hashable, Codable {
  /// The column that is explained.
  public let target: String
  /// The columns on which it may depend.
  public let inputs: [String]
  /// The symmetries in the order in which they were found: each applies to the remainder after the previous ones.
  public let symmetries: [SymmetryAnalysis.Symmetry]
  /// All quantities on which the target depends once the symmetries are used, as expressions of the user's columns; empty if there
  /// are none.
  public let quantities: [String]
  /// The form of the target in terms of a function F of the quantities, such as `y = a^2*F(b - c)`.
  public let form: String
  /// √(mean square residual) over the spread of the target (of its logarithm if `isLogarithmic`), on validation rows, of the
  /// network of all inputs.
  public let networkError: Double
  /// The same for the last network, with the symmetries built in.
  public let reducedError: Double
  /// Whether the networks learned the logarithm of the target, because it spans decades or is smoother on that scale.
  public let isLogarithmic: Bool
  /// The number of rows of the table.
  public let rows: Int
  /// The number of validation rows.
  package let judgedRows: Int
  /// The work done, in operations on one row.
  package let work: Int
  /// Notes for the user: constant inputs, a network that explains too little, an exhausted budget.
  public let notes: [String]
}
