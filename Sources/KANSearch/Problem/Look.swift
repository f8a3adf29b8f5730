/// How a family is asked to look at a subproblem.
struct Look: Sendable, Hashable {
  /// How rich the library of terms is.
  enum Breadth: Int, CaseIterable, Sendable {
    /// Powers of the inputs.
    case powers
    /// And elementary functions of single inputs.
    case functions
    /// And of squares, and sums, differences, products and ratios of two inputs.
    case pairs
  }

  var breadth = Breadth.powers
  /// Whether combinations of many terms are looked at, or only those of a few cheap ones.
  var isThorough = false
  var weighting = Weighting.rounding
}
