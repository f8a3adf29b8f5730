import KANData
import KANFormula
import KANNumerics
import KANSymbolic
import Testing

@testable import KANSearch

/// What every family of laws must do: find its own laws, exact or beside noise, whatever stands beside them, and make no law
/// of chance.
@Suite struct FamilyTests {
  static let noise = 0.01

  private static func family(_ name: String) throws -> any LawFamily {
    try #require(LawFamilies.all.first { $0.name == name }).init()
  }

  /// What a family proposes for a table and for what is left of it without factors, as the stages ask for it, refined under
  /// the noise that is looked for.
  private static func laws(_ sample: FamilyCase, _ data: Dataset, _ look: Look) throws -> [Expression] {
    let family = try Self.family(sample.family)
    let context = SearchContext.sample(look, threads: 2)
    let root = Subproblem(data)
    let problems = [root] + context.reduce(root, by: MultiplicativeSeparation()).filter { !$0.inputs.isEmpty }
    let proposals = problems.flatMap { family.candidates(for: $0, in: context) }
    let refiner =
      switch look.weighting {
      case .rounding: ExpressionRefiner(relativeTo: data)
      case .absoluteNoise: ExpressionRefiner(data)
      case .proportionalNoise: ExpressionRefiner(data).weighing(.proportional)
      }
    return proposals
      + context.map(proposals) { refiner.refine($0, budget: $1.budget)?.expression }
      .compactMap { $0 }
  }

  /// The best of some laws by a measure on rows that they have not seen.
  private static func best(
    _ laws: [Expression], by measure: (Expression) throws -> Double
  ) throws -> (error: Double, law: Expression)? {
    try laws.map { (error: try measure($0), law: $0) }.min { $0.error < $1.error }
  }

