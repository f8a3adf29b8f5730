extension Formula: Codable {
  private enum CodingKeys: String, CodingKey {
    case outputName, outputUnit, meaning, text, namedConstants, variables, constants, correlation, fidelity
    case validity, agreement
  }

  /// Reads the expression from its text; named constants other than π and e come with their values.
  ///
  /// - Throws: An error if a required member is missing or has the wrong type, if the text is no formula or uses a name
  /// that is no variable of it, if two variables have the same name, or if the matrix of correlations is not square.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let text = try container.decode(String.self, forKey: .text)
    let named = try container.decodeIfPresent([NamedConstant].self, forKey: .namedConstants) ?? []
    let variables = try container.decode([Formula.Variable].self, forKey: .variables)
    let expression: Expression
    do {
      expression = try Expression(parsing: text, constants: named)
        .readingEulersNumber(besides: variables.map(\.name))
    } catch {
      throw DecodingError.dataCorruptedError(forKey: .text, in: container, debugDescription: "\(error)")
    }
    self.init(
      outputName: try container.decode(String.self, forKey: .outputName),
      outputUnit: try container.decodeIfPresent(String.self, forKey: .outputUnit),
      meaning: try container.decodeIfPresent(Formula.Meaning.self, forKey: .meaning) ?? .quantity,
      expression: expression,
      variables: variables,
      constants: try container.decode([Formula.Constant].self, forKey: .constants),
      correlation: try container.decodeIfPresent([[Double]].self, forKey: .correlation) ?? [],
      fidelity: try container.decode([Formula.Fidelity].self, forKey: .fidelity),
      validity: try container.decodeIfPresent(FormulaValidity.self, forKey: .validity),
      agreement: try container.decodeIfPresent(NetworkAgreement.self, forKey: .agreement))
    guard correlation.allSatisfy({ $0.count == correlation.count }) else {
      throw DecodingError.dataCorruptedError(
        forKey: .correlation, in: container, debugDescription: "the matrix of correlations is not square")
    }
    let known = Set(variables.map(\.name))
    guard known.count == variables.count else {
      throw DecodingError.dataCorruptedError(
        forKey: .variables, in: container, debugDescription: "two variables have the same name")
    }
    if let stranger = expression.variables.first(where: { !known.contains($0) }) {
      throw DecodingError.dataCorruptedError(
        forKey: .text, in: container,
        debugDescription: "the formula uses '\(stranger)', which is not one of its variables")
    }
  }

  /// Writes the expression as text that reads back into the same tree.
  ///
  /// - Throws: An error of the encoder, such as that of JSON for a number that is not finite.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(outputName, forKey: .outputName)
    try container.encodeIfPresent(outputUnit, forKey: .outputUnit)
    if meaning != .quantity { try container.encode(meaning, forKey: .meaning) }
    try container.encode(text, forKey: .text)
    let named = expression.explainedConstants
    if !named.isEmpty { try container.encode(named, forKey: .namedConstants) }
    try container.encode(variables, forKey: .variables)
    try container.encode(constants, forKey: .constants)
    if !correlation.isEmpty { try container.encode(correlation, forKey: .correlation) }
    try container.encode(fidelity, forKey: .fidelity)
    try container.encodeIfPresent(validity, forKey: .validity)
    try container.encodeIfPresent(agreement, forKey: .agreement)
  }
}
