import KANFitting
import KANFormula
import KANSymbolic

/// Log-odds as a sum c₀ + Σ cₖ·mₖ of terms whose inner constants are free, on the rows of a table.
struct LogOddsModel: Sendable {
  /// A term without its coefficient.
  struct Term: Sendable {
    /// The term with its inner constants.
    var expression: Expression
    /// Its values on the rows.
    var values: [Double]

    /// The constants of the term with its coefficient.
    var constants: Int { 1 + expression.freeConstants.count }
  }

  private(set) var terms: [Term] = []
  /// c₀ and one coefficient per term.
  private(set) var coefficients: [Double]
  /// Minus the log likelihood of the rows, in nats.
  private(set) var misfit: Double
  /// The last fit of all constants together, inner ones included, in the order of the law's free constants; `nil` before it.
  private(set) var fit: FitResult?
  let table: FeatureTable

  /// The relative difference up to which two misfits are equal.
  private static let roundingOfMisfits = 1e-9

  /// The model with the share of ones alone; `nil` if there is only one class.
  init?(_ table: FeatureTable) {
    self.table = table
    coefficients = [0]
    misfit = 0
    guard let own = Self.fit(table).fit(columns: []) else { return nil }
    accept(own)
  }

  private static func fit(_ table: FeatureTable) -> LogisticFit {
    LogisticFit(labels: table.target, weights: table.weights)
  }

  /// The number of constants, including c₀.
  var constants: Int { 1 + terms.reduce(0) { $0 + $1.constants } }

  /// The log-odds of every row.
  var logits: [Double] {
    var sum = [Double](repeating: coefficients[0], count: table.count)
    for (term, c) in zip(terms, coefficients.dropFirst()) {
      for s in sum.indices { sum[s] += c * term.values[s] }
    }
    return sum
  }

  /// The law.
  var expression: Expression {
    let parts = zip(terms, coefficients.dropFirst()).map { term, c -> Expression in
      if case .product(let factors) = term.expression { return .product([.real(c)] + factors) }
      return .product([.real(c), term.expression])
    }
    return parts.isEmpty ? .real(coefficients[0]) : .sum([.real(coefficients[0])] + parts)
  }

  // MARK: - Fits

  /// The model with one more term and fitted coefficients; `nil` if the fit fails.
  func adding(_ term: Term, steps: Int, _ budget: WorkBudget) -> LogOddsModel? {
    var model = self
    model.terms.append(term)
    return model.refittedCoefficients(from: coefficients + [0], steps: steps, budget)
  }

  /// The same without a term.
  func removing(_ place: Int, steps: Int, _ budget: WorkBudget) -> LogOddsModel? {
    var model = self
    var start = coefficients
    model.terms.remove(at: place)
    start.remove(at: place + 1)
    return model.refittedCoefficients(from: start, steps: steps, budget)
  }

  /// The same with one coefficient for two terms: a·(m₁ ± m₂).
  func merging(_ first: Int, _ second: Int, steps: Int, _ budget: WorkBudget) -> LogOddsModel? {
    var model = self
    var start = coefficients
    let isDifference = (start[first + 1] < 0) != (start[second + 1] < 0)
    let (one, other) = (terms[first], terms[second])
    model.terms[first] = Term(
      expression: isDifference ? one.expression - other.expression : one.expression + other.expression,
      values: zip(one.values, other.values).map { isDifference ? $0 - $1 : $0 + $1 })
    model.terms.remove(at: second)
    start.remove(at: second + 1)
    return model.refittedCoefficients(from: start, steps: steps, budget)
  }

  private func refittedCoefficients(from start: [Double], steps: Int, _ budget: WorkBudget) -> LogOddsModel? {
    var solver = Self.fit(table)
    solver.maximumSteps = steps
    guard let fit = solver.fit(columns: terms.map(\.values), start: start) else { return nil }
    budget.spend(fit.steps * table.count * (start.count * start.count / 2 + 20))
    var model = self
    model.fit = nil
    model.accept(fit)
    return model
  }