  /// A law of that error at most, unless the family is known to miss it there.
  private static func expect(
    _ best: (error: Double, law: Expression)?, below limit: Double, _ sample: FamilyCase,
    missing condition: FamilyCase.Shortfall.Condition?, sourceLocation: SourceLocation = #_sourceLocation
  ) {
    func check() {
      #expect(
        (best?.error ?? .infinity) < limit, "\(best.map { "\($0.law)" } ?? "nothing")",
        sourceLocation: sourceLocation)
    }
    guard let shortfall = sample.shortfall, shortfall.condition == condition else { return check() }
    withKnownIssue(shortfall.reason, check)
  }

  @Test(arguments: FamilyCase.all, [false, true])
  func findsItsOwnLaw(sample: FamilyCase, isCrowded: Bool) throws {
    if isCrowded && sample.hasAllInputs { return }
    let data = try sample.law.table(isCrowded: isCrowded)
    let fresh = try sample.law.table(rows: 200, seed: 77, isCrowded: isCrowded)
    let laws = try Self.laws(sample, data, sample.exact).filter {
      !$0.variables.contains(SampleLaw.irrelevant)
    }
    let best = try Self.best(laws) { try fresh.largestError(of: $0) }
    Self.expect(best, below: 1e-8, sample, missing: isCrowded ? .crowd : nil)
  }

  /// A law of k constants on N rows is off by √(k/N) of the noise: less than a tenth for what is drawn here.
  @Test(arguments: FamilyCase.all, [false, true])
  func findsItBesideNoise(sample: FamilyCase, isCrowded: Bool) throws {
    if isCrowded && sample.hasAllInputs { return }
    let data = try sample.law.table(
      rows: 600, noise: .absolute(Self.noise), isCrowded: isCrowded)
    let fresh = try sample.law.table(rows: 300, seed: 77, isCrowded: isCrowded)
    let laws = try Self.laws(sample, data, sample.noisy(.absoluteNoise)).filter {
      !$0.variables.contains(SampleLaw.irrelevant)
    }
    let best = try Self.best(laws) { try fresh.rootMeanSquareError(of: $0) }
    Self.expect(best, below: 0.25 * Self.noise, sample, missing: .noise)
  }

  @Test(arguments: FamilyCase.all.filter(\.bearsShares))
  func findsItBesideNoiseThatIsAShare(sample: FamilyCase) throws {
    let data = try sample.law.table(rows: 600, noise: .proportional(Self.noise))
    let fresh = try sample.law.table(rows: 300, seed: 77)
    let laws = try Self.laws(sample, data, sample.noisy(.proportionalNoise))
    let best = try Self.best(laws) { try fresh.rootMeanSquareShare(of: $0) }
    Self.expect(best, below: 0.25 * Self.noise, sample, missing: .noise)
  }

  /// Curves whose laws have constants for every unit: another unit of the input and of the target is another set of constants. A logarithm
  /// is the unit of its own target.
  static let curves = FamilyCase.all.filter { $0.law.ranges.count == 1 && $0.family != LogarithmOfCurve.name }

  @Test(arguments: curves, [[1e-9, 1e6], [1e5, 1e-12]])
  func unitsAreOfNoConsequence(sample: FamilyCase, units: [Double]) throws {
    func scaled(_ data: Dataset) throws -> Dataset {
      try Dataset(
        [("a", data.inputs[0].map { units[0] * $0 })], target: data.targets[0].map { units[1] * $0 })
    }
    let data = try scaled(try sample.law.table())
    let fresh = try scaled(try sample.law.table(rows: 200, seed: 77))
    let laws = try Self.laws(sample, data, sample.exact)
    let best = try Self.best(laws) { try fresh.largestError(of: $0) }
    Self.expect(best, below: 1e-8, sample, missing: nil)
  }

  struct Chance: Sendable, CustomTestStringConvertible {
    let family: String
    let mean: Double
    var testDescription: String { "\(family) at \(mean)" }
  }

  static let chances = LawFamilies.all.flatMap { family in
    [0, 8].map { Chance(family: family.name, mean: $0) }
  }

  /// Nothing that a family proposes of noise around a mean is a shorter description than the mean.
  @Test(arguments: chances)
  func makesNoLawOfChance(chance: Chance) throws {
    var random = SeededRandom(seed: 51)
    func column() -> [Double] { (0..<200).map { _ in random.uniform(in: 1...5) } }
    // Curves of one input would not be asked beside a second one.
    let isOfOneInput = try type(of: Self.family(chance.family)).tier == .curves
    let inputs = isOfOneInput ? [column()] : [column(), column()]
    let data = try Dataset(
      zip(["a", "b"], inputs).map { ($0, $1) }, target: (0..<200).map { _ in chance.mean + random.normal() })
    let search = try LawSearch.sample(data)
    let fitter: LawFitter = search.session.fitter
    let constant = try #require(
      fitter.law(
        .real(data.targets[0].mean), from: .family("given"), weighting: .absoluteNoise, budget: WorkBudget()))
    let family = try Self.family(chance.family)
    for breadth in [Look.Breadth.powers, .functions] {
      for weighting in Weighting.allCases {
        let look = Look(breadth: breadth, isThorough: weighting.isNoisy, weighting: weighting)
        let context = SearchContext.sample(look, threads: 2)
        let proposals = family.candidates(for: Subproblem(search.session.training.gathered), in: context)
        let laws = context.map(proposals) { proposal, own in
          fitter.law(proposal, from: .family(chance.family), weighting: weighting, budget: own.budget)
        }
        for law in laws.compactMap({ $0 }) where !law.hasForm(of: constant) {
          #expect(!(law.length < constant.length), "\(law.expression) by \(weighting)")
        }
      }
    }
  }

  @Test func everyFamilyHasLawsHere() {
    // Those of labels have theirs in `LabelDiscoveryTests`.
    let ofNumbers = LawFamilies.all.filter { $0.likelihood == .gaussian }
    #expect(Set(FamilyCase.all.map(\.family)) == Set(ofNumbers.map { $0.name }))
  }

  /// A family that is told to spend nothing proposes nothing that needs work, and comes back.
  @Test(arguments: FamilyCase.all)
  func comesBackWithoutABudget(sample: FamilyCase) throws {
    let family = try Self.family(sample.family)
    let data = try sample.law.table(rows: 100)
    let budget = WorkBudget(limit: 0)
    _ = family.candidates(for: Subproblem(data), in: .sample(sample.exact, budget: budget))
    #expect(budget.isExhausted)
  }

  /// A table of three rows, one of equal rows and one of zeros are no reason to fail.
  @Test(arguments: LawFamilies.all.map { $0.name })
  func bearsPoorTables(name: String) throws {
    let family = try Self.family(name)
    let poor: [(x: [Double], y: [Double])] = [
      ([1, 2, 3], [2, 4, 7]),
      ([Double](repeating: 2, count: 50), [Double](repeating: 3, count: 50)),
      ([Double](repeating: 0, count: 50), (0..<50).map { Double($0) }),
      ((0..<50).map { Double($0) * 1e-300 }, (0..<50).map { Double($0) * 1e300 }),
    ]
    for (n, table) in poor.enumerated() {
      let data = try Dataset([("a", table.x)], target: table.y)
      for weighting in Weighting.allCases {
        for breadth in Look.Breadth.allCases {
          let look = Look(breadth: breadth, isThorough: true, weighting: weighting)
          for law in family.candidates(for: Subproblem(data), in: .sample(look)) {
            #expect(law.freeConstants.allSatisfy { $0.isFinite }, "table \(n): \(law)")
          }
        }
      }
    }
  }
}
