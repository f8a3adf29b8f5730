import KANFormula
import KANNumerics
import KANSymbolic
import RealModule
import SymbolLibrary

/// Searches laws that reproduce every row: the families on a problem and its reductions, cheap looks first.
///
/// A law that it finds is certain, since no wrong law of a few terms has residuals at rounding.
struct ExactForms {
  /// A law and the size of its relative residuals.
  struct ExactLaw: Sendable {
    let expression: Expression
    let error: Double
    /// Whether only rounding is left, with slight cancellation of terms.
    var isAtRounding: Bool { error < Exactness.rounding }
    /// Its length, and the digits that it fails to explain, in nats: a series that agrees to ten digits must not pass for the function.
    let length: Double
  }

  let table: FeatureTable
  let context: SearchContext
  /// The rows on which constants are refined, each counting by its relative error.
  private let refiner: ExpressionRefiner
  private let root: Subproblem
  /// The problems after terms and factors are removed, and after factors alone are removed.
  private let problems: [Subproblem]
  /// The problems that are tried if these fail because too much was divided out; the target itself last.
  private let others: [Subproblem]

  /// The number of rows for the search, and that for the refinement of constants.
  static let (rows, refiningRows) = (4_000, 600)
  /// The number of pairs of coordinates that are merged in succession, in the quick and in the thorough look.
  private static let (mergings, thoroughMergings) = (4, 2)
  /// The number of problems that are kept after a merging.
  private static let mergedProblems = 4
  /// The number of laws that are examined for series.
  private static let seriesLaws = 3
  /// The share of the rows whose errors count, and the share if small values count as well; errors of values below a share of the
  /// typical one are relative to that share.
  private static let (rowsOfError, rowsOfLoss, smallestShare) = (0.99, 0.95, 1e-3)
  /// The relative residual up to which refinement may still give an exact law.
  private static let refinable = 1e-5

  /// Laws of a problem whose table has the user's columns first.
  init(_ root: Subproblem, refiner: ExpressionRefiner, in context: SearchContext) {
    table = root.table
    self.context = context
    self.refiner = refiner
    self.root = root
    let separated = Self.separated(root, in: context)
    problems = separated.isEmpty ? [root] : separated
    let cautious = context.reduce(root, by: MultiplicativeSeparation(isCautious: true)).first
    others =
      separated.isEmpty
      ? [] : [cautious, root].compactMap { $0 }.filter { $0.inputs != separated.last?.inputs }
  }

  /// The problem without its terms and factors, and without its factors alone; empty if it has none.
  private static func separated(_ root: Subproblem, in context: SearchContext) -> [Subproblem] {
    let divided = context.reduce(root, by: MultiplicativeSeparation()).first
    let rest = context.reduce(divided ?? root, by: AdditiveSeparation()).first.map {
      context.reduce($0, by: MultiplicativeSeparation()).first ?? $0
    }
    guard divided != nil || rest != nil else { return [] }
    // If no inputs are left, too much was removed.
    return [rest, divided ?? root].compactMap { $0 }.filter {
      !$0.inputs.isEmpty || $0.values.isNearlyConstant
    }
  }

  /// The simplest laws of a few cheap terms that reproduce every row, best first; for the problems, and after merging pairs of
  /// coordinates.
  func quickLaws() -> [ExactLaw] {
    let found = laws(of: problems + others, [.powers, .functions], isThorough: false)
    if !found.isEmpty { return found }
    let withAngles = (problems + others).flatMap { context.reduce($0, by: AngleSubstitution()) }
    let ofAngles = laws(of: withAngles, [.powers], isThorough: false)
    if !ofAngles.isEmpty { return ofAngles }
    let inRadians = context.reduce(root, by: DegreeConversion())
    let ofRadians = laws(of: inRadians, [.functions], isThorough: false)
    if !ofRadians.isEmpty { return ofRadians }
    for level in merged(rounds: Self.mergings) {
      let found = laws(of: level, [.powers, .functions], isThorough: false)
      if !found.isEmpty { return found }
    }
    return laws(of: problems + others, [.pairs], isThorough: false)
  }

  /// The simplest laws of any length that reproduce every row, best first.
  func thoroughLaws(_ breadth: Look.Breadth) -> [ExactLaw] {
    let found = laws(of: problems, [breadth], isThorough: true)
    guard found.isEmpty, breadth == .functions else { return found }
    for level in merged(rounds: Self.thoroughMergings) {
      let found = laws(of: level, [.powers, .functions], isThorough: true)
      if !found.isEmpty { return found }
    }
    return laws(of: others, [.powers, .functions], isThorough: true)
  }

