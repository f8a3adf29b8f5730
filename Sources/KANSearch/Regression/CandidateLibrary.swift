import KANFormula
import KANNumerics
import RealModule

/// The functions that are useful for a table. The values of a column determine the functions of which it may be the argument: a
/// sine needs an argument with visible curvature, an exponential one that does not overflow, a difference two columns of similar
/// size.
struct CandidateLibrary {
  /// The numbers on which decisions depend.
  private enum Limits {
    /// The smallest typical argument of a sine with visible curvature, and the largest at which rounding of the argument does not matter.
    static let (leastOfSine, largestOfSine) = (0.3, 1e4)
    /// The smallest typical argument of an exponential with visible curvature, and the largest at which its powers do not overflow.
    static let (leastOfExponential, largestOfExponential) = (0.1, 60.0)
    /// A typical size between these is of order one: adding 1 makes sense.
    static let orderOne = 1e-3...1e3
    /// Columns whose typical sizes differ by more than this factor are not added.
    static let comparableFactor = 30.0
    /// The number of rows for a typical size.
    static let rowsOfSize = 400
  }

  let table: FeatureTable
  /// The inputs that may occur.
  let inputs: [Int]

  /// The functions for terms.
  func functions(_ breadth: Look.Breadth) -> [BasisFunction] {
    var found = inputs.map { input in
      BasisFunction(
        table.variable(input), table.inputs[input],
        prices: [
          (1, 1, 2), (-1, 1, 3), (2, 1, 3), (-2, 1, 4), (1, 2, 4), (3, 1, 5), (-1, 2, 5), (4, 1, 6),
          (-3, 1, 6), (3, 2, 6), (-4, 1, 7), (-3, 2, 7), (5, 1, 8), (-5, 1, 9), (6, 1, 9), (-6, 1, 10),
        ])
    }
    if breadth != .powers {
      for input in inputs { found += functions(of: argument(input), price: 0) }
    }
    if breadth == .pairs {
      for (n, a) in inputs.enumerated() {
        let u = table.inputs[a]
        found += functions(of: Argument(table.variable(a).pow(2)) { u[$0] * u[$0] }, price: 1)
        for b in inputs[(n + 1)...] { found += functionsOfPair(a, b) }
      }
    }
    return found
  }

  /// The functions whose logarithms may add up to log|y|.
  func factors() -> [BasisFunction] {
    var found = inputs.map { BasisFunction(table.variable($0), table.inputs[$0], prices: Self.once) }
    for input in inputs {
      let (x, values) = (table.variable(input), table.inputs[input])
      if Self.isSafeForSine(values) {
        for scale in [1.0, 0.5] {
          found += waves(
            of: Argument(scale == 1 ? x : x * .rational(.half)) { scale * values[$0] }, prices: Self.once)
        }
      }
      if Self.isSafeForExponential(values) {
        found.append(exponential(of: argument(input), prices: Self.once))
      }
      if Self.isOrderOne(values) {
        found.append(plain(Argument(1 + x) { 1 + values[$0] }, prices: Self.once))
        found.append(plain(Argument(1 - x) { 1 - values[$0] }, prices: Self.once))
        found.append(plain(Argument(1 + x.pow(2)) { 1 + values[$0] * values[$0] }, prices: Self.once))
        found.append(plain(Argument(1 - x.pow(2)) { (1 - values[$0]) * (1 + values[$0]) }, prices: Self.once))
        found.append(plain(Argument(2 + x) { 2 + values[$0] }, prices: Self.once))
      }
    }
    for (n, i) in inputs.enumerated() {
      for j in inputs[(n + 1)...] where areComparable(table.inputs[i], table.inputs[j]) {
        let (x, y) = (table.variable(i), table.variable(j))
        let (u, v) = (table.inputs[i], table.inputs[j])
        found.append(plain(Argument(x + y) { u[$0] + v[$0] }, prices: Self.once))
        found.append(plain(Argument(x - y) { u[$0] - v[$0] }, prices: Self.once))
        found.append(
          plain(Argument(x.pow(2) + y.pow(2)) { u[$0] * u[$0] + v[$0] * v[$0] }, prices: Self.once))
        found.append(
          plain(Argument(x.pow(2) - y.pow(2)) { (u[$0] - v[$0]) * (u[$0] + v[$0]) }, prices: Self.once))
      }
    }
    return found.filter { !$0.hasZero }
  }

  /// Sines and cosines of two inputs, whose logarithms may also add up to log|y|.
  func waveFactors() -> [BasisFunction] {
    var found: [BasisFunction] = []
    for (n, i) in inputs.enumerated() {
      for j in inputs[(n + 1)...] {
        let (x, y) = (table.variable(i), table.variable(j))
        let (u, v) = (table.inputs[i], table.inputs[j])
        var arguments = [Argument(x * y) { u[$0] * v[$0] }]
        if !v.contains(0) { arguments.append(Argument(x / y) { u[$0] / v[$0] }) }
        if !u.contains(0) { arguments.append(Argument(y / x) { v[$0] / u[$0] }) }
        if areComparable(u, v) {
          arguments += [Argument(x - y) { u[$0] - v[$0] }, Argument(x + y) { u[$0] + v[$0] }]
        }
        for argument in arguments where Self.isSafeForSine(values(of: argument)) {
          let value = argument.value
          let half = Argument(argument.expression * .rational(.half)) { value($0) / 2 }
          found += waves(of: argument, prices: Self.once) + waves(of: half, prices: Self.once)
        }
      }
    }
    return found.filter { !$0.hasZero }
  }

