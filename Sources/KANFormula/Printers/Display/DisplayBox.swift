/// A piece of typeset mathematics and its size.
struct DisplayBox {
  /// The source in the notation.
  var text: String
  /// An upper estimate of its width in points, at a type size of 10 points.
  var width: Double
  /// Whether it is higher than a line, so that brackets around it must grow.
  var isTall = false
  /// Whether it begins with a digit, so that a number in front of it would run into it.
  var startsWithDigit = false
}
