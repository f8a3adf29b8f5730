import KANFormula

extension Symbol: Codable {
  private enum CodingKeys: String, CodingKey { case name, expression, domain, gauge, complexity }

  /// Symbols are stored by expression, not by name, so that a model file needs no catalog to be read.
  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let text = try container.decode(String.self, forKey: .expression)
    let expression: Expression
    do {
      expression = try Expression(parsing: text).readingEulersNumber(besides: ["x"])
    } catch {
      throw DecodingError.dataCorruptedError(
        forKey: .expression, in: container, debugDescription: "'\(text)': \(error)")
    }
    guard expression.variables.allSatisfy({ $0 == "x" }) else {
      throw DecodingError.dataCorruptedError(
        forKey: .expression, in: container, debugDescription: "'\(text)' uses other variables than x")
    }
    self.init(
      name: try container.decode(String.self, forKey: .name), expression: expression,
      domain: try container.decode(Domain.self, forKey: .domain),
      gauge: try container.decode(Gauge.self, forKey: .gauge),
      complexity: try container.decode(Int.self, forKey: .complexity))
  }

  /// Writes name, expression in text form, domain, gauge and complexity.
  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(name, forKey: .name)
    try container.encode(TextPrinter().print(expression), forKey: .expression)
    try container.encode(domain, forKey: .domain)
    try container.encode(gauge, forKey: .gauge)
    try container.encode(complexity, forKey: .complexity)
  }
}
