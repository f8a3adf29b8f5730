/// How a family is to treat a subproblem.
struct Look: Sendable, Hashable {
  /// How rich the library of terms is.
  enum Breadth: Int, CaseIterable, Sendable {
    /// Powers of the inputs.
    case powers
    /// Also elementary functions of single inputs.
    case functions
    /// Also functions of squares, and of sums, differences, products and ratios of two inputs.
    case pairs
  }

  var breadth = Breadth.powers
  /// Whether combinations of many terms are tried, or only those of a few cheap ones.
  var isThorough = false
  var weighting = Weighting.rounding
}
