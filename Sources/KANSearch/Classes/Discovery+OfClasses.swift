import KANData
import KANFormula
import KANSymbolic
import KANTraining

extension Discovery {
  /// The result of a search for the laws of several classes: a score for each class, with P(class) = exp(score)/Σ exp(scores of all
  /// classes).
  public struct OfClasses: Sendable {
    /// The classes, such as `species=setosa`.
    public let classes: [String]
    /// The class whose score is 0, relative to which the others are described.
    public let reference: String
    /// The result for each of the other classes, in order: ln(P(class)/P(reference)), from the rows of these two classes.
    public let laws: [Discovery]
    /// How well all laws together separate the classes: on all rows, in cross-validation, and on test rows.
    public private(set) var fidelity: [Discovery.OfClasses.Fidelity] = []

    /// Whether the laws were cross-validated.
    package var isCrossValidated: Bool { fidelity.contains { $0.part == ClassCrossValidation.part } }

    /// The inputs of the table, in its order.
    private let inputNames: [String]

    /// The laws of all classes; `nil` if a search was ended before it had one. If no law explains enough, the one with the shortest
    /// description is used.
    ///
    /// - Parameter laws: One result for each of `contrasts.targets`.
    package init?(_ contrasts: ClassContrasts, laws: [Discovery], seed: UInt64) {
      guard laws.count == contrasts.targets.count, laws.allSatisfy({ $0.shown != nil }) else { return nil }
      (classes, reference, self.laws) = (contrasts.classes, contrasts.reference, laws)
      inputNames = contrasts.data.inputNames
      guard let scores = try? scores(on: contrasts.data) else { return nil }
      fidelity.append(
        Discovery.OfClasses.Fidelity(
          part: "all rows", classes: classes, scores: scores, labels: contrasts.labels,
          weights: contrasts.data.weights))
      if let validated = ClassCrossValidation(contrasts, seed: seed).fidelity(of: laws.compactMap(\.shown)) {
        fidelity.append(validated)
      }
    }

    /// The classes without the name of their common column: `setosa`.
    package var shortNames: [String] {
      let parts = classes.map { $0.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false) }
      guard Set(parts.map { $0[0] }).count == 1, parts.allSatisfy({ $0.count == 2 }) else { return classes }
      return parts.map { String($0[1]) }
    }

    /// The score of every class, 0 for the reference, with the meaning of its value.
    public var formulas: [Formula] {
      var others = laws.makeIterator()
      var formulas = classes.map { name in
        var formula =
          name == reference
          ? Formula(outputName: name, expression: 0)
          : others.next()?.shown ?? Formula(outputName: name, expression: 0)
        formula.meaning = .score(event: name)
        // The fidelity of a law for its two classes is not one for all classes.
        formula.fidelity = []
        return formula
      }
      // All are functions of the same inputs, in the order of the table.
      let all = formulas.flatMap(\.variables)
      let variables = inputNames.compactMap { name in all.first { $0.name == name } }
      for k in formulas.indices { formulas[k].variables = variables }
      return formulas
    }

    /// The probabilities of the classes, `[class][row]`.
    ///
    /// - Parameter data: A table with the inputs of the laws; its targets do not matter.
    /// - Throws: An error if a column is missing.
    public func probabilities(on data: Dataset) throws -> [[Double]] {
      let scores = try scores(on: data)
      let softmax = (0..<data.count).map { s in Softmax(classes.count) { scores[$0][s] } }
      return scores.map { own in zip(softmax, own).map { $0.probability(ofLogit: $1) } }
    }

    /// The same discovery measured on one more part of the data.
    ///
    /// - Parameters:
    ///   - data: One target per class, 1 in its rows, with the names in `classes`.
    ///   - part: The name of the part, such as `test`.
    /// - Throws: An error if a class or an input is missing.
    public func measured(on data: Dataset, as part: String) throws -> Discovery.OfClasses {
      let columns = try Dataset(
        inputNames: data.inputNames, inputs: data.inputs, targetNames: classes,
        targets: try classes.map { name in
          try data.selecting(target: name).targets[0]
        }, weights: data.weights)
      let labels = try ClassContrasts.places(columns)
      var result = self
      result.fidelity.removeAll { $0.part == part }
      result.fidelity.append(
        Discovery.OfClasses.Fidelity(
          part: part, classes: classes, scores: try scores(on: data), labels: labels,
          weights: data.weights))
      return result
    }

    /// The scores, `[class][row]`.
    private func scores(on data: Dataset) throws -> [[Double]] {
      try Self.scores(formulas.map(\.expression), on: data)
    }

    /// The values of expressions, `[expression][row]`.
    static func scores(_ expressions: [Expression], on data: Dataset) throws -> [[Double]] {
      var scores: [[Double]] = []
      for expression in expressions {
        let compiled = try CompiledExpression(expression, variables: data.inputNames)
        scores.append(compiled.values(data.inputs))
      }
      return scores
    }
  }
}

extension Discovery {
  /// The law, or the chosen one of the table if none explains enough.
  fileprivate var shown: Formula? {
    formula
      ?? account.choice.flatMap { choice in
        candidates.indices.contains(choice.number - 1) ? candidates[choice.number - 1].formula : nil
      }
  }
}
