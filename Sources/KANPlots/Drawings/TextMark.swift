/// Text at a place.
struct TextMark: Hashable, Sendable {
  /// Which point of the text its place is.
  enum Anchor: Hashable, Sendable { case start, middle, end }

  var text: Plot.Text
  /// Where the anchor of the base line is.
  var place: Point
  var size = 9.0
  var anchor = Anchor.start
  var ink = Ink.ink
  /// Whether it runs upwards.
  var isUpward = false
}
