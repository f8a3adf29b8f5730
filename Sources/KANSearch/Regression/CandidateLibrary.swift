import KANFormula
import KANNumerics
import RealModule

/// Which functions a table offers. What a column may be the argument of follows from its values alone: a sine needs an
/// argument that bends, an exponential one that does not overflow, a difference two columns of the same size.
struct CandidateLibrary {
  /// The numbers that decide.
  private enum Limits {
    /// A sine bends from this typical argument on, and up to this largest one its argument's rounding does not show.
    static let (leastOfSine, largestOfSine) = (0.3, 1e4)
    /// An exponential bends from this typical argument on, and up to this largest one its powers stay numbers.
    static let (leastOfExponential, largestOfExponential) = (0.1, 60.0)
    /// A typical size between these is of order one: adding 1 makes sense.
    static let orderOne = 1e-3...1e3
    /// Columns whose typical sizes differ by more than this factor are not added.
    static let comparableFactor = 30.0
    /// Rows that tell a typical size.
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
      for input in inputs { found += functions(of: table.variable(input), table.inputs[input], price: 0) }
    }
    if breadth == .pairs {
      for (n, a) in inputs.enumerated() {
        found += functions(of: table.variable(a).pow(2), table.inputs[a].map { $0 * $0 }, price: 1)
        for b in inputs[(n + 1)...] { found += functionsOfPair(a, b) }
      }
    }
    return found
  }

  /// The functions whose logarithms may add up to log|y|.
  func factors() -> [BasisFunction] {
    let one: [(numerator: Int, denominator: Int, price: Int)] = [(1, 1, 1)]
    var found = inputs.map { BasisFunction(table.variable($0), table.inputs[$0], prices: one) }
    for input in inputs {
      let (x, values) = (table.variable(input), table.inputs[input])
      if Self.isSafeForSine(values) {
        for scale in [1.0, 0.5] {
          let argument: Expression = scale == 1 ? x : x * .rational(.half)
          found.append(BasisFunction(.sin(argument), values.map { Double.sin(scale * $0) }, prices: one))
          found.append(BasisFunction(.cos(argument), values.map { Double.cos(scale * $0) }, prices: one))
        }
      }
      if Self.isSafeForExponential(values) {
        found.append(BasisFunction(.exp(x), values.map { Double.exp($0) }, prices: one))
      }
      if Self.isOrderOne(values) {
        found.append(BasisFunction(1 + x, values.map { 1 + $0 }, prices: one))
        found.append(BasisFunction(1 - x, values.map { 1 - $0 }, prices: one))
        found.append(BasisFunction(1 + x.pow(2), values.map { 1 + $0 * $0 }, prices: one))
        found.append(BasisFunction(1 - x.pow(2), values.map { (1 - $0) * (1 + $0) }, prices: one))
        found.append(BasisFunction(2 + x, values.map { 2 + $0 }, prices: one))
      }
    }
    for (n, i) in inputs.enumerated() {
      for j in inputs[(n + 1)...] where areComparable(table.inputs[i], table.inputs[j]) {
        let (x, y) = (table.variable(i), table.variable(j))
        let (u, v) = (table.inputs[i], table.inputs[j])
        found.append(BasisFunction(x + y, zip(u, v).map { $0 + $1 }, prices: one))
        found.append(BasisFunction(x - y, zip(u, v).map { $0 - $1 }, prices: one))
        found.append(BasisFunction(x.pow(2) + y.pow(2), zip(u, v).map { $0 * $0 + $1 * $1 }, prices: one))
        found.append(BasisFunction(x.pow(2) - y.pow(2), zip(u, v).map { ($0 - $1) * ($0 + $1) }, prices: one))
      }
    }
    return found.filter { !$0.values.contains(0) }
  }

  /// Waves of two inputs, whose logarithms may add up to log|y| as well.
  func waveFactors() -> [BasisFunction] {
    let one: [(numerator: Int, denominator: Int, price: Int)] = [(1, 1, 1)]
    var found: [BasisFunction] = []
    for (n, i) in inputs.enumerated() {
      for j in inputs[(n + 1)...] {
        let (x, y) = (table.variable(i), table.variable(j))
        let (u, v) = (table.inputs[i], table.inputs[j])
        var arguments = [(x * y, zip(u, v).map { $0 * $1 })]
        if !v.contains(0) { arguments.append((x / y, zip(u, v).map { $0 / $1 })) }
        if !u.contains(0) { arguments.append((y / x, zip(u, v).map { $1 / $0 })) }
        if areComparable(u, v) {
          arguments += [(x - y, zip(u, v).map { $0 - $1 }), (x + y, zip(u, v).map { $0 + $1 })]
        }
        for (argument, values) in arguments where Self.isSafeForSine(values) {
          found.append(BasisFunction(.sin(argument), values.map { Double.sin($0) }, prices: one))
          found.append(BasisFunction(.cos(argument), values.map { Double.cos($0) }, prices: one))
          let half = argument * .rational(.half)
          found.append(BasisFunction(.sin(half), values.map { Double.sin($0 / 2) }, prices: one))
          found.append(BasisFunction(.cos(half), values.map { Double.cos($0 / 2) }, prices: one))
        }
      }
    }
    return found.filter { !$0.values.contains(0) }
  }

  private func functionsOfPair(_ i: Int, _ j: Int) -> [BasisFunction] {
    let (x, y) = (table.variable(i), table.variable(j))
    let (u, v) = (table.inputs[i], table.inputs[j])
    var found: [BasisFunction] = []
    if areComparable(u, v) {
      let sum = zip(u, v).map { $0 + $1 }
      let difference = zip(u, v).map { $0 - $1 }
      found.append(BasisFunction(x + y, sum, prices: Self.inverses + [(2, 1, 4)]))
      found.append(BasisFunction(x - y, difference, prices: Self.inverses + [(2, 1, 4)]))
      found.append(
        BasisFunction(x.pow(2) + y.pow(2), zip(u, v).map { $0 * $0 + $1 * $1 }, prices: Self.inverses))
      found.append(
        BasisFunction(x.pow(2) - y.pow(2), zip(u, v).map { ($0 - $1) * ($0 + $1) }, prices: Self.inverses))
      found += functions(of: x - y, difference, price: 1)
      found += functions(of: x + y, sum, price: 2)
    }
    found += functions(of: x * y, zip(u, v).map { $0 * $1 }, price: 1)
    if !v.contains(0) { found += functions(of: x / y, zip(u, v).map { $0 / $1 }, price: 2) }
    if !u.contains(0) { found += functions(of: y / x, zip(u, v).map { $1 / $0 }, price: 2) }
    return found
  }

  private func functions(of argument: Expression, _ values: [Double], price: Int) -> [BasisFunction] {
    let prices = [(1, 1, 2 + price), (2, 1, 4 + price), (-1, 1, 6 + price), (-2, 1, 7 + price)]
    let once = [(1, 1, 4 + price), (-1, 1, 6 + price)]
    var found: [BasisFunction] = []
    if Self.isSafeForSine(values) {
      found.append(BasisFunction(.sin(argument), values.map { Double.sin($0) }, prices: prices))
      found.append(BasisFunction(.cos(argument), values.map { Double.cos($0) }, prices: prices))
    }
    if Self.isSafeForExponential(values) {
      found.append(BasisFunction(.exp(argument), values.map { Double.exp($0) }, prices: once))
    }
    if values.allSatisfy({ $0 > 0 }) {
      found.append(BasisFunction(.log(argument), values.map { Double.log($0) }, prices: once))
    }
    return found
  }

  private static let inverses = [(-1, 1, 5), (-2, 1, 6), (1, 2, 6), (-1, 2, 7)].map {
    (numerator: $0.0, denominator: $0.1, price: $0.2)
  }

  /// Whether a sine of these values would bend, and not so fast that its argument's rounding shows.
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

  /// The median size, of some of the rows: it is asked for often.
  private static func typicalSize(_ values: [Double]) -> Double {
    stride(from: 0, to: values.count, by: max(1, values.count / Limits.rowsOfSize)).map { values[$0] }
      .typicalMagnitude
  }

  private func areComparable(_ u: [Double], _ v: [Double]) -> Bool {
    let (a, b) = (Self.typicalSize(u), Self.typicalSize(v))
    return a < Limits.comparableFactor * b && b < Limits.comparableFactor * a
  }
}
