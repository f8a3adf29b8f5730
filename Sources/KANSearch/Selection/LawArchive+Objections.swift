import KANFormula

/// The laws of the table that have a shorter description than the chosen one.
extension LawArchive {
  /// What speaks against a law.
  enum Objection: Hashable {
    case looseConstant, soleRow, gap, noInput, error, complexity

    /// The objection to a law without known constants.
    static func unknownConstant(_ law: Law) -> Objection {
      law.built.looseConstants.isEmpty && law.restsOnSingleRows == true ? .soleRow : .looseConstant
    }

    /// The objection to one law, as part of a sentence.
    ///
    /// - Parameter judging: Where errors were measured: "in cross-validation".
    func text(_ judging: String) -> String {
      switch self {
      case .looseConstant: "one of its constants is smaller than its standard error"
      case .soleRow: "a single row determines one of its constants"
      case .gap: "it is not defined everywhere between the rows"
      case .noInput: "it depends on no input"
      case .error: "its error \(judging) is larger"
      case .complexity: "it is more complex"
      }
    }

    /// The same to several laws.
    func plural(_ judging: String) -> String {
      switch self {
      case .looseConstant: "each has a constant that is smaller than its standard error"
      case .soleRow: "each has a constant that a single row determines"
      case .gap: "they are not defined everywhere between the rows"
      case .noInput: "they depend on no input"
      case .error: "their errors \(judging) are larger"
      case .complexity: "they are more complex"
      }
    }
  }

  /// Whether some law of the inputs has a shorter description than any constant, and every such law has a constant that the rows do
  /// not determine.
  var leavesUnknownConstants: Bool {
    let (constants, others) = (
      laws.filter(\.expression.variables.isEmpty), laws.filter { !$0.expression.variables.isEmpty }
    )
    guard let shortest = constants.map(\.length.total).min() else { return false }
    let better = others.filter { $0.length.total < shortest }
    return !better.isEmpty && better.allSatisfy { !$0.hasKnownConstants }
  }

  /// Where errors of laws were measured, in the words of sentences.
  var judging: String { isCrossValidated ? "in cross-validation" : "on validation rows" }

  /// A remark on laws with a shorter description than the chosen one, besides the shortest: their numbers, and why they were not
  /// chosen. Empty if there are none.
  ///
  /// - Parameters:
  ///   - places: Their places in the table, counted from 0.
  func remark(on places: [Int], of table: [Law], beside chosen: Law) -> String {
    var groups: [(objection: Objection, numbers: [String])] = []
    for place in places {
      let objection = objection(to: table[place], beside: chosen)
      if let group = groups.firstIndex(where: { $0.objection == objection }) {
        groups[group].numbers.append("\(place + 1)")
      } else {
        groups.append((objection, ["\(place + 1)"]))
      }
    }
    return groups.map { group in
      group.numbers.count == 1
        ? "; number \(group.numbers[0]) has a shorter description, too, but \(group.objection.text(judging))"
        : "; numbers \(group.numbers.inWords) have shorter descriptions, too, but \(group.objection.plural(judging))"
    }.joined()
  }

  private func objection(to law: Law, beside chosen: Law) -> Objection {
    if !law.hasKnownConstants { return .unknownConstant(law) }
    if law.breaksInside && !chosen.breaksInside { return .gap }
    if law.expression.variables.isEmpty { return .noInput }
    return error(of: law) >= error(of: chosen) ? .error : .complexity
  }
}
