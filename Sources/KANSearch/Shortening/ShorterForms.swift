import KANFormula
import KANModel
import KANNumerics
import KANSymbolic
import RealModule
import SymbolLibrary

/// The forms that follow from a law by one step: a part is left out, or loses the function around it, or is replaced by another
/// curve of its argument; two functions become one; or numbers become free constants. The rest is scaled so that the other
/// constants change little.
struct ShorterForms {
  struct Settings: Sendable {
    /// The complexity from which a part of one input may become another curve: f(b·x) has four nodes.
    var leastCurve = 4
    /// The number of curves that are tried in its place, those of the shortest description.
    var curves = 8
    /// The number of points of such a part.
    var points = 60
    /// The relative error allowed for a curve of a part: the other parts compensate for the rest.
    var toleranceOfCurves = 0.02
  }

  /// Some rows, on which parts are evaluated.
  let names: [String]
  let columns: [[Double]]
  private let fitter: EdgeFitter
  private let settings: Settings
  private let known = Known()

  /// A cache of the curves of parts: neighbouring laws have most parts in common.
  private final class Known {
    var curves: [Part: [Expression]] = [:]
  }

  /// A curve of one variable over a range.
  private struct Part: Hashable {
    let curve: Expression
    let lower: Double
    let upper: Double
  }

  init(names: [String], columns: [[Double]], catalog: SymbolCatalog, settings: Settings = Settings()) {
    self.names = names
    self.columns = columns
    self.settings = settings
    fitter = EdgeFitter(catalog: catalog, tolerance: settings.toleranceOfCurves, maximumTerms: 1)
  }

  /// All forms that are one step away, not simplified; some of them may be longer than the law.
  ///
  /// - Parameter budget: Charged for every part whose curves were not searched before; if it is exhausted, only known curves are used.
  func of(_ law: Expression, budget: WorkBudget = WorkBudget()) -> [Expression] {
    shortened(law) + curves(law, budget) + [freed(law)]
  }

  /// The law with all factors and addends that were recognised as exact numbers free again: an approximation may have exact numbers
  /// that the true law does not have.
  private func freed(_ law: Expression) -> Expression {
    switch law {
    case .rational, .real, .constant, .variable, .piecewise: law
    case .sum(let parts): .sum(parts.map { freedNumber($0) ?? freed($0) })
    case .product(let parts): .product(parts.map { freedNumber($0) ?? freed($0) })
    case .power(let base, let exponent): .power(freed(base), exponent)
    case .function(let function, let argument): .function(function, freed(argument))
    }
  }

  /// An exact number as a measured one. A sign is not a measurement.
  private func freedNumber(_ number: Expression) -> Expression? {
    guard number.variables.isEmpty, number.freeConstants.isEmpty, number != -1, number != 1 else {
      return nil
    }
    let value = number.value(at: [:])
    return value.isFinite ? .real(value) : nil
  }

  // MARK: - Parts left out

  private func shortened(_ law: Expression) -> [Expression] {
    switch law {
    case .rational, .real, .constant, .variable, .piecewise: []
    case .sum(let parts): withoutAddend(parts) + inside(parts, Expression.sum)
    case .product(let parts): withoutFactor(parts) + merged(parts) + inside(parts, Expression.product)
    case .power(let base, let exponent):
      plainPowers(base, exponent) + shortened(base).map { .power($0, exponent) }
    case .function(let function, let argument):
      scaled(argument, like: law) + shortened(argument).map { .function(function, $0) }
    }
  }

  /// Shortens one of several parts.
  private func inside(_ parts: [Expression], _ whole: ([Expression]) -> Expression) -> [Expression] {
    parts.indices.flatMap { i in shortened(parts[i]).map { whole(parts.replacing(i, by: $0)) } }
  }

  /// The sums without one addend, or with its mean in its place.
  private func withoutAddend(_ parts: [Expression]) -> [Expression] {
    let hasConstant = parts.contains { $0.variables.isEmpty }
    return parts.indices.flatMap { i -> [Expression] in
      let without = Expression.sum(parts.removing(i))
      guard !hasConstant, let mean = values(of: parts[i])?.mean else { return [without] }
      return [without, .sum(parts.replacing(i, by: .real(mean)))]
    }
  }

  /// The products without one factor, whose magnitude goes into the others.
  private func withoutFactor(_ parts: [Expression]) -> [Expression] {
    parts.indices.flatMap { i in
      parts[i].variables.isEmpty
        ? [] : scaled(.product(parts.removing(i)), like: .product(parts), mayShift: false)
    }
  }

  /// Merges two functions whose product is nearly a function of the product of their arguments, such as sines and tangents near zero.
  private func merged(_ parts: [Expression]) -> [Expression] {
    let functions = parts.indices.compactMap {
      i -> (place: Int, function: ElementaryFunction, argument: Expression)? in
      if case .function(let function, let argument) = parts[i] { (i, function, argument) } else { nil }
    }
    return functions.indices.flatMap { n in
      functions[(n + 1)...].flatMap { other -> [Expression] in
        let one = functions[n]
        guard one.argument.variables != other.argument.variables else { return [] }
        let rest = parts.removing(other.place).removing(one.place)
        return Set([one.function, other.function]).sorted { $0.rawValue < $1.rawValue }.flatMap { function in
          scaled(
            .function(function, one.argument * other.argument),
            like: .product([parts[one.place], parts[other.place]]), mayShift: false
          ).map { .product(rest + [$0]) }
        }
      }
    }
  }

