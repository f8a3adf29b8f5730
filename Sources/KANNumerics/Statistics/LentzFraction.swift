/// Continued fractions by the modified method of Lentz (Thompson & Barnett, J. Comput. Phys. 64 (1986) 490).
enum LentzFraction {
  /// 1/(b₀ + a₁/(b₁ + a₂/(b₂ + …))) from b₀ and the pairs (aₙ, bₙ), n = 1, 2, …
  static func value(first: Double, _ pair: (Int) -> (numerator: Double, denominator: Double)) -> Double {
    let tiny = Double.leastNormalMagnitude / .ulpOfOne
    func away(_ value: Double) -> Double { abs(value) < tiny ? tiny : value }
    var d = 1 / away(first)
    var c = 1 / tiny
    var result = d
    var n = 1
    while true {
      let (numerator, denominator) = pair(n)
      d = 1 / away(denominator + numerator * d)
      c = away(denominator + numerator / c)
      let factor = c * d
      result *= factor
      // About √(shape) steps are usual; a shape of 1e10 is far beyond any table.
      if abs(factor - 1) <= 2 * .ulpOfOne || n > 1_000_000 { return result }
      n += 1
    }
  }
}