  /// The problems after merging one pair of coordinates, two pairs, and so on.
  private func merged(rounds: Int) -> [[Subproblem]] {
    var levels: [[Subproblem]] = []
    var wider = problems + others.filter { $0.factor != 1 }
    for _ in 0..<rounds where !context.budget.isExhausted {
      wider = PairMerging().reduce(wider, limit: Self.mergedProblems, in: context).map {
        context.reduce($0, by: MultiplicativeSeparation()).first ?? $0
      }
      if wider.isEmpty { break }
      levels.append(wider + wider.compactMap(\.restoringDroppedInputs))
    }
    return levels
  }

  /// The exact laws of the first breadth and the first problem that has any.
  private func laws(of problems: [Subproblem], _ breadths: [Look.Breadth], isThorough: Bool) -> [ExactLaw] {
    for breadth in breadths {
      let looking = context.looking(Look(breadth: breadth, isThorough: isThorough))
      for problem in problems {
        let found = laws(of: problem, [.common, .rare], looking)
        if !found.isEmpty { return withClosedSeries(found) }
      }
      // Curves are expensive and tried only once, for powers of the inputs.
      guard breadth == .powers, !isThorough else { continue }
      for problem in problems where !problem.inputs.isEmpty {
        let found = laws(of: problem, [.curves], looking)
        if !found.isEmpty { return found }
      }
    }
    return []
  }

  /// The exact laws of the first tier that has any.
  private func laws(of problem: Subproblem, _ tiers: [FamilyTier], _ context: SearchContext) -> [ExactLaw] {
    // Every input is a factor: only a constant is left.
    if problem.inputs.isEmpty { return exact([problem.constantLaw], refining: false) }
    for tier in tiers where !context.budget.isExhausted {
      let proposals = LawFamilies.members(tier, in: context).flatMap {
        $0.candidates(for: problem, in: context)
      }
      let found = exact(proposals, refining: tier == .curves)
      if !found.isEmpty { return found }
    }
    return []
  }

  /// Those of the laws that are exact, best first.
  ///
  /// - Parameter refining: Whether their constants are still to be refined.
  private func exact(_ laws: [Expression], refining: Bool) -> [ExactLaw] {
    context.map(laws) { law, own -> ExactLaw? in
      guard own.catalog.allows(law) else { return nil }
      var law = law
      var error = relativeError(law, own.budget)
      if refining || error >= Exactness.candidate && error < Self.refinable,
        let polished = refiner.refine(law, budget: own.budget)?.expression
      {
        (law, error) = (polished, relativeError(polished, own.budget))
      }
      guard error < Exactness.candidate else { return nil }
      // 1 − tanh(u) is 2/(exp(2·u) + 1), but not for large u on a computer.
      guard relativeError(law, own.budget, share: Self.rowsOfLoss, floor: 0) < Exactness.visibleLoss else {
        return nil
      }
      return candidate(law, error)
    }.compactMap { $0 }.sorted { ($0.length, $0.error) < ($1.length, $1.error) }
  }

  /// A law and its length: form, constants, and unexplained digits.
  private func candidate(_ law: Expression, _ error: Double) -> ExactLaw {
    let length = DescriptionLength(
      misfit: Self.natsOfADigit * max(0, Double.log10(error / Self.leastError)),
      structure: StructurePrice(inputCount: table.inputs.count)(law),
      constants: Self.natsOfAConstant * Double(law.freeConstants.count))
    return ExactLaw(expression: law, error: error, length: length.total)
  }

  /// For laws at rounding all rows contain the same digits, so a digit counts once and not per row; constants are not recognised
  /// yet, and most will be.
  private static let (natsOfADigit, natsOfAConstant, leastError) = (10.0, 2.0, 3e-15)

  /// The same with sums that are series replaced by powers, if that explains more digits.
  private func withClosedSeries(_ found: [ExactLaw]) -> [ExactLaw] {
    guard context.methods.contains(SeriesResummation.name) else { return found }
    let series = found.prefix(Self.seriesLaws).map(\.expression).filter {
      $0.freeConstants.count > Exactness.constantsOfNoSeries
    }
    let forms = series.flatMap { SeriesResummation.closedForms(of: $0) }
    return (found + exact(forms, refining: true)).sorted { ($0.length, $0.error) < ($1.length, $1.error) }
  }

  /// The relative residual that a share of the rows does not exceed, with errors of values below a share of the typical one
  /// relative to that share; infinite if a value is not finite.
  private func relativeError(
    _ law: Expression, _ budget: WorkBudget, share: Double = rowsOfError,
    floor: Double = smallestShare
  ) -> Double {
    guard let compiled = try? CompiledExpression(law, variables: refiner.names) else { return .infinity }
    budget.spend(table.count * law.complexity)
    let values = compiled.values(Array(table.inputs.prefix(refiner.names.count)))
    let least = max(floor * table.target.typicalMagnitude, .leastNormalMagnitude)
    let errors = zip(values, table.target).map { abs($0 - $1) / max(abs($1), least) }
    guard errors.allSatisfy({ $0.isFinite }) else { return .infinity }
    return errors.quantile(share)
  }
}
