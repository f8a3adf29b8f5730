import KANFormula
import RealModule

extension Expression {
  /// The largest natural logarithm of a height at zero that is written as a number: beyond, for inputs far from zero such as years,
  /// it would overflow.
  private static let largestLogarithm = 300.0

  /// The factors of a decay with a given height at an origin: c and e^(−a·x), or e^(b − a·x) if c would overflow.
  static func decay(_ a: Double, height: Double, at origin: Double, of x: Expression) -> [Expression] {
    guard (a * origin).magnitude > largestLogarithm else {
      return [.real(height * Double.exp(a * origin)), .exp(.real(-a) * x)]
    }
    let decay = Expression.exp(.real(-a) * x + .real(a * origin + Double.log(height.magnitude)))
    return height < 0 ? [-1, decay] : [decay]
  }
}
