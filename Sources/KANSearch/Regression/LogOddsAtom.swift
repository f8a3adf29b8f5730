import KANFormula
import KANNumerics
import RealModule
import SymbolLibrary

/// A function of one input as an element of log-odds, with initial values of its inner constants.
struct LogOddsAtom: Sendable {
  let expression: Expression
  let values: [Double]
  let input: Int

  /// The number of its inner constants.
  var constants: Int { expression.freeConstants.count }
}

extension LogOddsAtom {
  /// The number of distinct values up to which a column is a switch, for which every function is equivalent to a line.
  private static let switchValues = 3
  /// The number of rows for the properties of a column.
  private static let rowsOfASketch = 2_000
  /// The quantiles at which steps and peaks are placed initially.
  private static let places = [0.1, 0.35, 0.65, 0.9]
  /// Their widths, over the distance of the quantiles 0.1 and 0.9.
  private static let widths = [0.2, 0.5]
  /// Lengths of decays, over the median.
  private static let decays = [0.3, 1.0]
  /// The shifts of a non-negative column in a logarithm and in an inverse, over the median.
  private static let (shiftOfLogarithm, shiftOfInverse) = (0.1, 0.3)
  /// The ratio of the smallest value to the median from which logarithm and inverse need no shift.
  private static let distanceFromZero = 0.02
  /// The largest value of an angle in radians, allowing for rounding, and the minimum span of an angle.
  private static let (largestAngle, leastSpanOfAngles) = (3.2, 1.5)
  /// The fraction of the largest value below which a position counts as zero, and its replacement.
  private static let (zero, nextToZero) = (1e-6, 1e-3)

  /// The functions of all inputs of a table that the catalog allows and whose values are finite.
  static func all(of table: FeatureTable, inputs: [Int], catalog: SymbolCatalog) -> [LogOddsAtom] {
    inputs.flatMap { input in
      functions(of: table.variable(input), table.inputs[input]).compactMap { expression in
        guard catalog.allows(expression), let values = table.values(of: expression) else { return nil }
        return LogOddsAtom(expression: expression, values: values, input: input)
      }
    }
  }

  /// The functions of a column by its values.
  private static func functions(of x: Expression, _ column: [Double]) -> [Expression] {
    let sketch = column.evenlySpaced(atMost: rowsOfASketch).sorted()
    guard Set(sketch).count > switchValues else { return [x] }
    func quantile(_ share: Double) -> Double { rounded(sketch.quantile(share), sketch) }
    let least = column.min() ?? 0
    let most = column.max() ?? 0
    let median = quantile(0.5)
    let spread = sketch.quantile(0.9) - sketch.quantile(0.1)
    var found = [x, x.pow(2)]
    if least >= 0 {
      found.append(.power(x, .rational(.half)))
      let shift = Expression.real(max(shiftOfLogarithm * median, .leastNormalMagnitude))
      found.append(.log(x + shift))
      found.append(.power(x + .real(max(shiftOfInverse * median, .leastNormalMagnitude)), -1))
      if least > distanceFromZero * median { found += [.log(x), .power(x, -1)] }
      if median > 0 {
        found += decays.map { .exp(.product([.real(-1 / ($0 * median)), x])) }
      }
    } else if most > 0 {
      found.append(.abs(x))
    }
    if abs(least) <= largestAngle, most <= largestAngle, most - least > leastSpanOfAngles {
      found.append(.cos(x))
    }
    guard spread > 0 else { return found }
    for place in places.map(quantile) {
      for width in widths.map({ $0 * spread }) {
        let argument = Expression.product([.real(1 / width), .sum([x, .real(-place)])])
        found.append(.tanh(argument))
        found.append(.exp(-argument.pow(2)))
      }
    }
    return found
  }

  /// A non-zero position in a column: an initial constant of zero would be simplified away.
  private static func rounded(_ place: Double, _ sorted: [Double]) -> Double {
    let size = max(abs(sorted.first ?? 0), abs(sorted.last ?? 0))
    return abs(place) > zero * size ? place : nextToZero * size
  }
}
