extension SymmetryAnalysis {
  /// Something that a function does not notice, or answers in a simple way, with what speaks for it.
  public struct Symmetry: Sendable, Hashable, Codable {
    /// What kind of symmetry it is.
    public enum Kind: String, Sendable, Hashable, Codable, CaseIterable {
      /// The target does not depend on an input.
      case independence
      /// The target is proportional to a power of an input.
      case factor
      /// Inputs may be shifted together: only their differences matter, or a linear combination.
      case translation
      /// Inputs may be scaled together: only products and ratios of their powers matter.
      case scaling
      /// Two inputs may be turned into each other: only the sum of their squares matters.
      case rotation
      /// Two inputs matter only through a sum of powers of them, or one times the exponential of the other.
      case combination
      /// The target is multiplied by a power of the factor by which inputs are.
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

    /// What kind it is.
    public let kind: Kind
    /// What it says, in a sentence of the user's columns.
    public let statement: String
    /// Of what it is said: the target, or what was left of it by the symmetries before, such as `y/a^2`.
    public let target: String
    /// The columns that it is about.
    public let inputs: [String]
    /// The quantities that stand for these columns from here on, as expressions of the user's columns; of sums, products and compositions
    /// the groups of inputs, each as a list.
    public let quantities: [String]
    /// What is left of the target once it is used, such as `y/a^2`; the target itself where it is not changed.
    public let rest: String
    /// All that the rest depends on, as expressions of the user's columns.
    public let remaining: [String]
    /// The power of the factor, or the multiple of the logarithm; `nil` for kinds that have none.
    public let degree: Double?
    /// What the slopes of the network say against it, from 0 to 1: the ratio of the singular values of a generator, or the change of
    /// slopes where none should be.
    public let residual: Double
    /// √(mean square residual) over the spread of the target, on rows kept back, of the network before.
    public let fullError: Double
    /// The same of a network to which the symmetry is built in.
    public let reducedError: Double
  }
}
