import KANData
import KANFiles
import KANFormula
import KANModel

/// From a network of closed forms to one formula: compose, remove the gauge, refine all constants together, recognise
/// them, simplify, measure.
package struct FormulaBuilder: Sendable {
  /// A law with the data needed to compare it with others.
  package struct Built: Sendable, Codable {
    package let refined: ExpressionRefiner.Refined
    /// The constants that were recognised.
    package let recognitions: [ConstantRecognizer.Recognition]
    /// √(mean square residual) over the target's spread, on the rows of the judge.
    package let validationError: Double
    /// The predictions of the law for every row of the judge, with constants that were fitted without this row; empty if not requested.
    @PackedNumbers package var predictions: [Double]

    package init(
      refined: ExpressionRefiner.Refined, recognitions: [ConstantRecognizer.Recognition],
      validationError: Double, predictions: [Double] = []
    ) {
      _predictions = PackedNumbers(wrappedValue: predictions)
      self.refined = refined
      self.recognitions = recognitions
      self.validationError = validationError
    }

    package var expression: Expression { refined.expression }
    package var complexity: Int { refined.expression.complexity }
    /// The positions of the free constants whose standard errors exceed their values, the least known first.
    package var looseConstants: [Int] {
      let (errors, covariance) = (refined.fit.standardErrors, refined.fit.unscaledCovariance)
      let looseness = zip(expression.freeConstants, errors).enumerated().map { c, constant in
        // A variance of zero is that of a constant which the fit could not determine at all.
        constant.1.isFinite && covariance[c, c] > 0
          ? constant.1 / max(abs(constant.0), .leastNormalMagnitude) : .infinity
      }
      return looseness.indices.filter { looseness[$0] > 1 }.sorted {
        (looseness[$1], $0) < (looseness[$0], $1)
      }
    }
    /// Whether the law has so many measured constants that it may be a series, which imitates a law to ten digits.
    package var mayBeSeries: Bool { expression.freeConstants.count > Exactness.constantsOfNoSeries }
  }

  package let training: ExpressionRefiner
  package let judge: FormulaJudge
  package let recognizer: ConstantRecognizer
  /// The range of every input on all rows.
  package let box: [String: ClosedRange<Double>]
  /// The name of the target.
  package let outputName: String
  /// Whether constants may be replaced by exact ones at all.
  package let recognizesConstants: Bool
  /// The meaning of the label 1, if the target is a label.
  package let event: String

  package init(
    training: ExpressionRefiner, judge: FormulaJudge, recognizer: ConstantRecognizer,
    box: [String: ClosedRange<Double>], outputName: String, recognizesConstants: Bool = true,
    event: String? = nil
  ) {
    self.event = event ?? "\(outputName) = 1"
    self.training = training
    self.judge = judge
    self.recognizer = recognizer
    self.box = box
    self.outputName = outputName
    self.recognizesConstants = recognizesConstants
  }

  /// The same with rows weighted by a noise model; the judge is kept, so that errors can be compared.
  package func weighing(_ noise: NoiseModel) -> FormulaBuilder {
    replacingTraining(training.weighing(noise))
  }

  /// The same fitted to other rows.
  package func replacingTraining(_ training: ExpressionRefiner) -> FormulaBuilder {
    FormulaBuilder(
      training: training, judge: judge, recognizer: recognizer, box: box, outputName: outputName,
      recognizesConstants: recognizesConstants, event: event)
  }

  /// The law of a network without splines; `nil` if it is not finite on the data.
  ///
  /// In an approximation the constants have no meaning of their own, so it is built without `recognizingConstants`.
  package func build(
    _ network: Network, recognizingConstants: Bool = true, budget: WorkBudget = WorkBudget()
  ) -> Built? {
    guard let composed = try? network.expressions().first else { return nil }
    return build(composed, recognizingConstants: recognizingConstants, budget: budget)
  }

  /// The law of an expression with measured constants.
  ///
  /// - Parameters:
  ///   - budget: The work for all of it; if it is exhausted, there may be no law.
  ///   - recognition: The work for the recognition of constants alone, after which the remaining ones stay measured; by default `budget`.
  package func build(
    _ composed: Expression, recognizingConstants: Bool = true, budget: WorkBudget = WorkBudget(),
    recognition: WorkBudget? = nil
  ) -> Built? {
    // After refinement the simplifier may be able to merge more constants, so the two alternate until nothing changes.
    var expression = composed.simplified(on: box)
    guard
      var refined = training.refine(expression, budget: budget) ?? training.refine(composed, budget: budget)
    else { return nil }
    for _ in 0..<4 {
      let next = refined.expression.withoutVanishingTerms(on: training.columns, names: training.names)
        .simplified(on: box)
      guard next.freeConstants.count < expression.freeConstants.count,
        let again = training.refine(next, budget: budget)
      else { break }
      expression = next
      refined = again
    }
    let (law, recognitions) =
      recognizingConstants && recognizesConstants
      ? recognized(refined, budget: recognition ?? budget) : (refined, [])
    guard let predictions = judge.values(of: law, fittedBy: training, budget: budget) else { return nil }
    let error = (judge.rows ?? training).relativeError(ofValues: predictions)
    guard error.isFinite else { return nil }
    return Built(
      refined: law, recognitions: recognitions, validationError: error, predictions: predictions)
  }

  /// A law with its recognisable constants exact, in the form with the shortest description: 1.22·√(x² + 0.667·y) is √(3/2·x² + y).
  private func recognized(
    _ law: ExpressionRefiner.Refined, budget: WorkBudget
  ) -> (ExpressionRefiner.Refined, [ConstantRecognizer.Recognition]) {
    func length(_ law: ExpressionRefiner.Refined) -> DescriptionLength {
      law.descriptionLength(inputCount: training.names.count, rounding: recognizer.roundingLevel)
    }
    var best = recognizer.recognize(law, with: training, box: box, budget: budget)
    if best.refined.expression.freeConstants.isEmpty { return best }
    for form in law.expression.withFactorsInside where !budget.isExhausted {
      guard let refined = training.refine(form, budget: budget) else { continue }
      let other = recognizer.recognize(refined, with: training, box: box, budget: budget)
      if !other.recognitions.isEmpty, length(other.refined) < length(best.refined) { best = other }
    }
    return best
  }
}
