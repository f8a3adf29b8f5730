import KANFormula
import KANNumerics

extension Form {
  /// A form with its best constants, their errors and the statistics of the fit.
  public struct Fit: Sendable {
    /// A constant, or its value in one group.
    public struct Constant: Sendable, Hashable, Codable {
      /// How the value was determined.
      public enum State: String, Sendable, Hashable, Codable {
        /// It was fitted.
        case fitted
        /// It lies at a bound that the user set: without the bound it would be beyond.
        case atBound
      }

      /// The name in the form.
      public let name: String
      /// The group to which it belongs; `nil` if it is common to all, or if there are no groups.
      public let group: String?
      /// The value.
      public let value: Double
      /// The standard error; `nil` at a bound, and if the data do not determine it.
      public let standardError: Double?
      /// How it was determined.
      public let state: State

      /// Value and error as they are printed.
      public var measured: Formula.MeasuredValue {
        Formula.MeasuredValue(value, standardError: standardError)
      }
    }

    /// How well the law agrees with the rows.
    public struct Statistics: Sendable, Hashable, Codable {
      /// The number of rows.
      public let rows: Int
      /// The number of rows minus that of fitted constants.
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
      /// Σ ((f − y)/σ)², or the sum of squared distances if inputs have errors; `nil` without errors of measurement.
      public let chiSquare: Double?
      /// The probability of a χ² at least as large with the stated errors; `nil` without them or without a degree of freedom.
      public let probability: Double?
    }

    /// How the fit was made.
    public struct Account: Sendable, Hashable, Codable {
      /// The number of starts that were tried.
      public let starts: Int
      /// The number of starts that led to the smallest sum of squares.
      public let agreeing: Int
      /// Whether the last steps met their tolerance.
      public let converged: Bool
      /// The basis of the constants' errors.
      public let errorScale: Form.FitOptions.ErrorScale
      /// The treatment of outliers.
      public let robustness: Form.FitOptions.Robustness?
      /// The standard deviation of residuals to which robust weights are relative.
      public let robustScale: Double?
      /// Rows, counted from 1, with a robust weight below one half.
      public let outliers: [Int]
      /// Warnings for the reader.
      public let warnings: [String]
    }

    /// The fitted form.
    public let form: Form
    /// The constants in the order of the form; the values of all groups are consecutive.
    public let constants: [Constant]
    /// The correlations of the constants, row by row; 0 if one has no error.
    public let correlation: [[Double]]
    /// The agreement with the rows.
    public let statistics: Statistics
    /// How the fit was made.
    public let account: Account
    /// The groups in the order of the table; empty without.
    public let groups: [String]
    /// One law per group; one law without groups.
    public let formulas: [Formula]
    /// The law at every row.
    public let predictions: [Double]
    /// The target at every row.
    public let target: [Double]
    /// (y − f)/σ of every row, or the signed distance if inputs have errors; `nil` without errors of measurement.
    public let pulls: [Double]?

    let covariance: Matrix
    let system: FormSystem
    let parameters: [Double]

    /// The inputs at every row, in the order of `form.inputs`.
    package var columns: [[Double]] { system.rows.columns }
    /// The group of every row, counted in the order of `groups`.
    package var rowGroups: [Int] { system.rows.group }
    /// The standard deviation of every row's target, the mean of both directions; `nil` if unknown.
    package var targetErrors: [Double]? { system.rows.meanSigma }

    /// The law; that of the first group if there are several.
    public var formula: Formula { formulas[0] }

    /// The values of the law at points, and their standard errors from those of the constants, including correlations.
    ///
    /// - Parameters:
    ///   - columns: The inputs, one column for every entry of `form.inputs`, in that order.
    ///   - group: The number of the group, counted from 0 in the order of `groups`; 0 without groups.
    /// - Returns: One value and one standard error per point, in the unit of the target.
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
