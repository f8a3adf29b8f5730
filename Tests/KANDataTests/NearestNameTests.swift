import Testing

@testable import KANData

/// The name that is offered where none was found.
@Suite struct NearestNameTests {
  @Test(
    arguments: [
      ("wieght", ["weight", "pt"], "weight"), ("mte", ["pt", "met"], "met"), ("xs", ["y", "x"], "x"),
      ("zzzzzz", ["weight", "pt"], nil), ("ab", ["cd"], nil),
    ] as [(String, [String], String?)])
  func isNear(name: String, columns: [String], suggestion: String?) {
    #expect(nearestName(to: name, in: columns) == suggestion)
  }

  /// Every one-letter name is one edit away from any other one: only another case is near.
  @Test(
    arguments: [
      ("z", ["x", "y"], nil), ("X", ["x", "y"], "x"), ("z", ["zeta", "xy"], nil), ("", ["x"], nil),
    ] as [(String, [String], String?)])
  func ofOneLetterIsTheSameLetter(name: String, columns: [String], suggestion: String?) {
    #expect(nearestName(to: name, in: columns) == suggestion)
  }
}
