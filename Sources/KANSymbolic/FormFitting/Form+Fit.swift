import KANFormula
import KANNumerics

extension Form {
  /// A form at its best constants, with all that is known of them.
  public struct Fit: Sendable {
    /// A constant, or its value in one group.
    public struct Constant: Sendable, Hashable, Codable {
      /// How the value came about.
      public enum State: String, Sendable, Hashable, Codable {
        /// By the fit.
        case fitted
        /// By the bound that the user set: without it, it would be beyond.
        case atBound
      }

      /// The name in the form.
      public let name: String
      /// The group that it belongs to; `nil` where it is common to all, or there are no groups.
      public let group: String?
      /// The value.
      public let value: Double
      /// One standard error; `nil` at a bound, and where the data do not determine it.
      public let standardError: Double?
      /// How it came about.
      public let state: State

      /// Value and error as they are printed.
      public var measured: Formula.MeasuredValue {
        Formula.MeasuredValue(value, standardError: standardError)
      }
    }

    /// How well the law agrees with the rows.
    public struct Statistics: Sendable, Hashable, Codable {
      /// Rows.
      public let rows: Int
      /// Rows minus fitted constants.
      public let degreesOfFreedom: Int
      /// Σ (f − y)², in the unit of the target squared.
      public let sumOfSquares: Double
      /// √(Σ (f − y)²/degrees of freedom), in the unit of the target; `nil` without a degree of freedom.
      public let residualStandardDeviation: Double?
      /// √(mean (f − y)²), in the unit of the target.
      public let rmse: Double
      /// The largest |f − y|.
      public let maximumError: Double
      /// The share of the target's variance that the law explains.
      public let rSquared: Double
      /// Σ ((f − y)/σ)², or of the distances where inputs have errors; `nil` without errors of measurement.
      public let chiSquare: Double?
      /// The probability that errors as stated give a χ² at least as large; `nil` without them or a degree of freedom.
      public let probability: Double?
    }

    /// How the fit was made.
    public struct Account: Sendable, Hashable, Codable {
      /// The starts that were tried.
      public let starts: Int
      /// How many of them led to the least sum of squares.
      public let agreeing: Int
      /// Whether the last steps met their tolerance.
      public let converged: Bool
      /// What the constants' errors rest on.
      public let errorScale: Form.FitOptions.ErrorScale
      /// How outliers were kept from deciding.
      public let robustness: Form.FitOptions.Robustness?
      /// The standard deviation of residuals that robust weights are relative to.
      public let robustScale: Double?
      /// Rows, counted from 1, that robust weights count less than half.
      public let outliers: [Int]
      /// What a reader should know.
      public let warnings: [String]
    }

    /// What was fitted.
    public let form: Form
    /// The constants in the order of the form; those of groups follow each other.
    public let constants: [Constant]
    /// The correlations of the constants, row by row; 0 where one has no error.
    public let correlation: [[Double]]
    /// The agreement with the rows.
    public let statistics: Statistics
    /// How the fit was made.
    public let account: Account
    /// The groups in the order of the table; empty without.
    public let groups: [String]
    /// One law a group; one law without groups.
    public let formulas: [Formula]
    /// The law at every row.
    public let predictions: [Double]
    /// What was explained, at every row.
    public let target: [Double]
    /// (y − f)/σ of every row, or the signed distance where inputs have errors; `nil` without errors of measurement.
    public let pulls: [Double]?

    let covariance: Matrix
    let system: FormSystem
    let parameters: [Double]

    /// The inputs at every row, in the order of `form.inputs`.
    package var columns: [[Double]] { system.rows.columns }
    /// The group of every row, counted in the order of `groups`.
    package var rowGroups: [Int] { system.rows.group }
    /// One standard deviation of every row's target, the mean of both directions; `nil` where unknown.
    package var targetErrors: [Double]? {
      system.rows.sigma.map { zip($0.up, $0.down).map { ($0 + $1) / 2 } }
    }

    /// The law; of the first group where there are several.
    public var formula: Formula { formulas[0] }

    /// The law at points and the standard errors that those of the constants give it, their correlations included.
    ///
    /// - Parameters:
    ///   - columns: Inputs, in the order of `form.inputs`.
    ///   - group: The group, counted in the order of `groups`.
    public func band(
      _ columns: [[Double]], group: Int = 0
    ) -> (values: [Double], standardErrors: [Double]) {
      let (values, slopes) = system.slopes(at: columns, group: group, parameters: parameters)
      let index = system.layout.index[group]
      let errors = values.indices.map { s in
        var variance = 0.0
        for (a, first) in index.enumerated() {
          for (b, second) in index.enumerated() {
            variance += slopes[a][s] * covariance[first, second] * slopes[b][s]
          }
        }
        return max(0, variance).squareRoot()
      }
      return (values, errors)
    }
  }
}
