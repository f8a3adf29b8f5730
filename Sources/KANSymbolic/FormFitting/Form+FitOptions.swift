import KANData

extension Form {
  /// What steers a fit of a given form.
  public struct FitOptions: Sendable, Hashable {
    /// What the standard errors of the constants rest on.
    public enum ErrorScale: String, Sendable, Hashable, Codable {
      /// The errors of measurement as they are stated.
      case stated
      /// The size of the residuals: s², or χ²/ndf times what stated errors give.
      case residuals
    }

    /// How residuals far from the law are kept from deciding it.
    public enum Robustness: String, Sendable, Hashable, Codable, CaseIterable {
      /// Squares near the law, magnitudes beyond 1.345 standard deviations (Huber 1964).
      case huber
      /// Student's t with four degrees of freedom: far rows hardly count (Lange, Little & Taylor 1989).
      case student
    }

    /// Values to start from; constants without one are looked for.
    public var starts: [String: Double] = [:]
    /// Where constants may lie; ends may be infinite.
    public var bounds: [String: ClosedRange<Double>] = [:]
    /// The error of measurement of the target.
    public var sigma: Table.MeasurementError?
    /// The errors of measurement of inputs.
    public var inputSigmas: [String: Table.MeasurementError] = [:]
    /// What the constants' errors rest on; `nil` means stated errors where there are some, else residuals.
    public var errorScale: ErrorScale?
    /// How outliers are kept from deciding; `nil` for plain least squares.
    public var robustness: Robustness?
    /// The column that tells experiments apart.
    public var group: String?
    /// Constants that all groups share.
    public var common: Set<String> = []
    /// Constants with a value for each group.
    public var each: Set<String> = []

    /// Plain least squares from starts that are looked for.
    public init() {}
  }
}
