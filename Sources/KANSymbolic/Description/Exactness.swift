import KANFormula
import KANNumerics

/// The definition of "exact", and all other distances from a law at which decisions are made.
package enum Exactness {
  /// A law whose relative residual is below this on nearly every row may be exact, with allowance for cancellation of its terms; no
  /// wrong law of a few terms comes so near.
  package static let candidate = 2e-11
  /// Only the rounding of a few operations remains.
  package static let rounding = 1e-13
  /// On unseen rows, no wrong law of so few measured constants comes so near.
  package static let unseen = 1e-9
  /// A series of three or more constants imitates a smooth law to ten digits; only at rounding error it is the law.
  package static let unseenSeries = 1e-13
  /// The maximum number of constants of a law that cannot be a series.
  package static let constantsOfNoSeries = 2
  /// The relative error from which users notice the loss of digits in small values.
  package static let visibleLoss = 1e-7
  /// Noise below this cannot be distinguished from the residuals of a series fitted to a smooth law.
  package static let visibleNoise = 1e-4

  /// Evaluations in another order differ by some roundings: a law may be off by this many times the rounding of one evaluation.
  private static let evaluations = 64.0
  /// In the worst case the roundings of the columns themselves add up.
  private static let columns = 2.0

  /// Whether a law reproduces every row within rounding: that of the target, and the effect of the rounding of every input, every
  /// constant and every operation.
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
    let ownRounding = ColumnRounding(ofResults: target)
    let roundings = chosen.map { ColumnRounding(ofInput: inputs[$0], besideResults: ownRounding) }
    // Derivatives are computed for some rows at a time: those of all would be larger than the table.
    return stride(from: 0, to: target.count, by: rowsAtATime).allSatisfy { start in
      let rows = start..<min(start + rowsAtATime, target.count)
      return holds(
        compiled, chosen.map { Array(inputs[$0][rows]) }, roundings, Array(target[rows]), ownRounding)
    }
  }

  /// The number of rows whose derivatives are in memory at a time.
  private static let rowsAtATime = 8_192

  /// The same for some rows, with the rounding of each of their columns.
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
  /// The expression with all its numbers as free constants, for derivatives; exponents are kept.
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
