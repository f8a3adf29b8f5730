import KANTraining
import Testing

@testable import KANSearch

/// One time limit for several searches.
@Suite struct SharedTimeTests {
  @Test func isUpAtOnceWhereThereIsNone() {
    let time = SharedTime(.zero, Cancellation())
    #expect(time.isUp)
    let next = time.next(of: 3)
    #expect(next.isRaised && next.reason == .timeLimit)
  }

  @Test func neverEndsWithoutALimit() {
    let cancellation = Cancellation()
    let time = SharedTime(nil, cancellation)
    let next = time.next(of: 1)
    #expect(!time.isUp && !next.isRaised)
    cancellation.raise()
    #expect(time.isUp && next.isRaised && next.reason == .request)
  }

  /// An even part of a thousand hours has not passed yet, and one by a number of searches that is none is the whole.
  @Test func dealsTheTimeOut() {
    let time = SharedTime(.seconds(3_600_000), Cancellation())
    #expect(!time.isUp && !time.next(of: 4).isRaised && !time.next(of: 0).isRaised)
  }
}
