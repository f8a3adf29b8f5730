extension PiecewisePolynomial: Codable {
  private enum CodingKeys: String, CodingKey { case breaks, pieces }

  /// Reads the members `breaks` and `pieces`, the break points and the coefficients of every piece, lowest power first.
  ///
  /// - Throws: An error if a member is missing or has the wrong type, if there is no break point, if the break points
  /// are not finite and strictly increasing, or if there is not exactly one more piece than break points.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let breaks = try container.decode([Double].self, forKey: .breaks)
    let pieces = try container.decode([[Double]].self, forKey: .pieces)
    guard !breaks.isEmpty, breaks.allSatisfy(\.isFinite),
      zip(breaks, breaks.dropFirst()).allSatisfy({ $0 < $1 }), pieces.count == breaks.count + 1
    else {
      throw DecodingError.dataCorruptedError(
        forKey: .breaks, in: container,
        debugDescription:
          "break points must be finite and increase, and leave one more piece than there are of them")
    }
    self.init(breaks: breaks, pieces: pieces)
  }

  /// Writes what `init(from:)` reads, without zeros at the ends of the pieces.
  ///
  /// - Throws: An error of the encoder, such as that of JSON for a coefficient that is not finite.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(breaks, forKey: .breaks)
    try container.encode((0..<pieceCount).map { coefficients(of: $0) }, forKey: .pieces)
  }
}
