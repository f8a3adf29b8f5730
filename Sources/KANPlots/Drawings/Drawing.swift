/// A picture made of a few kinds of marks, from which every format is written.
///
/// Lengths are points (1/72 inch), y grows downwards.
package struct Drawing: Hashable, Sendable {
  /// The width in points.
  var width: Double
  /// The height in points.
  var height: Double
  /// A short title.
  var title: String
  /// A description for readers who cannot see the picture.
  var summary: String
  /// The marks, later ones above earlier ones.
  var marks: [Mark] = []
}
