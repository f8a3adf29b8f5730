import KANFormula
import RealModule

extension Expression {
  /// Natural logarithms of heights at zero that are written as numbers: beyond, far from zero as of years, they would overflow.
  private static let largestLogarithm = 300.0

  /// The factors of a decay that has a height at an origin: c and e^(−a·x), or e^(b − a·x) where c would be no number.
  static func decay(_ a: Double, height: Double, at origin: Double, of x: Expression) -> [Expression] {
    guard (a * origin).magnitude > largestLogarithm else {
      return [.real(height * Double.exp(a * origin)), .exp(.real(-a) * x)]
    }
    let decay = Expression.exp(.real(-a) * x + .real(a * origin + Double.log(height.magnitude)))
    return height < 0 ? [-1, decay] : [decay]
  }
}
