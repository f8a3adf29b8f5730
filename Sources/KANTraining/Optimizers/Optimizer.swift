/// How a network is trained.
public enum Optimizer: Hashable, Sendable, Codable {
  /// First order with mini-batches: large tables, any loss and penalty.
  case adam(AdamOptions = AdamOptions())
  /// Quasi-Newton on the whole table: any smooth loss.
  case lbfgs(LBFGSOptions = LBFGSOptions())
  /// Least squares to rounding, for up to some thousand parameters: what formulas need.
  case levenbergMarquardt(LevenbergMarquardtOptions = LevenbergMarquardtOptions())

  /// The name users type.
  package var name: String {
    switch self {
    case .adam: "adam"
    case .lbfgs: "lbfgs"
    case .levenbergMarquardt: "lm"
    }
  }
}
