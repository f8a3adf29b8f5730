import KANFormula
import KANNumerics
import RealModule

/// Scans the frequencies of sines and cosines of a form, as a periodogram does.
///
/// The sum of squares as a function of a frequency has a minimum of the width 1/(range of the data) at the right one, which points
/// that are spread over orders of magnitude miss. So the frequency takes evenly spaced values from one period over the range to the
/// Nyquist limit of the median distance of the rows, with the other constants at their best where they are linear (for one sine with
/// an offset this is the periodogram of Lomb and Scargle: Scargle, ApJ 263, 835 (1982); Zechmeister & Kürster, A&A 496, 577 (2009)).
struct WaveSearch: Sendable {
  /// A constant k that multiplies a column inside a sine or cosine, as k^power.
  struct Wave: Sendable {
    /// The number of the constant in the form.
    let constant: Int
    let power: Double
    /// What it multiplies, in radians for k = 1: the range of the values and the median distance between neighbours.
    let range: Double
    let spacing: Double
    /// The argument of the function.
    let argument: Expression

    /// The constant for a number of cycles over the range.
    func value(cycles: Double) -> Double { Double.pow(2 * .pi * cycles / range, 1 / power) }
  }

  /// Frequencies for every cycle over the range: several, so that no minimum lies between two.
  private static let oversampling = 5.0
  /// The maximum number of frequencies.
  private static let largestCount = 10_000
  /// Rows of a scan: fewer would lower the Nyquist limit.
  static let rows = 1000
  /// Phases of half a turn, of which the other half is the same with another sign of the amplitude.
  private static let phases = 4
  /// Distinct frequencies that are returned.
  private static let kept = 8
  /// The least number of cycles over the range.
  private static let leastCycles = 0.5
  /// More cycles over the range than any column resolves; 2π times this number is finite.
  private static let mostCycles = 1e300

  let form: Form
  let waves: [Wave]
  /// For every wave, the constants that shift its phase.
  private let shifts: [[(constant: Int, slope: Expression)]]

  /// The waves of a form whose frequencies are among `sought`.
  init(_ form: Form, rows: FormRows, sought: [Int]) {
    self.form = form
    let columns = Dictionary(uniqueKeysWithValues: zip(form.inputs, rows.columns))
    var waves: [Wave] = []
    form.expression.forEachNode { node in
      guard case .function(let function, let argument) = node, function == .sin || function == .cos else {
        return
      }
      for k in sought where !waves.contains(where: { $0.constant == k }) {
        let found = argument.cofactors(of: form.constants[k], columns: columns, count: rows.count)
        guard let (power, product) = found else { continue }
        let sorted = product.sorted()
        guard let least = sorted.first, let greatest = sorted.last, greatest > least,
          (greatest - least).isFinite
        else { continue }
        let steps = zip(sorted.dropFirst(), sorted).map { $0 - $1 }.filter { $0 > 0 }.sorted()
        waves.append(
          Wave(
            constant: k, power: power, range: greatest - least, spacing: steps[steps.count / 2],
            argument: argument))
      }
    }
    self.waves = waves
    shifts = waves.map { wave in
      sought.compactMap { k in
        let slope = wave.argument.derivative(withRespectTo: form.constants[k])
        guard k != wave.constant, slope != 0, slope.variables.allSatisfy({ columns[$0] == nil }),
          !slope.variables.contains(form.constants[k])
        else { return nil }
        return (k, slope)
      }
    }
  }

