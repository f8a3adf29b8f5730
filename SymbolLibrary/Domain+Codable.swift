extension Domain: Codable {
  private enum CodingKeys: String, CodingKey { case kind, lower, upper, first, period }

  /// Reads `{"kind": "positive"}`, `{"kind": "open", "lower": -1, "upper": 1}` and so on.
  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    func number(_ key: CodingKeys) throws -> Double {
      let value = try container.decode(Double.self, forKey: key)
      guard value.isFinite else {
        throw DecodingError.dataCorruptedError(
          forKey: key, in: container, debugDescription: "\(key.rawValue) is not a finite number")
      }
      return value
    }
    let kind = try container.decode(String.self, forKey: .kind)
    switch kind {
    case "everywhere": self = .everywhere
    case "positive": self = .positive
    case "nonNegative": self = .nonNegative
    case "nonZero": self = .nonZero
    case "open": self = .open(lower: try number(.lower), upper: try number(.upper))
    case "closed": self = .closed(lower: try number(.lower), upper: try number(.upper))
    case "betweenPoles": self = .betweenPoles(first: try number(.first), period: try number(.period))
    default:
      throw DecodingError.dataCorruptedError(
        forKey: .kind, in: container, debugDescription: "'\(kind)' is not a kind of domain")
    }
    if let reason = defect {
      throw DecodingError.dataCorruptedError(forKey: .kind, in: container, debugDescription: reason)
    }
  }

  /// Writes the kind and its numbers under their names.
  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(kind, forKey: .kind)
    switch self {
    case .everywhere, .positive, .nonNegative, .nonZero: break
    case .open(let lower, let upper), .closed(let lower, let upper):
      try container.encode(lower, forKey: .lower)
      try container.encode(upper, forKey: .upper)
    case .betweenPoles(let first, let period):
      try container.encode(first, forKey: .first)
      try container.encode(period, forKey: .period)
    }
  }

  /// The name of the case, as files write it.
  package var kind: String {
    switch self {
    case .everywhere: "everywhere"
    case .positive: "positive"
    case .nonNegative: "nonNegative"
    case .nonZero: "nonZero"
    case .open: "open"
    case .closed: "closed"
    case .betweenPoles: "betweenPoles"
    }
  }

  /// The reason why the numbers of the domain are meaningless; `nil` if they are valid.
  var defect: String? {
    switch self {
    case .open(let lower, let upper), .closed(let lower, let upper):
      lower < upper ? nil : "the lower end of a domain must be below its upper end"
    case .betweenPoles(_, let period): period > 0 ? nil : "the period of a domain must be positive"
    default: nil
    }
  }
}
