import KANData
import KANFormula
import KANNumerics
import KANTraining

extension Formula {
  /// How much worse a formula may be for the rounding of its constants, as a share of its root mean square error.
  private static let allowedLoss = 0.01
  /// Beyond this many digits more than the errors leave, nothing is gained.
  private static let mostExtraDigits = 6

  /// The formula as papers and pages show it: each measured constant with the digits that its error leaves, and as many
  /// more for all of them as it takes to agree with the table as well as the formula itself. Correlated constants need
  /// them: rounded one by one they no longer make up for each other.
  func rounded(on data: Dataset?) -> Formula {
    showing(.plain, extraDigits: extraDigits(on: data))
  }

  private func extraDigits(on data: Dataset?) -> Int {
    guard let data, let target = data.targetNames.firstIndex(of: outputName),
      let full = rmse(of: expression, on: data, target)
    else { return 0 }
    // What a double rounds is no loss.
    let limit = full * (1 + Self.allowedLoss) + 1e-12 * (data.targets[target].map(abs).max() ?? 0)
    return (0..<Self.mostExtraDigits).first { digits in
      // The names of rounded numbers have the exact values: what is printed is read again.
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
