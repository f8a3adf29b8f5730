/// The optimisers by which a network can be trained.
public enum Optimizer: Hashable, Sendable, Codable {
  /// First order with mini-batches, for large tables and any loss and penalty.
  case adam(Optimizer.Adam = Optimizer.Adam())
  /// Quasi-Newton on the whole table, for any smooth loss.
  case lbfgs(Optimizer.LBFGS = Optimizer.LBFGS())
  /// Least squares to rounding error, for up to a few thousand parameters, as formulas need it.
  case levenbergMarquardt(Optimizer.LevenbergMarquardt = Optimizer.LevenbergMarquardt())

  /// The name that users type.
  package var name: String {
    switch self {
    case .adam: "adam"
    case .lbfgs: "lbfgs"
    case .levenbergMarquardt: "lm"
    }
  }
}
