/// A picture made of a few kinds of marks; every format is written from it.
///
/// Lengths are points (1/72 inch), y grows downwards.
package struct Drawing: Hashable, Sendable {
  /// The width in points.
  var width: Double
  /// The height in points.
  var height: Double
  /// What it shows, in a few words.
  var title: String
  /// What there is to see, for those who cannot see it.
  var summary: String
  /// The marks, later ones above earlier ones.
  var marks: [Mark] = []
}
