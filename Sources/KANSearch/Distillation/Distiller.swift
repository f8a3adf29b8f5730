import KANData
import KANFormula
import KANNumerics
import KANSymbolic
import KANTraining
import RealModule

/// The rounds of a distillation.
struct Distiller {
  struct Settings: Sendable {
    /// The number of points of each further round, as a share of those of the first.
    var shareOfFurtherPoints = 0.25
    /// The share of the old points, those where the law is worst, near which new points lie.
    var worstShare = 0.1
    /// A later law replaces an earlier one if its error is below this share of the earlier one's: the gain must exceed the chance
    /// of the choice of points.
    var worthwhileShare = 0.9
  }

  private let oracle: Oracle
  private let options: Distillation.Options
  private let cancellation: Cancellation
  private let observer: ProgressReport.Observer?
  private let settings = Settings()

  init(
    _ oracle: Oracle, options: Distillation.Options, cancellation: Cancellation,
    observer: ProgressReport.Observer?
  ) {
    self.oracle = oracle
    self.options = options
    self.cancellation = cancellation
    self.observer = observer
  }

  func run() throws -> Distillation {
    try options.search.check()
    for (name, count) in [
      ("points", options.points), ("checkPoints", options.checkPoints), ("rounds", options.rounds),
    ] {
      try require(count >= 1, option: name, count, allowed: "1 or more")
    }
    let time = SharedTime(options.search.timeLimit, cancellation)
    // One sequence, so that the points for judging lie between those for fitting.
    let sequence = SobolSequence.columns(options.points + options.checkPoints, allOver: oracle.box)
    var columns = sequence.map { Array($0.prefix(options.points)) }
    var values = try oracle.values(at: columns)
    let judged = try dataset(sequence.map { Array($0.suffix(options.checkPoints)) })
    if let value = values.first, values.allSatisfy({ $0 == value }),
      judged.targets[0].allSatisfy({ $0 == value })
    {
      throw OracleError.constant(value)
    }

    var best: (discovery: Discovery, points: Dataset)?
    var rounds: [Distillation.Round] = []
    for round in 0..<options.rounds {
      let points = try dataset(columns, values)
      let found = try search(points, best: best?.discovery, time).map {
        onBox(try $0.measured(on: judged, as: Distillation.boxPart))
      }
      guard let found else { break }
      rounds.append(Distillation.Round(found, points: points.count))
      if isBetter(found, than: best?.discovery) { best = (found, points) }
      let isStopped = found.account.ending == .request || time.isUp
      if isDone(found) || isStopped || round + 1 == options.rounds { break }
      let further = try furtherPoints(near: columns, values, of: best?.discovery.formula, round: round)
      let answers = try oracle.values(at: further)
      for i in columns.indices { columns[i] += further[i] }
      values += answers
    }
    guard let best else { throw SymbolicError.stopped }
    return Distillation(
      discovery: best.discovery, points: best.points, rounds: rounds, asked: values.count + judged.count)
  }

  /// One search; `nil` if it was stopped before it found anything and an earlier round has a law.
  private func search(_ points: Dataset, best: Discovery?, _ time: SharedTime) throws -> Discovery? {
    do {
      return try discover(points, options: options.search, cancellation: time.next(of: 1), observer: observer)
    } catch SymbolicError.stopped where best != nil {
      return nil
    } catch SymbolicError.outOfTime where best != nil { return nil }
  }

  /// The discovery with formulas whose inputs range over the requested box: the evaluated points do not reach its faces, where a
  /// formula may have a pole.
  private func onBox(_ discovery: Discovery) -> Discovery {
    var result = discovery
    result.formula = discovery.formula.map(onBox)
    for i in result.candidates.indices {
      result.candidates[i].formula = onBox(discovery.candidates[i].formula)
    }
    return result
  }

  private func onBox(_ formula: Formula) -> Formula {
    var result = formula
    for i in result.variables.indices {
      guard let input = oracle.inputNames.firstIndex(of: result.variables[i].name) else { continue }
      result.variables[i].range = oracle.box[input]
    }
    if result.validity != nil { result.validity = result.validityOnBox() }
    return result
  }

