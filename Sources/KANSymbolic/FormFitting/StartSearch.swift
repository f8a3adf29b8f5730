import KANFormula
import KANNumerics

/// Searches for initial values of a form's constants, if the user gave none.
///
/// It tries evenly spread points (Sobol') in the expected ranges of the constants (`ConstantRange`), with linear constants fitted
/// at each, and takes the points with the smallest residuals that differ from each other. Frequencies are scanned (`WaveSearch`).
struct StartSearch: Sendable {
  /// The settings that determine how thorough the search for starts is.
  struct Settings: Sendable {
    /// The number of points for every constant that is searched for.
    var pointsPerConstant = 512
    /// The maximum number of points.
    var largestCount = 4096
    /// Rows that rank the points.
    var rows = 200
    /// The number of starts that are returned.
    var kept = 24
    /// Starts from values of functions of constants.
    var substituted = 6
  }

  var settings = Settings()
  let form: Form
  let starts: [String: Double]
  let bounds: [ClosedRange<Double>]
  let budget: WorkBudget

  /// Starts in the order of their residuals, after those from values of functions of constants (`SubstitutedConstants`); empty if the
  /// form has a value nowhere.
  func starts(on rows: FormRows) throws -> [[Double]] {
    let isBounded = bounds.map { $0.lowerBound.isFinite || $0.upperBound.isFinite }
    let free = form.constants.indices.filter { starts[form.constants[$0]] == nil && !isBounded[$0] }
    let plain = try plainStarts(on: rows)
    guard let substituted = SubstitutedConstants(form, candidates: free) else { return plain }
    let search = StartSearch(
      settings: settings, form: substituted.form, starts: starts, bounds: bounds, budget: budget)
    return try search.plainStarts(on: rows).prefix(settings.substituted).compactMap(substituted.constants)
      + plain
  }

  private func plainStarts(on rows: FormRows) throws -> [[Double]] {
    let all = form.constants.indices
    let isGiven = form.constants.map { starts[$0] != nil }
    let isBounded = bounds.map { $0.lowerBound.isFinite || $0.upperBound.isFinite }
    let linear = try LinearConstants(form, candidates: all.filter { !isGiven[$0] && !isBounded[$0] })
    let few = rows.limited(to: settings.rows)
    let weights = few.rootWeights
    let ranges = ConstantRange.all(of: form, on: few)
    let sought = linear.others.filter { !isGiven[$0] }
    let count =
      sought.isEmpty
      ? 1 : min(settings.largestCount, settings.pointsPerConstant * sought.count)
    let points = SobolSequence.columns(count, allOver: sought.flatMap { _ in [0...1, 0...1] })
    var found: [(constants: [Double], coordinates: [Double], sum: Double)] = []
    for point in 0..<count where !budget.isExhausted {
      budget.spend(few.count * (form.expression.complexity + 1) * (linear.linear.count + 1))
      var coordinates: [Double] = []
      let values = linear.others.map { k in
        if let start = starts[form.constants[k]] { return start }
        let n = coordinates.count
        let value = ranges[k].value(at: (points[2 * n][point], points[2 * n + 1][point]), within: bounds[k])
        coordinates.append(value)
        return value
      }
      guard
        let completed = linear.completed(values, on: few, weights: weights, constantCount: all.count)
      else { continue }
      found.append((completed.constants, coordinates, completed.sumOfSquares))
    }
    let waves = waveStarts(rows, linear: linear, sought: sought, ranges: ranges, points: points)
    return waves
      + Self.distinct(found.sorted { $0.sum < $1.sum }, count: max(1, settings.kept - waves.count))
  }

  /// Starts at the best frequencies of the form's sines and cosines; empty for a form without.
  private func waveStarts(
    _ rows: FormRows, linear: LinearConstants, sought: [Int], ranges: [ConstantRange], points: [[Double]]
  ) -> [[Double]] {
    let many = rows.limited(to: WaveSearch.rows)
    let search = WaveSearch(form, rows: many, sought: sought)
    guard !search.waves.isEmpty, let count = points.first?.count else { return [] }
    let weights = many.rootWeights
    let found = search.starts(bounds: bounds) { point in
      var values = form.constants.map { starts[$0] ?? 0 }
      for (n, k) in sought.enumerated() {
        let place = (points[2 * n][point % count], points[2 * n + 1][point % count])
        values[k] = ranges[k].value(at: place, within: bounds[k])
      }
      return values
    } sum: { values in
      guard !budget.isExhausted else { return nil }
      budget.spend(many.count * (form.expression.complexity + 1) * (linear.linear.count + 1))
      return linear.completed(
        linear.others.map { values[$0] }, on: many, weights: weights, constantCount: values.count)
    }
    return found.map(\.constants)
  }

  /// Values within this relative difference lead to the same minimum.
  private static let nearness = 0.25

  private static func distinct(
    _ sorted: [(constants: [Double], coordinates: [Double], sum: Double)], count: Int
  ) -> [[Double]] {
    var kept: [(constants: [Double], coordinates: [Double])] = []
    for candidate in sorted where kept.count < count {
      let isNew = kept.allSatisfy { other in
        zip(candidate.coordinates, other.coordinates).contains { a, b in
          abs(a - b) > nearness * max(abs(a), abs(b))
        }
      }
      if isNew || kept.isEmpty { kept.append((candidate.constants, candidate.coordinates)) }
    }
    return kept.map(\.constants)
  }
}
