import KANFormula
import KANNumerics

/// What "exact" means, and the other distances from a law at which decisions are made; there is no other place for them.
package enum Exactness {
  /// A law whose relative residual is below this on nearly every row may be exact, cancellation of its terms allowed for;
  /// no wrong law of a few terms comes so near.
  package static let candidate = 2e-11
  /// Nothing is left but the rounding of a few operations.
  package static let rounding = 1e-13
  /// On rows that it has not seen, no wrong law of so few measured constants comes so near.
  package static let unseen = 1e-9
  /// A series of three constants or more imitates a smooth law to ten digits; only at rounding it is the law.
  package static let unseenSeries = 1e-13
  /// The most constants that are no series.
  package static let constantsOfNoSeries = 2
  /// From this relative error on users see the loss of digits in small values.
  package static let visibleLoss = 1e-7
  /// Noise below this cannot be told from what a series leaves of a smooth law.
  package static let visibleNoise = 1e-4

  /// Evaluations in another order differ by some roundings: a law may be off by so many times the rounding of one evaluation.
  private static let evaluations = 64.0
  /// Roundings of the columns themselves add up at worst.
  private static let columns = 2.0

  /// Whether a law reproduces every row within the rounding that its columns carry: that of the target, and what the
  /// rounding of every input, every constant and every operation makes of it.
  ///
  /// - Parameters:
  ///   - law: The law; its measured constants may be off in their last digits.
  ///   - inputs: The columns by name.
  package static func holds(
    _ law: Expression, names: [String], inputs: [[Double]], target: [Double]
  ) -> Bool {
    // Other inputs have no slope.
    let own = Set(law.variables)
    let used = names.indices.filter { own.contains(names[$0]) }
    let chosen = used.isEmpty ? Array(names.indices.prefix(1)) : used
    guard let compiled = try? CompiledExpression(law.freeingNumbers, variables: chosen.map { names[$0] })
    else { return false }
    let ownRounding = ColumnRounding(of: target)
    let roundings = chosen.map { ColumnRounding(of: inputs[$0]) }
    // Derivatives of a few rows at a time: those of all would be larger than the table.
    return stride(from: 0, to: target.count, by: rowsAtATime).allSatisfy { start in
      let rows = start..<min(start + rowsAtATime, target.count)
      return holds(
        compiled, chosen.map { Array(inputs[$0][rows]) }, roundings, Array(target[rows]), ownRounding)
    }
  }

  /// Rows whose derivatives are in memory together.
  private static let rowsAtATime = 8_192

  /// The same of some rows, with the rounding of every column of them.
  private static func holds(
    _ compiled: CompiledExpression, _ inputs: [[Double]], _ roundings: [ColumnRounding], _ target: [Double],
    _ ownRounding: ColumnRounding
  ) -> Bool {
    let (values, slopes) = compiled.valuesAndVariableDerivatives(inputs)
    let (_, byConstants) = compiled.valuesAndConstantDerivatives(inputs, constants: compiled.freeConstants)
    func finite(_ x: Double) -> Double { x.isFinite ? x : 0 }
    for s in target.indices {
      var evaluation = abs(values[s])
      var column = ownRounding.error(of: target[s])
      for i in inputs.indices {
        let slope = finite(abs(slopes[i][s]))
        evaluation += slope * abs(inputs[i][s])
        column += slope * roundings[i].error(of: inputs[i][s])
      }
      for (c, constant) in compiled.freeConstants.enumerated() {
        evaluation += finite(abs(byConstants[c][s] * constant))
      }
      let allowed = columns * column + evaluations * evaluation * 0x1p-53
      guard abs(values[s] - target[s]) <= max(allowed, .leastNonzeroMagnitude) else { return false }
    }
    return true
  }
}

extension Expression {
  /// The expression with all its numbers as constants by which it can be differentiated; exponents stay.
  fileprivate var freeingNumbers: Expression {
    switch self {
    case .rational(let number): .real(number.doubleValue)
    case .constant(let constant): .real(constant.value)
    case .real, .variable: self
    case .sum(let parts): .sum(parts.map(\.freeingNumbers))
    case .product(let parts): .product(parts.map(\.freeingNumbers))
    case .power(let base, let exponent): .power(base.freeingNumbers, exponent)
    case .function(let function, let argument): .function(function, argument.freeingNumbers)
    case .piecewise(let polynomial, let argument): .piecewise(polynomial, argument.freeingNumbers)
    }
  }
}