  /// The model with all constants fitted together, including inner constants.
  func refined(steps: Int, _ budget: WorkBudget) -> LogOddsModel {
    let names = table.variableNames
    let compiled = terms.compactMap { try? CompiledExpression($0.expression, variables: names) }
    guard compiled.count == terms.count else { return self }
    let columns = table.variableColumns
    // The layout of the constants: c₀, then of every term its coefficient and its inner constants.
    var start = [coefficients[0]]
    var places: [(coefficient: Int, inner: Range<Int>)] = []
    for (term, c) in zip(terms, coefficients.dropFirst()) {
      let inner = term.expression.freeConstants
      places.append((start.count, start.count + 1..<start.count + 1 + inner.count))
      start += [c] + inner
    }
    func values(_ theta: [Double]) -> [Double] {
      var sum = [Double](repeating: theta[0], count: table.count)
      for (n, place) in places.enumerated() {
        let own =
          place.inner.isEmpty
          ? terms[n].values : compiled[n].values(columns, constants: Array(theta[place.inner]))
        let c = theta[place.coefficient]
        for s in sum.indices { sum[s] += c * own[s] }
      }
      return sum
    }
    func linearization(_ theta: [Double]) -> LogisticFit.Linearization {
      var sum = [Double](repeating: theta[0], count: table.count)
      var slopes = [[Double](repeating: 1, count: table.count)]
      for (n, place) in places.enumerated() {
        let c = theta[place.coefficient]
        var own = terms[n].values
        var inner: [[Double]] = []
        if !place.inner.isEmpty {
          (own, inner) = compiled[n].valuesAndConstantDerivatives(
            columns, constants: Array(theta[place.inner]))
        }
        for s in sum.indices { sum[s] += c * own[s] }
        slopes.append(own)
        // A vertical tangent carries no information about the constants; the other rows decide.
        slopes += inner.map { $0.map { $0.isFinite ? c * $0 : 0 } }
      }
      return (sum, slopes)
    }
    var solver = Self.fit(table)
    solver.maximumSteps = steps
    guard let fit = solver.fit(start: start, values: values, linearize: linearization) else { return self }
    budget.spend(fit.steps * table.count * (start.count * start.count / 2 + 3 * expression.complexity))
    guard fit.sumOfSquares.isFinite else { return self }
    var model = self
    for (n, place) in places.enumerated() where !place.inner.isEmpty {
      let inner = Array(fit.parameters[place.inner])
      model.terms[n].expression = terms[n].expression.replacingFreeConstants(with: inner)
      model.terms[n].values = compiled[n].values(columns, constants: inner)
    }
    guard model.terms.allSatisfy({ $0.values.allSatisfy(\.isFinite) }) else { return self }
    model.coefficients = [fit.parameters[0]] + places.map { fit.parameters[$0.coefficient] }
    model.misfit = Likelihood.misfit(logits: model.logits, labels: table.target, weights: table.weights)
    model.fit = fit
    if model.misfit <= misfit { return model }
    var kept = self
    // Worse by rounding only: the errors of the constants are those of this fit.
    if model.misfit - misfit < Self.roundingOfMisfits * misfit { kept.fit = fit }
    return kept
  }

  private mutating func accept(_ fit: FitResult) {
    coefficients = fit.parameters
    misfit = Likelihood.misfit(logits: logits, labels: table.target, weights: table.weights)
  }
}

extension FeatureTable {
  /// The names of the columns that are the user's inputs, and these columns.
  var variableNames: [String] { variables.map(\.name) }
  var variableColumns: [[Double]] { variables.map(\.column) }

  private var variables: [(name: String, column: [Double])] {
    zip(expressions, inputs).compactMap { expression, column in
      if case .variable(let name) = expression { (name, column) } else { nil }
    }
  }
}

extension FeatureTable {
  /// The number of rows of the rarer label per constant, besides that of its share: with fewer, the constants of log-odds describe
  /// chance. Source: Peduzzi et al., Journal of Clinical Epidemiology 49 (1996) 1373.
  private static let labelsPerConstant = 10

  /// The largest number of constants that the labels of a table determine; at least those of a line.
  var mostConstantsOfLogOdds: Int {
    let ones = target.count { $0 == 1 }
    return max(2, 1 + min(ones, count - ones) / Self.labelsPerConstant)
  }
}
