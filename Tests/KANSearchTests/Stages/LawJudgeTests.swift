import Foundation
import KANData
import KANFormula
import KANNumerics
import Testing

@testable import KANSearch
@testable import KANSymbolic

/// What may be said of a law, by what else was trained or found.
@Suite struct LawJudgeTests {
  /// y = a·b with noise of a tenth.
  private static func search(_ texts: [String], rows: Int = 400) throws -> (search: LawSearch, laws: [Law]) {
    let data = try SampleLaw("a*b", 1...3, 1...3).table(rows: rows, noise: .absolute(0.03))
    var search = try LawSearch.sample(data)
    let laws = try texts.map { try #require(try search.law($0)) }
    for law in laws { search.archive.add(law) }
    return (search, laws)
  }

  private static func shortfalls(_ search: LawSearch, _ law: Law) -> Set<Discovery.Account.Shortfall> {
    let (verdict, found) = LawJudge(search.archive, choosing: search.archive.chosen, in: search.session)
      .verdict(on: law)
    #expect((verdict == .withinNoise) == found.isEmpty && (verdict == .approximate) == !found.isEmpty)
    return Set(found)
  }

  /// Without a network or a law that residuals agree with, nothing tells how large the noise is.
  @Test func noiseMustBeKnown() throws {
    var (search, laws) = try Self.search(["a*b"])
    #expect(Self.shortfalls(search, laws[0]) == [.noiseIsUnknown])
    search.archive.noteNoise(laws[0].error)
    #expect(Self.shortfalls(search, laws[0]).isEmpty)
  }

  /// Errors that are stated tell how large the noise is, and refuse a law that leaves more.
  @Test(arguments: [
    (0.1, Set<Discovery.Account.Shortfall>()),
    (0.05, Set([Discovery.Account.Shortfall.statedErrorsAreSmaller])),
  ])
  func statedErrorsSpeak(sigma: Double, expected: Set<Discovery.Account.Shortfall>) throws {
    var random = SeededRandom(seed: 8)
    let x = (0..<200).map { 1 + Double($0) / 50 }
    let table = try Table(
      names: ["x", "y", "dy"],
      columns: [x, x.map { 2 * $0 + 0.1 * random.normal() }, x.map { _ in sigma }])
    var search = try LawSearch.sample(try Dataset(table, target: "y", sigma: .column("dy")))
    let law = try #require(try search.law("2.1*x"))
    search.archive.add(law)
    #expect(Self.shortfalls(search, law) == expected)
  }

  /// A network that leaves less by more than chance speaks against a law, one as good does not.
  @Test(arguments: [(0.5, true), (0.99, false), (2, false)]) func networksSpeak(share: Double, speaks: Bool)
    throws
  {
    var (search, laws) = try Self.search(["a*b"])
    search.archive.networks.noteInForm(error: share * laws[0].error)
    #expect(Self.shortfalls(search, laws[0]) == (speaks ? [.networkIsBetter] : []))
  }

  /// Networks are fitted to values, of which the largest decide: where noise is a factor, one that is nearer in values speaks only if its
  /// logarithms are nearer as well.
  @Test func networksSpeakUnderTheNoiseOfTheTable() throws {
    var random = SeededRandom(seed: 9)
    let column = (0..<400).map { _ in Double.exp(random.uniform(in: -4...4)) }
    let data = try Dataset([("a", column)], target: column.map { 2 * $0 * Double.exp(0.2 * random.normal()) })
    var search = try LawSearch.sample(data)
    let law = try #require(try search.law("1.9*a"))
    search.archive.add(law)
    #expect(law.noise == .logarithmic)
    var network = try #require(search.session.trainer.screened(.additive(1), budget: WorkBudget()))
    network.validationError = law.error / 2
    search.archive.networks.note([network])
    #expect(!Self.shortfalls(search, law).contains(.networkIsBetter))
  }

  /// A line in place of a parabola: the network that follows it speaks, however many others were trained, and both errors are of the
  /// same rows.
  @Test func networksSpeakAgainstWrongLaws() throws {
    let (search, law) = try Self.trained(rows: 400, networks: 300, law: "4.1*a - 3.7") { $0 * $0 }
    #expect(Self.shortfalls(search, law).contains(.networkIsBetter))
    let comparison = try #require(
      LawJudge(search.archive, choosing: search.archive.chosen, in: search.session).comparison(with: law))
    #expect(comparison.rows == 80 && comparison.measure == .values)
    #expect(comparison.networkError < 0.5 * comparison.lawError)
    #expect(abs(comparison.lawError / law.error - 1) < 0.05)
  }

