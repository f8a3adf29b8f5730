import KANData
import KANFitting
import KANFormula
import KANModel
import SymbolLibrary

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// The quickest look at a table: is the target a constant times powers of the inputs?
///
/// In logarithms such a law is linear, so one least-squares fit answers, whatever the decades that the columns span;
/// curves on a scale of their own would see only the largest rows.
struct MonomialView {
  /// The network of the law y = c·Πᵢ xᵢ^pᵢ, one symbolic edge an input; `nil` if the table has no such law.
  let network: Network

  /// Exponents are taken as fractions with these denominators.
  private static let denominators = [1, 2, 3, 4, 5, 6]
  /// The misfit of log|y| up to which powers count as an explanation: the digits that tables are written with.
  private static let tolerance = 1e-5

  init?(_ data: Dataset) {
    let y = data.targets[0]
    guard y.allSatisfy({ $0 != 0 }) else { return nil }
    // An input that reaches zero cannot be a factor of a target that does not.
    let used = data.inputs.indices.filter { i in data.inputs[i].allSatisfy { $0 != 0 } }
    guard !used.isEmpty, y.count > 2 * used.count + 2 else { return nil }
    let ones = [Double](repeating: 1, count: y.count)
    let columns = used.map { i in data.inputs[i].map { log(abs($0)) } }
    guard let fit = try? LinearLeastSquares.fit(columns: columns + [ones], y: y.map { log(abs($0)) }),
      (fit.sumOfSquares / Double(y.count)).squareRoot() < Self.tolerance
    else { return nil }
    var exponents: [(input: Int, power: Rational)] = []
    for (input, p) in zip(used, fit.parameters) {
      guard let power = Self.fraction(near: p) else { return nil }
      if power != 0 { exponents.append((input, power)) }
    }
    guard !exponents.isEmpty, let sign = Self.sign(of: y, inputs: data.inputs, exponents: exponents) else {
      return nil
    }
    network = Self.network(data, exponents: exponents, factor: sign * exp(fit.parameters[used.count]))
  }

  private static func fraction(near p: Double) -> Rational? {
    for denominator in denominators {
      let numerator = (p * Double(denominator)).rounded()
      if abs(numerator / Double(denominator) - p) < 1e-3, abs(numerator) < 100 {
        return Rational(Int(numerator), denominator)
      }
    }
    return nil
  }

  /// The one sign that the factor must have on all rows; `nil` if rows disagree or a root of a negative number occurs.
  private static func sign(
    of y: [Double], inputs: [[Double]], exponents: [(input: Int, power: Rational)]
  ) -> Double? {
    var common: Double?
    for s in y.indices {
      var sign = y[s] < 0 ? -1.0 : 1.0
      for (input, power) in exponents where inputs[input][s] < 0 {
        guard power.denominator == 1 else { return nil }
        if power.numerator % 2 != 0 { sign = -sign }
      }
      guard common == nil || common == sign else { return nil }
      common = sign
    }
    return common
  }

  private static func network(
    _ data: Dataset, exponents: [(input: Int, power: Rational)], factor: Double
  ) -> Network {
    let order = 3
    let grids = data.inputs.map { column in
      KnotGrid.adaptive(to: column, intervals: 1, order: order)
    }
    let factors = exponents.count
    var edges = [Edge](repeating: .cut, count: factors * data.inputs.count)
    for (j, (input, power)) in exponents.enumerated() {
      // The factor sits on the first edge; the others are pure powers.
      let term = SymbolicTerm(symbol: symbol(power), amplitude: j == 0 ? factor : 1)
      edges[j * data.inputs.count + input] = .symbolic(SymbolicEdge(terms: [term]))
    }
    let layer = Layer(
      inputCount: data.inputs.count, sumCount: factors == 1 ? 1 : 0,
      productArities: factors == 1 ? [] : [factors],
      base: .zero, grids: grids, edges: edges, biases: [Double](repeating: 0, count: factors))
    return Network(
      inputs: data.inputNames.map { Feature(name: $0) }, outputs: [Feature(name: data.targetNames[0])],
      layers: [layer])
  }

  private static func symbol(_ power: Rational) -> Symbol {
    guard power != 1 else { return .identity }
    let domain: Domain = power.denominator > 1 ? .positive : power.numerator < 0 ? .nonZero : .everywhere
    return Symbol(
      name: "x^(\(power))", expression: .power(.variable("x"), .rational(power)), domain: domain,
      gauge: .rateAbsorbed,
      complexity: 1 + abs(power.numerator) + power.denominator)
  }
}
