import Testing

@testable import KANSearch

@Suite struct LawFrontTests {
  /// A constant, a line, a law that is off by a percent, and two long ones that describe most of that percent, as of a network.
  private let front = LawFront([
    (38, 0.0097), (1, 1), (11, 0.012), (3, 0.7), (6, 0.0121), (60, 0.007), (9, 0.9),
  ])

  @Test func onlyWhatLeavesLessThanEverySimplerLawIsOnIt() {
    #expect(front.points.map(\.complexity) == [1, 3, 6, 11, 38, 60])
    #expect(front.points.map(\.place) == [1, 3, 4, 2, 0, 5])
  }

  @Test func kneeIsWhereLongerLawsBringLittle() { #expect(front.knee?.complexity == 6) }

  /// Without a longer law to compare with the nearest one is the knee.
  @Test func kneeOfALineIsItsEnd() {
    #expect(LawFront([(1, 1), (3, 0.5), (7, 0.01)]).knee?.complexity == 7)
    #expect(LawFront([(1, 1)]).knee?.complexity == 1)
    #expect(LawFront([]).knee == nil)
  }

  @Test func toleranceTakesTheSimplestWithin() {
    #expect(front.simplest(within: 0.02)?.complexity == 6)
    #expect(front.simplest(within: 0.01)?.complexity == 38)
    #expect(front.simplest(within: 0.001)?.complexity == 60)
    #expect(front.simplest(within: 0.0121)?.complexity == 6)
  }

  /// Errors of zero and undefined ones have a place, or none.
  @Test func exactAndUndefinedLaws() {
    let front = LawFront([(1, 1), (5, 0), (9, 0), (2, .nan), (3, .infinity)])
    #expect(front.points.map(\.complexity) == [1, 5])
    #expect(front.knee?.complexity == 5)
  }
}
