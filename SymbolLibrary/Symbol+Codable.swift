extension Symbol: Codable {
  /// Symbols are stored by expression, not by name, so that a model file needs no catalog to be read.
  public init(from decoder: any Decoder) throws { preconditionFailure("replaced before first use") }
  /// Writes name, expression in text form, domain, gauge and complexity.
  public func encode(to encoder: any Encoder) throws { preconditionFailure("replaced before first use") }
}
