/// Redundancies of a·f(b·x + c) + d: an inner constant that the outer ones absorb is kept at its neutral value (b = 1, c = 0);
/// otherwise the fit would be singular.
package enum Gauge: String, Hashable, Sendable, Codable, CaseIterable {
  /// Both b and c are free: sin, tanh, the Gaussian.
  case free
  /// The rate b is absorbed by a or d, c is free: powers, 1/x (f(bx) ∝ f(x)) and log (f(bx) = f(x) + const).
  case rateAbsorbed
  /// The shift c is absorbed by a: exp (f(x + c) ∝ f(x)).
  case shiftAbsorbed
  /// Both are absorbed: the identity.
  case bothAbsorbed

  /// Whether the rate b is a constant of its own.
  package var hasRate: Bool { self == .free || self == .shiftAbsorbed }
  /// Whether the shift c is a constant of its own.
  package var hasShift: Bool { self == .free || self == .rateAbsorbed }
}
