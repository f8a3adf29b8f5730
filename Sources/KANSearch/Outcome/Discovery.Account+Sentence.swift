import KANFormula

extension Discovery.Account {
  /// Whether the chosen law has the shortest description that was found, and was not chosen by another rule or the user.
  package var isShortestDescription: Bool {
    // Odds against laws that were not found say nothing about this.
    choice?.logOdds.map { (structure?.againstFound ?? $0) >= 0 } ?? false
  }

  /// The verdict on laws of labels, for which the likelihood does not distinguish noise from structure.
  package var sentenceOfLabels: String {
    if verdict == .none {
      let none =
        if shortfalls?.contains(.constantsAreUnknown) == true {
          "every formula of the inputs that describes the labels better than their frequencies has a constant that the rows do not determine"
        } else if shortfalls?.contains(.othersWereLeftOut) == true {
          "the options excluded formulas of the inputs, and no other formula describes the labels better than their frequencies"
        } else {
          "the inputs do not predict the label, since no formula of them describes the labels better than their frequencies"
        }
      return "no law found: " + none
    }
    return "the target is a label, so the law gives its log-odds"
      + (isShortestDescription ? "; it has the shortest description that was found" : "")
  }

  /// The verdict, and how well the rows determine the structure, each in a sentence.
  public var sentences: [String] { [sentence] + [sentenceOfStructure].compactMap { $0 } }

  /// How well the rows determine the form of the law, in one sentence; `nil` if that is not known.
  package var sentenceOfStructure: String? {
    structure?.sentence(verdict: verdict, shortfalls: shortfalls ?? [])
  }

  /// The verdict in one sentence that states the comparisons; the terminal and reports print it.
  package var sentence: String {
    let network = networkError.map { "(relative error \($0.decimalText(digits: 2)))" }
    let compared = networkComparison?.figures ?? network
    let isCrossValidated = isCrossValidated ?? false
    switch verdict {
    case .exact: return "exact: the formula reproduces every row up to rounding"
    case .withinNoise:
      let curves =
        "no smooth curve through the residuals improves the predictions \(isCrossValidated ? "in cross-validation" : "for validation rows")"
      return "within noise: the residuals do not depend on any input, "
        + (compared.map {
          "no network fits \(networkComparison?.isNetworkNearer == true ? "significantly " : "")better \($0), "
        } ?? "") + "and \(curves)"
    case .approximate:
      let reasons = (shortfalls ?? []).map { shortfall in
        if shortfall == .otherLawIsBetter, let betterLaw {
          return isCrossValidated
            ? "number \(betterLaw) of the table predicts significantly better in cross-validation"
            : "number \(betterLaw) of the table fits the validation rows significantly better"
        }
        let figure: String? =
          switch shortfall {
          case .networkIsBetter: compared
          case .statedErrorsAreSmaller:
            chiSquare.map { "(χ²/ndf = \($0.value.decimalText(digits: 3))/\($0.degreesOfFreedom))" }
          default: nil
          }
        return [shortfall.text(isCrossValidated: isCrossValidated), figure].compactMap { $0 }.joined(
          separator: " ")
      }
      return "approximate: "
        + (reasons.isEmpty ? "something fits better than this formula" : reasons.inWords)
    case .none:
      let none =
        if shortfalls?.contains(.constantsAreUnknown) == true {
          "every formula of the inputs that describes the rows better than a constant has a constant that the rows do not determine"
        } else if shortfalls?.contains(.othersWereLeftOut) == true {
          "the options excluded formulas of the inputs, and no other formula predicts better than a constant"
        } else {
          "no formula of the inputs predicts better than a constant"
        }
      return "no law found: " + none
        + (network.map { "; the result is the network alone \($0)" } ?? "")
    }
  }
}

extension Discovery.Account.NetworkComparison {
  /// Whether the error of the network is the smaller one.
  fileprivate var isNetworkNearer: Bool { networkError < lawError }

  /// Both errors, in the words of a sentence.
  fileprivate var figures: String {
    let quantity =
      switch measure {
      case .values: "relative error"
      case .weighted: "weighted relative error"
      case .logarithms: "relative error of the logarithm"
      }
    return
      "(\(quantity) \(networkError.decimalText(digits: 2)), that of the formula \(lawError.decimalText(digits: 2)), "
      + "both on the same \(rows) row\(rows == 1 ? "" : "s"))"
  }
}
