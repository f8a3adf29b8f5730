import Testing

@testable import KANSearch

/// Which of the laws of several searches is taken.
@Suite struct BallotTests {
  private static func winner(_ entries: [(exact: Bool, error: Double, length: Double, law: String)]) -> Int {
    Ballot.winner(
      entries.map { Ballot.Entry(isExact: $0.exact, error: $0.error, length: $0.length) },
      agree: { entries[$0].law == entries[$1].law })
  }

  @Test func exactLawsComeFirst() {
    #expect(Self.winner([(false, 1e-9, -900, "a"), (true, 1e-7, -100, "b"), (false, 1e-9, -900, "a")]) == 1)
  }

  /// The one found twice wins over a shorter one of like error.
  @Test func votesComeBeforeLength() {
    #expect(Self.winner([(false, 0.1, -50, "a"), (false, 0.105, -40, "b"), (false, 0.1, -39, "b")]) == 1)
  }

  /// An error of more than a tenth above the least is out, however many have it.
  @Test func largerErrorsHaveNoVote() {
    #expect(Self.winner([(false, 0.12, -50, "a"), (false, 0.12, -50, "a"), (false, 0.1, -10, "b")]) == 2)
  }

  @Test func lengthThenOrderDecideAmongEquals() {
    #expect(Self.winner([(false, 0.1, -40, "a"), (false, 0.1, -50, "b")]) == 1)
    #expect(Self.winner([(false, 0.1, -50, "a"), (false, 0.1, -50, "b")]) == 0)
    #expect(Self.winner([(false, .infinity, .infinity, "a")]) == 0)
  }
}