  /// The best starts for the constants `sought`, and their sums of squares, best first.
  ///
  /// - Parameters:
  ///   - bounds: The range of every constant of the form.
  ///   - other: Values for all constants of the form at the point with a number; those of frequencies and phases are replaced.
  ///   - sum: The sum of squares and all constants, with linear ones fitted; `nil` where the form has no value.
  func starts(
    bounds: [ClosedRange<Double>], other: (Int) -> [Double],
    sum: ([Double]) -> (constants: [Double], sumOfSquares: Double)?
  ) -> [(constants: [Double], sum: Double)] {
    var best: [(constants: [Double], sum: Double)] = []
    for (n, wave) in waves.enumerated() {
      // One wave after another, each with the best of those before: the strongest one is found first.
      let earlier = best.first?.constants
      // Columns over many orders of magnitude may have neighbours 10⁻³⁰⁰ apart: the quotient need not be a whole number.
      let largest = min(max(1, wave.range / (2 * wave.spacing)), Self.mostCycles)
      let count = Int(min((largest * Self.oversampling).rounded(.up) + 1, Double(Self.largestCount)))
      let step = (largest - Self.leastCycles) / Double(max(1, count - 1))
      var found: [(cycles: Double, constants: [Double], sum: Double)] = []
      for f in 0..<count {
        let cycles = Self.leastCycles + step * Double(f)
        let frequency = wave.value(cycles: cycles)
        guard bounds[wave.constant].contains(frequency) else { continue }
        var values = other(f)
        if let earlier {
          for m in 0..<n {
            for k in [waves[m].constant] + shifts[m].map(\.constant) { values[k] = earlier[k] }
          }
        }
        values[wave.constant] = frequency
        var least: (constants: [Double], sum: Double)?
        for phase in 0..<(shifts[n].isEmpty ? 1 : Self.phases) {
          var trial = values
          if let (k, slope) = shifts[n].first {
            let known = Dictionary(uniqueKeysWithValues: zip(form.constants, values))
            let turn = .pi * Double(phase) / Double(Self.phases) / slope.value(at: known)
            guard turn.isFinite, bounds[k].contains(values[k] + turn) else { continue }
            trial[k] = values[k] + turn
          }
          guard let completed = sum(trial), completed.sumOfSquares < least?.sum ?? .infinity else { continue }
          least = (completed.constants, completed.sumOfSquares)
        }
        if let least { found.append((cycles, least.constants, least.sum)) }
      }
      var distinct: [(cycles: Double, constants: [Double], sum: Double)] = []
      for candidate in found.sorted(by: { ($0.sum, $0.cycles) < ($1.sum, $1.cycles) })
      where distinct.count < Self.kept && distinct.allSatisfy({ abs($0.cycles - candidate.cycles) >= 1 }) {
        distinct.append(candidate)
      }
      if !distinct.isEmpty { best = distinct.map { ($0.constants, $0.sum) } }
    }
    return best
  }
}

extension Expression {
  /// What a constant multiplies as a power inside a sum or product, without terms and factors that have other constants; `nil` if
  /// this does not depend on a column.
  fileprivate func cofactors(
    of name: String, columns: [String: [Double]], count: Int
  ) -> (power: Double, product: [Double])? {
    switch self {
    case .sum(let terms):
      return terms.lazy.compactMap { $0.cofactors(of: name, columns: columns, count: count) }.first
    case .product(let factors):
      for (n, factor) in factors.enumerated() {
        guard let power = factor.power(of: .variable(name)) else { continue }
        var product = [Double](repeating: 1, count: count)
        var varies = false
        for (m, other) in factors.enumerated() where m != n {
          guard let values = other.varyingValues(columns: columns, count: count) else { continue }
          varies = varies || values.count == count
          for s in product.indices { product[s] *= values.count == count ? values[s] : values[0] }
        }
        return varies ? (power, product) : nil
      }
      return factors.lazy.compactMap { $0.cofactors(of: name, columns: columns, count: count) }.first
    default: return nil
    }
  }

  /// The values of an expression, of a sum without its constants; `nil` for other expressions with constants.
  private func varyingValues(columns: [String: [Double]], count: Int) -> [Double]? {
    var known = self
    if case .sum(let terms) = self {
      let rest = terms.filter { $0.variables.allSatisfy { columns[$0] != nil } }
      guard !rest.isEmpty else { return nil }
      known = .sum(rest)
    }
    let names = known.variables
    guard names.allSatisfy({ columns[$0] != nil }),
      let compiled = try? CompiledExpression(known, variables: names)
    else { return nil }
    let values = compiled.values(names.compactMap { columns[$0] })
    guard values.count == count || !values.isEmpty, values.allSatisfy(\.isFinite) else { return nil }
    return names.isEmpty ? [values[0]] : values
  }
}
