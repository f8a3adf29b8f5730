/// What a spline edge does with an argument outside its grid.
package enum OutsidePolicy: String, Hashable, Sendable, Codable, CaseIterable {
  /// Continues with the end point's value and slope, base function included (the whole φ is C¹).
  case linear
  /// Holds the end point's value.
  case clamp
  /// Lets the basis fade to zero over the k outer knots, with the base function at x itself: what pykan and
  /// efficient-kan compute, kept for networks that come from them.
  case fading
}
