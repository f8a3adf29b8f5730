import ArgumentParser

/// A length in print: a number and mm, cm, in or pt.
struct PrintedLength: ExpressibleByArgument {
  /// The length in points of 1/72 inch.
  let points: Double

  /// The number of points in each unit.
  private static let units = ["mm": 72 / 25.4, "cm": 72 / 2.54, "in": 72, "pt": 1]
  /// From the width of a stamp to that of a poster, in points.
  private static let sensible = 60.0...4000

  init?(argument: String) {
    let unit = argument.suffix(2)
    guard let pointsInUnit = Self.units[String(unit)], let number = Double(argument.dropLast(2)),
      Self.sensible.contains(number * pointsInUnit)
    else { return nil }
    points = number * pointsInUnit
  }
}
