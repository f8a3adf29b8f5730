import KANData
import KANSearch
import KANSymbolic
import KANTraining
import Testing

/// Work beside its caller: the same results, and an end when asked for.
@Suite struct BackgroundRunTests {
  private func table(noise: Double = 0) throws -> Dataset {
    try SampleLaw("a*b + sin(b)", 1...5, 1...5).table(rows: 120, noise: .absolute(noise))
  }

  private let options = Discovery.Options(effort: .low, threads: 1)

  @Test func findsWhatTheBlockingCallFinds() async throws {
    let data = try table()
    let run = BackgroundRun.discovery(of: data, options: options)
    var phases: [String] = []
    for await progress in run.progress { phases.append(progress.phase) }
    let found = try await run.outcome
    let expected = try discover(data, options: options)
    #expect(!phases.isEmpty)
    #expect(found.formula == expected.formula && found.account.verdict == expected.account.verdict)
    // Whoever asks again gets the same.
    #expect(try await run.outcome.formula == found.formula)
  }

  /// Cancelled at its first report, which is far from its end: there is a law, and the account says why it ended.
  @Test(arguments: [true, false]) func endsWhenAsked(byTask: Bool) async throws {
    var options = options
    options.effort = .high
    let run = BackgroundRun.discovery(of: try table(noise: 0.3), options: options)
    let waiting = Task { try await run.outcome }
    for await _ in run.progress {
      if byTask { waiting.cancel() } else { run.cancel() }
      break
    }
    let found = try await waiting.value
    #expect(found.account.ending == .request)
    #expect(try #require(found.account.work) < options.effort.workLimit / 10)
  }

  /// Raised before the search has begun: what stands in every table is all that there is.
  @Test func anyThreadMayRaiseACancellation() throws {
    let cancellation = Cancellation()
    cancellation.raise()
    let found = try discover(try table(noise: 0.3), options: options, cancellation: cancellation)
    #expect(found.account.ending == .request)
    #expect(try #require(found.account.work) < options.effort.workLimit / 10)
  }

  @Test func errorsComeOutInTheEnd() async throws {
    let constant = try Dataset(
      inputNames: ["x"], inputs: [[1, 2, 3, 4, 5]], targetNames: ["y"], targets: [[2, 2, 2, 2, 2]])
    let run = BackgroundRun.discovery(of: constant)
    await #expect(throws: SymbolicError.self) { try await run.outcome }
    for await _ in run.progress {}
  }
}
