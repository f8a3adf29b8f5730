import KANData
import KANFitting
import KANFormula
import KANNumerics

/// What a user should know about a fit.
extension FormFitter {
  /// Warnings about constants that are not known, and about a law that explains little.
  func warnings(
    _ minimum: Minimum, _ settled: Settled, _ known: Local, _ layout: ParameterLayout, freedom: Int,
    predictions: [Double], rows: FormRows
  ) -> [String] {
    var warnings: [String] = []
    func names(_ parameters: [Int]) -> String {
      parameters.map { p in
        let (constant, group) = layout.meaning[p]
        return form.constants[constant] + (group.map { " of group \(rows.groupNames[$0])" } ?? "")
      }.joined(separator: ", ")
    }
    if !known.isConverged {
      warnings.append(
        "the constants have not converged; choose starting values closer to the solution or fix some of them")
    }
    if known.undetermined.count == 1 {
      warnings.append(
        "the data do not constrain \(names(known.undetermined)): fix it or write the form without it")
    } else if !known.undetermined.isEmpty {
      warnings.append(
        "the data cannot separate \(names(known.undetermined)): fix one of them or write the form with fewer constants"
      )
    }
    let unknown = Set(known.undetermined.map { form.constants[layout.meaning[$0].constant] })
    if let note = note(onNames: form.constants.filter { unknown.contains($0) || isMistakable($0) }) {
      warnings.append(note)
    }
    let bound = settled.isFree.indices.filter { !settled.isFree[$0] }
    if !bound.isEmpty {
      warnings.append(
        "\(names(bound)) ended at a bound: the fit would be better without it, and the errors of the others are valid only with it"
      )
    }
    if freedom == 0 {
      let size = rows.target.largestMagnitude
      let passes = zip(predictions, rows.target).allSatisfy { abs($0 - $1) <= Self.rounding * size }
      warnings.append(
        "there are as many constants as rows\(passes ? ", and the law passes through all of them" : ""), so the fit cannot be tested"
      )
    }
    if let note = lackOfAgreement(predictions, rows, constants: settled.parameters.count) {
      warnings.append(note)
    }
    if minimum.starts > 2, minimum.agreeing < 2 {
      warnings.append(
        "only \(minimum.agreeing) of \(minimum.starts) starting points reached this minimum; other minima may be deeper: give starting values if you know some"
      )
    }
    return warnings
  }

  /// Which names are constants, and which could have been meant.
  private func note(onNames constants: [String]) -> String? {
    guard let last = constants.last, !columnNames.isEmpty else { return nil }
    let names =
      (constants.dropLast().isEmpty ? "" : constants.dropLast().joined(separator: ", ") + " and ") + last
    return
      "\(names) \(constants.count == 1 ? "is taken as a constant" : "are taken as constants"); the table has the columns "
      + columnNames.joined(separator: ", ")
  }

  /// Whether a constant may be meant as a column that the form does not use: its name is the same apart from case, or a word with
  /// another letter.
  private func isMistakable(_ constant: String) -> Bool {
    guard options.starts[constant] == nil, options.bounds[constant] == nil else { return false }
    let unused = columnNames.filter { !form.inputs.contains($0) && !form.target.variables.contains($0) }
    guard let near = nearestName(to: constant, in: unused) else { return false }
    func withoutNumber(_ name: String) -> Substring { name.lowercased()[...].trimmingNumber }
    return near.lowercased() == constant.lowercased()
      || constant.count > 3 && withoutNumber(near) != withoutNumber(constant)
  }

  /// The explained share of the variance below which a fit gets a warning.
  private static let leastShare = 0.5
  /// The probability above which an improvement over a constant may be chance.
  private static let chance = 0.01

  /// A warning for a law that explains little; `nil` for others, and for forms without columns.
  private func lackOfAgreement(_ predictions: [Double], _ rows: FormRows, constants: Int) -> String? {
    guard !form.inputs.isEmpty, rows.count > constants, constants > 0, options.robustness == nil else {
      return nil
    }
    let rootWeights = rows.rootWeights
    func weight(_ s: Int) -> Double { rootWeights[s] * rootWeights[s] }
    let sum = rows.target.indices.reduce(0) { $0 + weight($1) }
    let mean = rows.target.indices.reduce(0) { $0 + weight($1) * rows.target[$1] } / sum
    var (left, total) = (0.0, 0.0)
    for s in rows.target.indices {
      left += weight(s) * (predictions[s] - rows.target[s]) * (predictions[s] - rows.target[s])
      total += weight(s) * (rows.target[s] - mean) * (rows.target[s] - mean)
    }
    guard total > 0, left > (1 - Self.leastShare) * total else { return nil }
    let freedom = rows.count - constants
    let probability = FTest.probability(
      ofRise: max(0, total - left), removed: max(1, constants - 1), residualVariance: left / Double(freedom),
      degreesOfFreedom: freedom)
    let advice = "give starting values if you know some, or try another form"
    if left >= total || probability > Self.chance {
      return "the fit is no better than a constant: \(advice)"
    }
    let percent = ((1 - left / total) * 100).decimalText(digits: 2)
    return "the fit explains only \(percent) % of the variance of \(form.targetName): \(advice)"
  }
}

extension Substring {
  /// Without the digits at the end, which number names.
  fileprivate var trimmingNumber: Substring {
    var rest = self
    while rest.last?.isNumber == true { rest.removeLast() }
    return rest
  }
}
