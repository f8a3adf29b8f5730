/// How a network is trained.
public enum Optimizer: Hashable, Sendable, Codable {
  /// First order with mini-batches: large tables, any loss and penalty.
  case adam(Optimizer.Adam = Optimizer.Adam())
  /// Quasi-Newton on the whole table: any smooth loss.
  case lbfgs(Optimizer.LBFGS = Optimizer.LBFGS())
  /// Least squares to rounding, for up to some thousand parameters: what formulas need.
  case levenbergMarquardt(Optimizer.LevenbergMarquardt = Optimizer.LevenbergMarquardt())

  /// The name users type.
  package var name: String {
    switch self {
    case .adam: "adam"
    case .lbfgs: "lbfgs"
    case .levenbergMarquardt: "lm"
    }
  }
}