  /// Of few rows a fifth is left to the networks: the best of many leads the true law there, and may not speak.
  @Test(arguments: 1...6) func bestOfManyNetworksMayLeadByChance(seed: UInt64) throws {
    let (search, law) = try Self.trained(rows: 40, networks: 60, law: "2.9*a + 1.2", seed: seed) {
      3 * $0 + 1
    }
    #expect(!Self.shortfalls(search, law).contains(.networkIsBetter))
    let comparison = try #require(
      LawJudge(search.archive, choosing: search.archive.chosen, in: search.session).comparison(with: law))
    #expect(comparison.rows == 8)
  }

  /// A law fitted to y = f(a) with noise of 0.1, and a network of one curve, said to be the best of many.
  private static func trained(
    rows: Int, networks: Int, law: String, seed: UInt64 = 1, _ value: (Double) -> Double
  ) throws -> (search: LawSearch, law: Law) {
    var random = SeededRandom(seed: seed)
    let column = (0..<rows).map { _ in random.uniform(in: 1...3) }
    let data = try Dataset([("a", column)], target: column.map { value($0) + 0.1 * random.normal() })
    var search = try LawSearch.sample(data)
    let law = try #require(try search.law(law))
    search.archive.add(law)
    search.archive.noteNoise(law.error)
    let network = try #require(search.session.trainer.screened(.additive(1), budget: WorkBudget()))
    search.archive.networks.note([network])
    for _ in 0..<networks {
      search.archive.attempts.append(.init(origin: .network(structure: "f1(a)"), splineError: 1))
    }
    return (search, law)
  }

  /// With good χ² under stated errors no network refutes a law.
  @Test func networksAreSilentWithinStatedErrors() throws {
    func shortfalls(sigma: Double) throws -> Set<Discovery.Account.Shortfall> {
      var random = SeededRandom(seed: 8)
      let x = (0..<400).map { 1 + Double($0) / 100 }
      let table = try Table(
        names: ["x", "y", "dy"],
        columns: [x, x.map { 2 * $0 + 0.1 * random.normal() }, x.map { _ in sigma }])
      var search = try LawSearch.sample(try Dataset(table, target: "y", sigma: .column("dy")))
      let law = try #require(try search.law("2.1*x"))
      search.archive.add(law)
      search.archive.networks.noteInForm(error: law.error / 2)
      return Self.shortfalls(search, law)
    }
    #expect(try !shortfalls(sigma: 0.1).contains(.networkIsBetter))
    #expect(try shortfalls(sigma: 0.08).contains(.networkIsBetter))
  }

  /// An overfit with a far longer description is no rival, one that is hardly longer is, if it leads beyond chance.
  @Test func overfitsDoNotSpeak() throws {
    var (search, laws) = try Self.search(["a*b"])
    search.archive.noteNoise(laws[0].error)
    func better(constants: Double) throws -> Bool {
      var archive = search.archive
      // As the law, but with a tenth of its residuals.
      let target = search.session.data.targets[0]
      let near = zip(laws[0].built.predictions, target).map { $1 + 0.1 * ($0 - $1) }
      archive.add(
        Law(
          origin: .family("given"),
          built: FormulaBuilder.Built(
            refined: ExpressionRefiner.Refined(
              expression: try Expression(parsing: "a*b + 0.1*cos(b^3)"),
              fit: .fixed(meanSquare: 1e-6, residualCount: 400)),
            recognitions: [], validationError: 0.1 * laws[0].error, predictions: near),
          length: DescriptionLength(
            misfit: laws[0].length.misfit, structure: laws[0].length.structure,
            constants: laws[0].length.constants + constants), noise: .absolute, isExact: false))
      let judge = LawJudge(archive, choosing: archive.chosen, in: search.session)
      #expect(
        (judge.betterLaw(than: laws[0]) != nil)
          == judge.verdict(on: laws[0]).shortfalls.contains(.otherLawIsBetter))
      return judge.betterLaw(than: laws[0]) != nil
    }
    #expect(try better(constants: 5) && !better(constants: 7))
  }

  /// A law that misses by more than the mean of the target does is said to do so.
  @Test func lawsThatAreWorseThanTheMean() throws {
    var (search, laws) = try Self.search(["a*b", "9/(a*b)"])
    search.archive.noteNoise(laws[0].error)
    #expect(laws[1].error > 1 && Self.shortfalls(search, laws[1]).contains(.meanIsNearer))
  }

  /// Beside the law itself a line follows the inputs and leaves more.
  @Test func otherLawsSpeak() throws {
    var (search, laws) = try Self.search(["a*b", "2.1*a + 1.9*b - 4.2"])
    search.archive.noteNoise(laws[0].error)
    #expect(Self.shortfalls(search, laws[0]).isEmpty)
    let line = Self.shortfalls(search, laws[1])
    #expect(line.isSuperset(of: [.noiseIsUnknown, .otherLawIsBetter, .residualsFollowInputs]), "\(line)")
  }

  /// What reproduces every row is exact, whatever else is there; a constant that is as good is the shorter description.
  @Test func exactLawsAndConstants() throws {
    let exact = try SampleLaw("a*b", 1...3, 1...3).table(rows: 200)
    let search = try LawSearch.sample(exact)
    let law = try #require(try search.law("a*b"))
    let judge = LawJudge(search.archive, choosing: search.archive.chosen, in: search.session)
    #expect(
      law.isExact && judge.verdict(on: law).verdict == .exact && judge.verdict(on: law).shortfalls.isEmpty)

    var random = SeededRandom(seed: 5)
    let column = (0..<300).map { _ in random.uniform(in: 1...2) }
    let noise = try Dataset([("a", column)], target: column.map { _ in 5 + random.normal() })
    var chance = try LawSearch.sample(noise)
    let root = try #require(try chance.law("sqrt(24 + a)"))
    let constant = try #require(try chance.law("4.9"))
    chance.archive.add(root)
    chance.archive.addReference(constant)
    #expect(Self.shortfalls(chance, root).contains(.constantIsShorter))
    #expect(!Self.shortfalls(chance, constant).contains(.constantIsShorter))
  }

  /// Along a single input neighbours tell the noise, over the target's spread; of two inputs nothing does.
  @Test func theTableTellsItsNoise() throws {
    var random = SeededRandom(seed: 6)
    let x = (0..<400).map { Double($0) / 100 }
    let data = try Dataset([("a", x)], target: x.map { 3 * $0 + 0.2 * random.normal() })
    let search = try LawSearch.sample(data)
    let law = try #require(try search.law("2.9*a"))
    let noise = try #require(
      LawJudge(search.archive, choosing: search.archive.chosen, in: search.session).noise(besides: law))
    let spread = 3 * 4 / 12.0.squareRoot()
    #expect(noise.source == "neighbours" && abs(noise.size / (0.2 / spread) - 1) < 0.15)
    let (two, laws) = try Self.search(["a*b"])
    #expect(
      LawJudge(two.archive, choosing: two.archive.chosen, in: two.session).noise(besides: laws[0]) == nil)
  }

  /// The networks of an archive: the best is kept, a form's own error counts before it, and the whole comes back from its text.
  @Test func networksAreArchived() throws {
    var archive = NetworkArchive()
    #expect(archive.error == .infinity && archive.best == nil)
    archive.noteInForm(error: 0.3)
    archive.noteInForm(error: 0.4)
    #expect(archive.error == 0.3 && archive.errorInForm == 0.3)
    archive.tried.insert(.additive(2))
    let copy = try JSONDecoder().decode(NetworkArchive.self, from: JSONEncoder().encode(archive))
    #expect(copy.tried == archive.tried && copy.error == 0.3 && copy.postponed.isEmpty)
  }

  // MARK: - Fronts that people watch

  /// A law joins the front unless a simpler one is as near, and puts out those that it beats.
  @Test func theLiveFrontTakesWhatIsBetter() throws {
    let (_, laws) = try Self.search(["a*b", "2.1*a + 1.9*b - 4.2", "3.5*a", "sqrt(a*b)^2 + 0*a"])
    var front = LiveFront()
    let changes = [laws[1], laws[2], laws[2]].map { front.add($0) }
    #expect(changes == [true, true, false])
    #expect(front.laws.map(\.complexity) == front.laws.map(\.complexity).sorted() && front.laws.count == 2)
    let isProductTaken = front.add(laws[0])
    #expect(isProductTaken)
    // The product is simpler and nearer than the plane.
    #expect(!front.laws.contains { $0.expression == laws[1].expression })
    let isPlaneTaken = front.add(laws[1])
    #expect(!isPlaneTaken)
    for (simple, long) in zip(front.laws, front.laws.dropFirst()) { #expect(simple.error > long.error) }
    #expect(front.report.map(\.complexity) == front.laws.map(\.complexity))
  }
}
