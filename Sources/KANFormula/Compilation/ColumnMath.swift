import KANKernels

/// Fast functions of whole columns: those of `KANKernels` if it has them, else those of the C library, number by number.
struct ColumnMath {
  private let kernels = kan_select_columns(Int32(KAN_BEST)).pointee

  typealias Column = UnsafeMutablePointer<Double>
  typealias Operand = UnsafePointer<Double>

  func add(_ u: Operand, _ v: Operand, _ y: Column, count: Int) { kernels.add(count, u, v, y) }
  func subtract(_ u: Operand, _ v: Operand, _ y: Column, count: Int) { kernels.subtract(count, u, v, y) }
  func multiply(_ u: Operand, _ v: Operand, _ y: Column, count: Int) { kernels.multiply(count, u, v, y) }
  func divide(_ u: Operand, _ v: Operand, _ y: Column, count: Int) { kernels.divide(count, u, v, y) }
  func power(_ u: Operand, _ v: Operand, _ y: Column, count: Int) { kernels.power(count, u, v, y) }
  func squareRoot(_ u: Operand, _ y: Column, count: Int) { kernels.squareRoot(count, u, y) }

  /// y[s] += factor·u[s]
  func add(_ factor: Double, _ u: Operand, to y: Column, count: Int) {
    kernels.addScaled(count, factor, u, y)
  }

  /// y[s] += seed[s]·slope[s], skipped where the seed is zero.
  func addProducts(_ seed: Operand, _ slope: Operand, to y: Column, count: Int) {
    kernels.addProducts(count, seed, slope, y)
  }

  /// y[s] = f(u[s])
  func apply(_ function: ElementaryFunction, _ u: Operand, _ y: Column, count: Int) {
    switch function {
    case .exp: kernels.exp(count, u, y)
    case .log: kernels.log(count, u, y)
    case .sin: kernels.sin(count, u, y)
    case .cos: kernels.cos(count, u, y)
    case .tan: kernels.tan(count, u, y)
    case .arcsin: kernels.arcsin(count, u, y)
    case .arccos: kernels.arccos(count, u, y)
    case .arctan: kernels.arctan(count, u, y)
    case .sinh: kernels.sinh(count, u, y)
    case .cosh: kernels.cosh(count, u, y)
    case .tanh: kernels.tanh(count, u, y)
    case .artanh, .abs, .sign, .erf:
      for s in 0..<count { y[s] = realValue(of: function, at: u[s]) }
    }
  }

  /// slope[s] = f′(u[s]), given y[s] = f(u[s]).
  func slopes(of function: ElementaryFunction, _ u: Operand, _ y: Operand, _ slope: Column, count: Int) {
    switch function {
    case .sin: kernels.cos(count, u, slope)
    case .cos:
      kernels.sin(count, u, slope)
      for s in 0..<count { slope[s] = -slope[s] }
    case .sinh: kernels.cosh(count, u, slope)
    case .cosh: kernels.sinh(count, u, slope)
    default:
      for s in 0..<count { slope[s] = realDerivative(of: function, at: u[s], value: y[s]) }
    }
  }
}
