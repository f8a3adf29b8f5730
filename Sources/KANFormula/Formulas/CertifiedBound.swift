/// A proven bound on the distance between two functions on a box, with the largest distance that was seen there.
///
/// The bound holds at every point of the box where both functions are defined, rounding of plain evaluation included.
package struct CertifiedBound: Sendable, Hashable, Codable {
  /// The distance is nowhere larger on the box; `nil` if no bound could be proven, as beside a pole.
  package var bound: Double?
  /// The largest distance at a sampled point.
  package var largestSeen: Double
  /// Whether the bound is at most a tenth above the largest distance seen, or both are at rounding.
  package var isTight: Bool
  /// The number of boxes that the proof took.
  package var boxes: Int

  /// The bound for display with three digits: it is increased by the rounding of the text, so that the printed number is never
  /// below the bound.
  package var boundForDisplay: Double? { bound.map { $0 * 1.005 } }

  /// A bound and how it was obtained.
  package init(bound: Double?, largestSeen: Double, isTight: Bool, boxes: Int) {
    self.bound = bound
    self.largestSeen = largestSeen
    self.isTight = isTight
    self.boxes = boxes
  }
}