  /// The base alone, or to the nearest power of halves.
  private func plainPowers(_ base: Expression, _ exponent: Expression) -> [Expression] {
    var found: [Expression] = []
    if case .real(let value) = exponent, abs(value) < 10, let half = Rational(Int((2 * value).rounded()), 2),
      half != 0
    {
      found.append(.power(base, .rational(half)))
    }
    return found + scaled(base, like: .power(base, exponent))
  }

  /// A part in place of another, times a factor and possibly plus a constant.
  private func scaled(_ part: Expression, like old: Expression, mayShift: Bool = true) -> [Expression] {
    guard !part.variables.isEmpty, let x = values(of: part), let y = values(of: old) else { return [] }
    let size = x.sumOfSquares
    guard size > 0, size.isFinite else { return [] }
    let factor = x.dot(y) / size
    guard factor.isFinite, factor != 0 else { return [] }
    let plain = Expression.real(factor) * part
    guard mayShift else { return [plain] }
    let (meanX, meanY) = (x.mean, y.mean)
    let spread = x.reduce(0) { $0 + ($1 - meanX) * ($1 - meanX) }
    let slope = zip(x, y).reduce(0) { $0 + ($1.0 - meanX) * ($1.1 - meanY) } / spread
    guard slope.isFinite, slope != 0 else { return [plain] }
    return [plain, .sum([.real(slope) * part, .real(meanY - slope * meanX)])]
  }

  // MARK: - Other curves

  /// Replaces every largest part of a single input by other curves of it, and every function of several inputs by other functions.
  private func curves(_ law: Expression, _ budget: WorkBudget) -> [Expression] {
    if law.variables.count == 1 {
      return law.complexity < settings.leastCurve ? [] : curves(like: law, budget)
    }
    switch law {
    case .rational, .real, .constant, .variable, .piecewise: return []
    case .sum(let parts): return curves(parts, Expression.sum, budget)
    case .product(let parts): return curves(parts, Expression.product, budget)
    case .power(let base, let exponent):
      return curves(base, budget).map { .power($0, exponent) }
        + curves(of: base, budget) { .power($0, exponent) }
    case .function(let function, let argument):
      return curves(argument, budget).map { .function(function, $0) }
        + curves(of: argument, budget) { .function(function, $0) }
    }
  }

  /// Parts of a sum or product with the same single input count as one part.
  private func curves(_ parts: [Expression], _ whole: ([Expression]) -> Expression, _ budget: WorkBudget)
    -> [Expression]
  {
    let inputs = Set(parts.filter { $0.variables.count == 1 }.map { $0.variables[0] }).sorted()
    let ofOne = inputs.flatMap { input -> [Expression] in
      let own = parts.filter { $0.variables == [input] }
      let rest = parts.filter { $0.variables != [input] }
      let part = own.count == 1 ? own[0] : whole(own)
      guard part.complexity >= settings.leastCurve else { return [] }
      return curves(like: part, budget).map { whole(rest + [$0]) }
    }
    return ofOne
      + parts.indices.filter { parts[$0].variables.count > 1 }.flatMap { i in
        curves(parts[i], budget).map { whole(parts.replacing(i, by: $0)) }
      }
  }

  /// Curves of the only input of a part, over the range of that input.
  private func curves(like part: Expression, _ budget: WorkBudget) -> [Expression] {
    guard let place = names.firstIndex(of: part.variables[0]) else { return [] }
    return curves(like: part, over: columns[place], budget)
  }

  /// Curves of an argument that are nearly some function of it.
  private func curves(
    of argument: Expression, _ budget: WorkBudget, like function: (Expression) -> Expression
  ) -> [Expression] {
    guard argument.variables.count > 1, let values = values(of: argument) else { return [] }
    return curves(like: function(.variable("t")), over: values, budget).map {
      $0.substituting(["t": argument])
    }
  }

  /// Curves of one variable that are close to a given one on these values.
  private func curves(like curve: Expression, over values: [Double], _ budget: WorkBudget) -> [Expression] {
    guard let name = curve.variables.first, let first = values.min(), let last = values.max(), last > first,
      let compiled = try? CompiledExpression(curve, variables: [name])
    else { return [] }
    let part = Part(curve: curve, lower: first, upper: last)
    if let found = known.curves[part] { return found }
    guard !budget.isExhausted else { return [] }
    budget.spend(fitter.work)
    let x = (0..<settings.points).map { first + (last - first) * Double($0) / Double(settings.points - 1) }
    let y = compiled.values([x])
    guard y.allSatisfy(\.isFinite) else { return [] }
    let found = fitter.suggestions(for: EdgeSamples(x: x, y: y), limit: settings.curves).flatMap {
      suggestion in
      variants(of: suggestion.edge).map { $0.expression(of: .variable(name)) }
    }.filter { !$0.variables.isEmpty }
    known.curves[part] = found
    return found
  }

  /// A curve, the same without its offset, and also without its shift: in combination with other parts it often needs neither,
  /// which a fit of the curve alone cannot show.
  private func variants(of curve: SymbolicEdge) -> [SymbolicEdge] {
    let centred = curve.terms.map { term in
      var term = term
      term.shift = 0
      return term
    }
    return [curve, SymbolicEdge(terms: curve.terms, offset: 0), SymbolicEdge(terms: centred, offset: 0)]
  }

  /// The values of a part on the rows; `nil` if it is not finite.
  private func values(of part: Expression) -> [Double]? {
    guard let values = (try? CompiledExpression(part, variables: names))?.values(columns),
      values.allSatisfy(\.isFinite)
    else { return nil }
    return values
  }
}

extension [Expression] {
  fileprivate func removing(_ i: Int) -> [Expression] { Array(self[..<i] + self[(i + 1)...]) }

  fileprivate func replacing(_ i: Int, by part: Expression) -> [Expression] {
    var parts = self
    parts[i] = part
    return parts
  }
}
