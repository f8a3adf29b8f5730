import KANData
import KANFormula
import KANNumerics
import KANTraining

extension Formula {
  /// The relative increase of the root mean square error that rounding the constants may cause.
  private static let allowedLoss = 0.01
  /// The most digits beyond those that the errors justify; more gain nothing.
  private static let mostExtraDigits = 6

  /// The formula as papers and pages show it: each measured constant with the digits that its error justifies, and for all of them
  /// as many more as it takes to agree with the table as well as the formula itself. Correlated constants need them: rounded one by
  /// one, their errors no longer cancel.
  func rounded(on data: Dataset?) -> Formula {
    showing(.plain, extraDigits: extraDigits(on: data))
  }

  private func extraDigits(on data: Dataset?) -> Int {
    guard let data, let target = data.targetNames.firstIndex(of: outputName),
      let full = rmse(of: expression, on: data, target)
    else { return 0 }
    // Rounding errors of doubles do not count as a loss.
    let limit = full * (1 + Self.allowedLoss) + 1e-12 * (data.targets[target].map(abs).max() ?? 0)
    return (0..<Self.mostExtraDigits).first { digits in
      // Named rounded numbers hold the exact values, so the printed text is parsed again.
      guard let printed = try? Expression(parsing: showing(.plain, extraDigits: digits).text) else {
        return false
      }
      return rmse(of: printed, on: data, target).map { $0 <= limit } ?? false
    } ?? Self.mostExtraDigits
  }

  private func rmse(of expression: KANFormula.Expression, on data: Dataset, _ target: Int) -> Double? {
    guard let values = try? CompiledExpression(expression, variables: data.inputNames).values(data.inputs)
    else {
      return nil
    }
    let squares = zip(values, data.targets[target]).map { ($0 - $1) * ($0 - $1) }
    let mean = squares.reduce(0, +) / Double(max(squares.count, 1))
    return mean.isFinite ? mean.squareRoot() : nil
  }
}
