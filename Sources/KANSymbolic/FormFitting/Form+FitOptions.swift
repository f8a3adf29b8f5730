import KANData

extension Form {
  /// The options of a fit of a given form.
  public struct FitOptions: Sendable, Hashable {
    /// The basis of the standard errors of the constants.
    public enum ErrorScale: String, Sendable, Hashable, Codable {
      /// The stated errors of measurement.
      case stated
      /// The size of the residuals: variances s², or χ²/ndf times those from stated errors.
      case residuals
    }

    /// The treatment of outliers.
    public enum Robustness: String, Sendable, Hashable, Codable, CaseIterable {
      /// Squares of residuals up to 1.345 standard deviations, magnitudes beyond (Huber 1964).
      case huber
      /// Student's t with four degrees of freedom: distant rows hardly count (Lange, Little & Taylor 1989).
      case student
    }

    /// Initial values of constants, by name; those of other constants are searched for.
    public var starts: [String: Double] = [:]
    /// The ranges of constants, by name, of more than one number; ends may be infinite.
    public var bounds: [String: ClosedRange<Double>] = [:]
    /// The error of measurement of the target.
    public var sigma: Table.MeasurementError?
    /// The errors of measurement of inputs, by name; they need `sigma` as well.
    public var inputSigmas: [String: Table.MeasurementError] = [:]
    /// The basis of the constants' errors; `nil` means stated errors if there are any, else residuals.
    public var errorScale: ErrorScale?
    /// The treatment of outliers; `nil` for plain least squares.
    public var robustness: Robustness?
    /// The column that distinguishes experiments.
    public var group: String?
    /// Constants that all groups share.
    public var common: Set<String> = []
    /// Constants with a separate value for each group.
    public var each: Set<String> = []

    /// Plain least squares from starts that are searched for.
    public init() {}
  }
}
