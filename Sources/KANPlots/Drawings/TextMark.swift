/// Text at a position.
struct TextMark: Hashable, Sendable {
  /// The point of the text that lies at its position.
  enum Anchor: Hashable, Sendable { case start, middle, end }

  var text: Plot.Text
  /// The position of the anchor, on the baseline.
  var place: Point
  var size = 9.0
  var anchor = Anchor.start
  var ink = Ink.ink
  /// Whether the text runs upwards.
  var isUpward = false
}
