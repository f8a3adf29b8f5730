extension SymmetryAnalysis {
  /// A symmetry: a change of the inputs that leaves the target unchanged or changes it in a simple way, with its evidence.
  public struct Symmetry: Sendable, Hashable, Codable {
    /// The kinds of symmetries.
    public enum Kind: String, Sendable, Hashable, Codable, CaseIterable {
      /// The target does not depend on an input.
      case independence
      /// The target is proportional to a power of an input.
      case factor
      /// Inputs may be shifted together: only their differences matter, or a linear combination.
      case translation
      /// Inputs may be scaled together: only products and ratios of their powers matter.
      case scaling
      /// Two inputs may be rotated into each other: only the sum of their squares matters.
      case rotation
      /// Two inputs matter only through a sum of powers of them, or through one times the exponential of the other.
      case combination
      /// The target is multiplied by a power of the factor by which inputs are multiplied.
      case homogeneity
      /// A multiple of the logarithm of the factor by which inputs are multiplied is added to the target.
      case logarithm
      /// The target is a sum of functions of different inputs.
      case sum
      /// The target is a product of functions of different inputs.
      case product
      /// Some inputs matter only through one function of them.
      case composition
    }

    /// The kind of symmetry.
    public let kind: Kind
    /// The statement, as a sentence in the user's columns.
    public let statement: String
    /// The quantity to which it applies: the target, or its remainder after previous symmetries, such as `y/a^2`.
    public let target: String
    /// The columns involved.
    public let inputs: [String]
    /// The quantities that replace these columns, as expressions of the user's columns; for sums, products and compositions the
    /// groups of inputs, each as a list.
    public let quantities: [String]
    /// The remainder of the target once it is used, such as `y/a^2`; the target itself if it is not changed.
    public let rest: String
    /// All quantities on which the rest depends, as expressions of the user's columns.
    public let remaining: [String]
    /// The power of the factor, or the multiple of the logarithm; `nil` for kinds that have none.
    public let degree: Double?
    /// The violation by the derivatives of the network, from 0 to 1: the ratio of the singular values of a generator, or the change
    /// of derivatives that should be constant.
    public let residual: Double
    /// √(mean square residual) over the spread of the target, on validation rows, of the network without the symmetry.
    public let fullError: Double
    /// The same for a network with the symmetry built in.
    public let reducedError: Double
  }
}
