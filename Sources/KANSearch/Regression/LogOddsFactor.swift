import KANFormula
import KANNumerics
import KANSymbolic
import RealModule
import SymbolLibrary

/// A function of one input, or of two, as a factor of terms of log-odds: a form with initial values of its inner constants.
struct LogOddsFactor: Sendable {
  let expression: Expression
  let values: [Double]
  /// Its columns.
  let inputs: Set<Int>
  /// The index of its form: equal for factors that differ only in the initial values of their constants.
  let form: Int
  /// The number of its inner constants.
  let constants: Int
  /// The price of its form, in nats.
  let price: Double

  /// Whether it has no inner constants and is a function of one input.
  var isPlain: Bool { constants == 0 && inputs.count == 1 }
}

extension LogOddsFactor {
  /// The number of distinct values up to which a column is a switch, for which every function is equivalent to a line.
  private static let switchValues = 3
  /// The number of rows for the properties of a column.
  private static let rowsOfASketch = 2_000
  /// Rates of waves in units of π over the width of the range: from a quarter of a period to nearly eight periods within it.
  private static let waves = [0.5, 1, 1.5, 2, 3, 4, 6, 8, 11, 15]
  /// Rates of exponentials in units of the inverse width.
  private static let rates = [0.5, 1.5, 4, 10]
  /// Places of peaks, of steps and of parabolas as shares of the range, and widths of peaks and of steps in units of the range's.
  private static let (places, widths) = ([0.05, 0.2, 0.35, 0.5, 0.65, 0.8, 0.95], [0.06, 0.15, 0.4])
  private static let (placesOfSteps, widthsOfSteps) = ([0.15, 0.35, 0.5, 0.65, 0.85], [0.08, 0.25])
  private static let placesOfParabolas = [0.1, 0.3, 0.5, 0.7, 0.9]
  /// Measured exponents.
  private static let exponents = [-2.5, -1.5, 0.3, 1.5, 2.5, 4]
  /// The largest argument of a sine or cosine without a rate, and the minimum span of one.
  private static let (largestAngle, leastSpanOfAngles) = (7.0, 1.5)
  /// The share of the width from which a place counts as zero, and its replacement: a constant of zero would be simplified away.
  private static let (zero, nextToZero) = (1e-6, 1e-3)
  /// The relative spread below which a function is a constant.
  private static let leastSpread = 1e-9

  /// The factors that the catalog and the constraints allow and whose values are finite on all rows.
  static func all(of table: FeatureTable, inputs: [Int], in context: SearchContext) -> [LogOddsFactor] {
    let price = StructurePrice(inputCount: table.inputs.count)
    var found: [LogOddsFactor] = []
    var form = 0
    func add(_ starts: [Expression], _ inputs: Set<Int>) {
      guard let first = starts.first, context.catalog.allows(first), context.constraints.allow(first),
        context.balances(first)
      else { return }
      for expression in starts {
        guard let values = table.values(of: expression), varies(values) else { continue }
        found.append(
          LogOddsFactor(
            expression: expression, values: values, inputs: inputs, form: form,
            constants: expression.freeConstants.count, price: price(expression)))
      }
      form += 1
    }
    for input in inputs {
      for starts in forms(of: table.variable(input), table.inputs[input]) { add(starts, [input]) }
    }
    for (n, a) in inputs.enumerated() {
      for b in inputs[(n + 1)...] {
        let (x, y) = (table.variable(a), table.variable(b))
        for pair in [x + y, x - y, x.pow(2) + y.pow(2), x.pow(2) - y.pow(2)] { add([pair], [a, b]) }
      }
    }
    return found
  }

  private static func varies(_ values: [Double]) -> Bool {
    guard let low = values.min(), let high = values.max() else { return false }
    return high - low > leastSpread * max(abs(low), abs(high))
  }

  /// The functions of a column, each with the initial values of its constants.
  private static func forms(of x: Expression, _ column: [Double]) -> [[Expression]] {
    let sketch = column.evenlySpaced(atMost: rowsOfASketch)
    guard Set(sketch).count > switchValues, let low = column.min(), let high = column.max() else {
      return [[x]]
    }
    let width = high - low
    var found = [[x], [x.pow(2)]]
    if low > 0 {
      found += [[.log(x)], [.power(x, -1)], [.power(x, -2)], exponents.map { .power(x, .real($0)) }]
    }
    if low >= 0 { found.append([.power(x, .rational(.half))]) } else if high > 0 { found.append([.abs(x)]) }
    if max(abs(low), abs(high)) <= largestAngle, width > leastSpanOfAngles {
      found += [[.sin(x)], [.cos(x)]]
    }
    func scaled(_ rate: Double) -> Expression { .product([.real(rate / width), x]) }
    let waves = waves.map { scaled($0 * .pi) }
    found += [waves.map { .sin($0) }, waves.map { .cos($0) }]
    found.append(rates.flatMap { [scaled($0), scaled(-$0)] }.map { .exp($0) })
    func shifted(_ share: Double) -> Expression {
      let place = low + share * width
      return .sum([x, .real(-(abs(place) > zero * width ? place : nextToZero * width))])
    }
    func standardized(_ places: [Double], _ widths: [Double]) -> [Expression] {
      places.flatMap { place in widths.map { .product([.real(1 / ($0 * width)), shifted(place)]) } }
    }
    found.append(placesOfParabolas.map { shifted($0).pow(2) })
    let peaks = standardized(places, widths)
    found.append(peaks.map { .exp(-$0.pow(2)) })
    found.append(peaks.map { .power(.sum([1, $0.pow(2)]), -1) })
    found.append(standardized(placesOfSteps, widthsOfSteps).map { .tanh($0) })
    return found
  }
}

extension SearchContext {
  /// Whether an expression is consistent in the units of the inputs, as far as they are known.
  func balances(_ expression: Expression) -> Bool {
    dimensions.isEmpty
      || (try? DimensionalBalance(of: expression, dimensions: dimensions, target: nil)) != nil
  }
}