  private func functionsOfPair(_ i: Int, _ j: Int) -> [BasisFunction] {
    let (x, y) = (table.variable(i), table.variable(j))
    let (u, v) = (table.inputs[i], table.inputs[j])
    var found: [BasisFunction] = []
    if areComparable(u, v) {
      let sum = Argument(x + y) { u[$0] + v[$0] }
      let difference = Argument(x - y) { u[$0] - v[$0] }
      found.append(plain(sum, prices: Self.inverses + [(2, 1, 4)]))
      found.append(plain(difference, prices: Self.inverses + [(2, 1, 4)]))
      found.append(
        plain(Argument(x.pow(2) + y.pow(2)) { u[$0] * u[$0] + v[$0] * v[$0] }, prices: Self.inverses))
      found.append(
        plain(Argument(x.pow(2) - y.pow(2)) { (u[$0] - v[$0]) * (u[$0] + v[$0]) }, prices: Self.inverses))
      found += functions(of: difference, price: 1)
      found += functions(of: sum, price: 2)
    }
    found += functions(of: Argument(x * y) { u[$0] * v[$0] }, price: 1)
    if !v.contains(0) { found += functions(of: Argument(x / y) { u[$0] / v[$0] }, price: 2) }
    if !u.contains(0) { found += functions(of: Argument(y / x) { v[$0] / u[$0] }, price: 2) }
    return found
  }

  private func functions(of argument: Argument, price: Int) -> [BasisFunction] {
    let values = values(of: argument)
    var found: [BasisFunction] = []
    if Self.isSafeForSine(values) {
      found += waves(
        of: argument, prices: [(1, 1, 2 + price), (2, 1, 4 + price), (-1, 1, 6 + price), (-2, 1, 7 + price)])
    }
    let once = [(numerator: 1, denominator: 1, price: 4 + price), (-1, 1, 6 + price)]
    if Self.isSafeForExponential(values) { found.append(exponential(of: argument, prices: once)) }
    if values.allSatisfy({ $0 > 0 }) {
      let value = argument.value
      // A logarithm is zero only at one.
      found.append(
        BasisFunction(
          .log(argument.expression), rows: table.count, isPositive: false, hasZero: values.contains(1),
          prices: once, value: { Double.log(value($0)) }))
    }
    return found
  }

  // MARK: - Atoms

  /// An argument of functions, as an expression and on a row. Thousands are made and few are used, so no values are stored.
  private struct Argument {
    let expression: Expression
    let value: @Sendable (Int) -> Double

    init(_ expression: Expression, _ value: @escaping @Sendable (Int) -> Double) {
      (self.expression, self.value) = (expression, value)
    }
  }

  private func argument(_ input: Int) -> Argument {
    let values = table.inputs[input]
    return Argument(table.variable(input)) { values[$0] }
  }

  private func values(of argument: Argument) -> [Double] { (0..<table.count).map(argument.value) }

  /// The argument itself.
  private func plain(_ argument: Argument, prices: [Price]) -> BasisFunction {
    let values = values(of: argument)
    return BasisFunction(
      argument.expression, rows: values.count, isPositive: values.allSatisfy { $0 > 0 },
      hasZero: values.contains(0), prices: prices, value: argument.value)
  }

  /// Sine and cosine. No `Double` but 0 is a zero of either, and their prices include no roots.
  private func waves(of argument: Argument, prices: [Price]) -> [BasisFunction] {
    let value = argument.value
    return [
      BasisFunction(
        .sin(argument.expression), rows: table.count, isPositive: false,
        hasZero: (0..<table.count).contains { value($0) == 0 }, prices: prices,
        value: { Double.sin(value($0)) }),
      BasisFunction(
        .cos(argument.expression), rows: table.count, isPositive: false, hasZero: false, prices: prices,
        value: { Double.cos(value($0)) }),
    ]
  }

  /// An exponential of a safe argument, which has no zero.
  private func exponential(of argument: Argument, prices: [Price]) -> BasisFunction {
    let value = argument.value
    return BasisFunction(
      .exp(argument.expression), rows: table.count, isPositive: true, hasZero: false, prices: prices,
      value: { Double.exp(value($0)) })
  }

  private typealias Price = (numerator: Int, denominator: Int, price: Int)

  private static let once: [Price] = [(1, 1, 1)]

  private static let inverses = [(-1, 1, 5), (-2, 1, 6), (1, 2, 6), (-1, 2, 7)].map {
    (numerator: $0.0, denominator: $0.1, price: $0.2)
  }

  /// Whether a sine of these values has visible curvature, and does not vary so fast that rounding of its argument matters.
  private static func isSafeForSine(_ values: [Double]) -> Bool {
    let largest = values.lazy.map { abs($0) }.max() ?? 0
    return largest < Limits.largestOfSine && Self.typicalSize(values) > Limits.leastOfSine
  }

  private static func isSafeForExponential(_ values: [Double]) -> Bool {
    let largest = values.lazy.map { abs($0) }.max() ?? 0
    return largest < Limits.largestOfExponential && Self.typicalSize(values) > Limits.leastOfExponential
  }

  /// Whether the values are of the size of 1, so that adding 1 makes sense.
  private static func isOrderOne(_ values: [Double]) -> Bool {
    Limits.orderOne.contains(Self.typicalSize(values))
  }

  /// The median size, computed from some of the rows because it is needed often.
  private static func typicalSize(_ values: [Double]) -> Double {
    stride(from: 0, to: values.count, by: max(1, values.count / Limits.rowsOfSize)).map { values[$0] }
      .typicalMagnitude
  }

  private func areComparable(_ u: [Double], _ v: [Double]) -> Bool {
    let (a, b) = (Self.typicalSize(u), Self.typicalSize(v))
    return a < Limits.comparableFactor * b && b < Limits.comparableFactor * a
  }
}
