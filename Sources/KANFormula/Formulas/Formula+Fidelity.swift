import RealModule

extension Formula {
  /// How well a formula agrees with one part of the data.
  public struct Fidelity: Sendable, Hashable, Codable {
    /// `train`, `validation` or `test`.
    public var part: String
    /// The root of the mean squared residual, in units of the target; of probabilities for log-odds (Brier 1950).
    public var rmse: Double
    /// The explained share of the variance, 1 for a perfect law; for log-odds the explained share of the log-loss (McFadden 1974).
    public var rSquared: Double
    /// The largest residual; of a probability for log-odds.
    public var maximumError: Double
    /// The number of rows.
    public var count: Int
    /// The measures for a target that is a label; `nil` for quantities.
    public var labels: Formula.LabelFidelity?
    /// Whether rows count by the weights of the table; `nil` if each counts once, and in files of earlier versions.
    package var isWeighted: Bool?

    /// The agreement with one part of the data.
    package init(
      part: String, rmse: Double, rSquared: Double, maximumError: Double, count: Int,
      labels: Formula.LabelFidelity? = nil, isWeighted: Bool = false
    ) {
      self.part = part
      self.rmse = rmse
      self.rSquared = rSquared
      self.maximumError = maximumError
      self.count = count
      self.labels = labels
      self.isWeighted = isWeighted ? true : nil
    }

    /// The part with the rows that a search set aside as outliers.
    package static let setAside = "set aside"

    /// The names of root mean square error and explained share in tables, for parts that agree in their weighting.
    package static func titles(_ parts: [Formula.Fidelity]) -> (rmse: String, rSquared: String) {
      let weighted = parts.contains { $0.isWeighted == true } ? "weighted " : ""
      return ("\(weighted)RMSE", "\(weighted)R²")
    }

    /// R² with the significant digits: two digits of the unexplained share 1 − R² are shown; a dash where it is not defined, as
    /// for a single row.
    public var rSquaredText: String { Self.text(ofShare: rSquared) }

    /// A share, with two digits of its difference from 1 and at most ten decimals.
    package static func text(ofShare share: Double) -> String {
      guard share.isFinite else { return "–" }
      let missing = abs(1 - share)
      guard missing > 1e-12 else { return "1" }
      let decimals = min(max(Int((1 - Double.log10(missing)).rounded(.up)), 2), 10)
      return share.fixedText(decimals: decimals)
    }
  }
}
