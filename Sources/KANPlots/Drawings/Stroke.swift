/// The style of a line.
struct Stroke: Hashable, Sendable {
  /// The dash pattern, which distinguishes curves where colours are lost.
  enum Pattern: Int, Hashable, Sendable, CaseIterable {
    case solid, dashed, dotted, dashDotted

    /// The lengths of dashes and gaps in units of the line width.
    var lengths: [Double] {
      switch self {
      case .solid: []
      case .dashed: [4.5, 2.5]
      case .dotted: [1.2, 2]
      case .dashDotted: [5, 2, 1.2, 2]
      }
    }
  }

  var ink: Ink
  var width = 1.0
  var dash = Pattern.solid
}
