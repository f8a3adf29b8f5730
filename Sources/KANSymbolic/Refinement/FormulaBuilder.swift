import KANData
import KANFormula
import KANModel

/// From a network of closed forms to one formula: compose, remove the gauge, refine all constants together, recognise
/// them, simplify, measure (METHODS §4).
struct FormulaBuilder: Sendable {
  /// A law with what is needed to compare it with others.
  struct Built: Sendable {
    let refined: ExpressionRefiner.Refined
    /// The constants that were given a name.
    let recognitions: [ConstantRecognizer.Recognition]
    /// √(mean square residual) over the target's spread, on the validation rows.
    let validationError: Double

    var expression: Expression { refined.expression }
    var complexity: Int { refined.expression.complexity }
  }

  let training: ExpressionRefiner
  let validation: ExpressionRefiner
  let recognizer: ConstantRecognizer
  /// The range of every input on all rows.
  let box: [String: ClosedRange<Double>]
  /// The name of the target.
  let outputName: String
  /// Whether the validation rows are other rows than those of the training.
  var isJudgedApart = true
  /// Whether constants may be replaced by exact ones at all.
  var recognizesConstants = true

  /// The law of a network without splines; `nil` if it is not finite on the data.
  ///
  /// In an approximation the constants mean nothing by themselves, so it is built without `recognizingConstants`.
  func build(_ network: Network, recognizingConstants: Bool = true) -> Built? {
    guard let composed = try? network.expressions().first else { return nil }
    return build(composed, recognizingConstants: recognizingConstants)
  }

  /// The law that an expression with measured constants becomes.
  func build(_ composed: Expression, recognizingConstants: Bool = true) -> Built? {
    // Refining may bring a constant to where the simplifier can merge more, so the two alternate until nothing changes.
    var expression = composed.simplified(on: box)
    guard var refined = training.refine(expression) ?? training.refine(composed) else { return nil }
    for _ in 0..<4 {
      let next = refined.expression.simplified(on: box)
      guard next.freeConstants.count < expression.freeConstants.count, let again = training.refine(next)
      else { break }
      expression = next
      refined = again
    }
    let (law, recognitions) =
      recognizingConstants && recognizesConstants
      ? recognizer.recognize(refined, with: training, box: box) : (refined, [])
    let error = validation.relativeError(of: law.expression)
    guard error.isFinite else { return nil }
    return Built(refined: law, recognitions: recognitions, validationError: error)
  }
}