  private func dataset(_ columns: [[Double]], _ values: [Double]? = nil) throws -> Dataset {
    try Dataset(
      inputNames: oracle.inputNames, inputs: columns, targetNames: [oracle.outputName],
      targets: [try values ?? oracle.values(at: columns)])
  }

  /// Whether the law of a later round replaces an earlier one.
  private func isBetter(_ found: Discovery, than best: Discovery?) -> Bool {
    guard let best, let limit = Self.error(best) else { return true }
    guard let error = Self.error(found), error.isFinite else { return false }
    guard limit.isFinite else { return true }
    switch options.search.choice {
    case .evidence: return error < settings.worthwhileShare * limit
    case .knee: return isPreferred(found, to: best) { $0.knee }
    case .tolerance(let tolerance): return isPreferred(found, to: best) { $0.simplest(within: tolerance) }
    }
  }

  /// Whether the choice prefers one of two laws on a front with a constant as its simplest law; errors are in units of the spread
  /// over the box.
  private func isPreferred(
    _ found: Discovery, to best: Discovery, by point: (LawFront) -> LawFront.Point?
  ) -> Bool {
    let laws = [best, found].map {
      ($0.formula?.expression.complexity ?? 1, Self.relativeError($0) ?? .infinity)
    }
    return point(LawFront(laws + [(1, 1)]))?.place == 1
  }

  /// Whether no further round is needed: the law is exact, or as accurate as requested.
  private func isDone(_ found: Discovery) -> Bool {
    guard let error = Self.relativeError(found) else { return false }
    if case .tolerance(let tolerance) = options.search.choice { return error <= tolerance }
    return found.account.verdict == .exact
  }

  /// √(mean square error) of a search's law over the box.
  private static func error(_ discovery: Discovery) -> Double? {
    discovery.formula?.fidelity.first { $0.part == Distillation.boxPart }?.rmse
  }

  /// The same over the spread of the oracle's values there.
  static func relativeError(_ discovery: Discovery) -> Double? {
    discovery.formula?.fidelity.first { $0.part == Distillation.boxPart }.map {
      max(0, 1 - $0.rSquared).squareRoot()
    }
  }

  /// Points near those where a law is worst, at the typical distance between points; anywhere without a law.
  private func furtherPoints(
    near columns: [[Double]], _ values: [Double], of formula: Formula?, round: Int
  ) throws -> [[Double]] {
    var random = SeededRandom(seed: options.search.seed).stream(UInt64(round))
    let count = max(1, Int(settings.shareOfFurtherPoints * Double(options.points)))
    var centres = Array(values.indices)
    if let formula {
      let misses = zip(try formula.values(columns), values).map { value, truth in
        // A point where the law is undefined counts as worst.
        value.isFinite ? abs(value - truth) : .infinity
      }
      let worst = max(1, Int(settings.worstShare * Double(values.count)))
      centres = Array(centres.sorted { (misses[$0], $1) > (misses[$1], $0) }.prefix(worst))
    }
    // The mean distance of n points that fill a unit cube of d dimensions.
    let reach = 1 / Double.root(Double(values.count), oracle.box.count)
    var points = [[Double]](repeating: [], count: columns.count)
    for n in 0..<count {
      let centre = centres[n % centres.count]
      for (i, range) in oracle.box.enumerated() {
        let width = reach * (range.upperBound - range.lowerBound)
        let lower = max(range.lowerBound, columns[i][centre] - width)
        let upper = min(range.upperBound, columns[i][centre] + width)
        points[i].append(random.uniform(in: lower...upper))
      }
    }
    return points
  }
}

extension Distillation.Round {
  init(_ discovery: Discovery, points: Int) {
    let fidelity = discovery.formula?.fidelity.first { $0.part == Distillation.boxPart }
    self.init(
      points: points, formula: discovery.formula?.text(digits: 6), rmse: fidelity?.rmse,
      maximumError: fidelity?.maximumError, varianceShare: fidelity?.rSquared)
  }
}
