import KANFormula
import KANSymbolic

/// How well a fit agrees with its rows, as titles and values to read.
package struct FitFacts: Sendable {
  /// Titles with their values.
  package let rows: [(title: String, value: String)]

  /// The facts about a fit.
  package init(_ fit: Form.Fit) {
    let s = fit.statistics
    var rows = [("rows", "\(s.rows)"), ("degrees of freedom", "\(s.degreesOfFreedom)")]
    if let chiSquare = s.chiSquare {
      rows.append(("χ²", chiSquare.decimalText(digits: 6)))
      if s.degreesOfFreedom > 0 {
        rows.append(("χ²/ndf", (chiSquare / Double(s.degreesOfFreedom)).decimalText(digits: 4)))
      }
      if let probability = s.probability { rows.append(("p-value", probability.decimalText(digits: 3))) }
    }
    rows.append(("sum of squares", s.sumOfSquares.decimalText(digits: 8)))
    if let deviation = s.residualStandardDeviation {
      rows.append(("residual standard deviation", deviation.decimalText(digits: 6)))
    }
    rows.append(("RMSE", s.rmse.decimalText(digits: 4)))
    rows.append(("largest error", s.maximumError.decimalText(digits: 4)))
    rows.append(("R²", Formula.Fidelity.text(ofShare: s.rSquared)))
    let errors =
      switch (fit.account.errorScale, s.chiSquare) {
      // A robust loss measures the size of the residuals in its own way, which outliers hardly move.
      case (.residuals, .some) where fit.account.robustness != nil:
        "from the measurement errors, times the robust size of the pulls"
      case (.residuals, .none) where fit.account.robustness != nil: "from the robust size of the residuals"
      case (.stated, _): "from the measurement errors as stated"
      case (.residuals, .some): "from the measurement errors, times √(χ²/ndf)"
      case (.residuals, .none): "from the size of the residuals"
      }
    rows.append(("errors of the constants", errors))
    if let kind = fit.account.robustness {
      let scale = fit.account.robustScale.map { ", σ = \($0.decimalText(digits: 4))" } ?? ""
      let count = fit.account.outliers.count
      rows.append(
        (
          "robust",
          (kind == .huber ? "Huber" : "Student's t") + scale
            + "; \(count) row\(count == 1 ? "" : "s") of weight below ½"
            + (count > 0 ? ": " + Self.list(fit.account.outliers) : "")
        ))
    }
    self.rows = rows.map { (title: $0.0, value: $0.1) }
  }

  private static func list(_ rows: [Int]) -> String {
    rows.prefix(10).map(String.init).joined(separator: ", ") + (rows.count > 10 ? ", …" : "")
  }
}
