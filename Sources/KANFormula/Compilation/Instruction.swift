/// One step of a compiled expression; operands are the indices of earlier steps.
///
/// Every step owns one register, a block of rows, so step number and register number are the same.
enum Instruction: Hashable, Sendable {
  /// The column of a variable.
  case variable(Int)
  /// A free constant, by its place in `freeConstants`.
  case freeConstant(Int)
  /// A fixed number.
  case number(Double)
  case add(Int, Int)
  case subtract(Int, Int)
  case multiply(Int, Int)
  case divide(Int, Int)
  case negate(Int)
  /// x^(n/2) for an odd n.
  case halfPower(Int, Int)
  case power(Int, Int)
  case function(ElementaryFunction, Int)
  case piecewise(PiecewisePolynomial, Int)

  /// The registers that the step reads.
  var operands: [Int] {
    switch self {
    case .variable, .freeConstant, .number: []
    case .add(let a, let b), .subtract(let a, let b), .multiply(let a, let b), .divide(let a, let b),
      .power(let a, let b):
      [a, b]
    case .negate(let a), .halfPower(let a, _), .function(_, let a), .piecewise(_, let a): [a]
    }
  }
}
