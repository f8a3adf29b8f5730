import KANTraining
import Synchronization
import Testing

/// A request to end early, and who made it.
@Suite struct CancellationTests {
  /// A clock that tests move.
  private final class Clock: Sendable {
    private let seconds = Atomic(0)
    func advance(by seconds: Int) { _ = self.seconds.wrappingAdd(seconds, ordering: .relaxed) }
    var elapsed: Duration { .seconds(seconds.load(ordering: .relaxed)) }
  }

  @Test func strikesAtItsTime() {
    let clock = Clock()
    let cancellation = Cancellation(after: .seconds(10)) { clock.elapsed }
    #expect(!cancellation.isRaised && cancellation.reason == nil)
    clock.advance(by: 9)
    #expect(!cancellation.isRaised)
    clock.advance(by: 1)
    #expect(cancellation.reason == nil, "nobody has looked")
    #expect(cancellation.isRaised && cancellation.reason == .timeLimit)
    // What was raised stays raised.
    clock.advance(by: -10)
    #expect(cancellation.isRaised)
  }

  @Test func isRaisedByAnybody() {
    let cancellation = Cancellation()
    #expect(!cancellation.isRaised)
    cancellation.raise()
    #expect(cancellation.isRaised && cancellation.reason == .request)
  }

  @Test func asksWhoeverItWasTold() {
    let asked = Atomic(false)
    let cancellation = Cancellation(when: { asked.load(ordering: .relaxed) })
    #expect(!cancellation.isRaised)
    asked.store(true, ordering: .relaxed)
    #expect(cancellation.isRaised && cancellation.reason == .request)
  }

  /// The first reason is the reason.
  @Test func keepsTheFirstReason() {
    let clock = Clock()
    let first = Cancellation(after: .seconds(1)) { clock.elapsed }
    first.raise()
    clock.advance(by: 2)
    #expect(first.isRaised && first.reason == .request)
    let second = Cancellation(after: .seconds(1)) { clock.elapsed }
    #expect(second.isRaised)
    second.raise()
    #expect(second.reason == .timeLimit)
  }

  /// A part ends with the whole and for its reason, or earlier by itself.
  @Test func partsEndWithTheWhole() {
    let clock = Clock()
    let whole = Cancellation(after: .seconds(10)) { clock.elapsed }
    let part = Cancellation(below: whole, after: nil)
    #expect(!part.isRaised)
    clock.advance(by: 10)
    #expect(part.isRaised && part.reason == .timeLimit)
    let asked = Cancellation()
    let other = Cancellation(below: asked, after: .seconds(1_000_000))
    asked.raise()
    #expect(other.isRaised && other.reason == .request)
    let running = Cancellation()
    let short = Cancellation(below: running, after: .zero)
    #expect(short.isRaised && short.reason == .timeLimit && !running.isRaised)
  }

  @Test func neverStrikesWithoutALimit() {
    let clock = Clock()
    clock.advance(by: 1 << 40)
    let cancellation = Cancellation(after: nil) { clock.elapsed }
    #expect(!cancellation.isRaised)
    #expect(Cancellation(after: .zero).isRaised)
  }
}
