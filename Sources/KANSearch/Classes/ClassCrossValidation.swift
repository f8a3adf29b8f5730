import KANData
import KANFormula
import KANNumerics
import KANSymbolic

/// How well laws separate classes on rows to which their constants were not fitted: each tenth of the rows is predicted by laws
/// whose constants are fitted to the other nine. The forms of the laws were chosen with all rows.
struct ClassCrossValidation {
  /// The name of these rows among the parts of the data.
  static let part = "cross-validation"
  /// The number of parts, and the maximum number of rows, which are evenly spaced.
  private static let (folds, rows) = (10, 10_000)
  /// The minimum number of rows of a class.
  private static let leastRows = 2

  private let contrasts: ClassContrasts
  private let seed: UInt64

  init(_ contrasts: ClassContrasts, seed: UInt64) {
    (self.contrasts, self.seed) = (contrasts, seed)
  }

  /// - Parameter formulas: The laws of `contrasts.targets`.
  /// - Returns: `nil` if a class has too few rows to leave some out, or if constants cannot be fitted without them.
  func fidelity(of formulas: [Formula]) -> Discovery.OfClasses.Fidelity? {
    let (classes, all) = (contrasts.classes, contrasts.labels.count)
    let counts = classes.indices.map { k in contrasts.labels.count { $0 == k } }
    guard counts.allSatisfy({ $0 >= Self.leastRows }), all >= Self.folds else { return nil }
    var random = SeededRandom(seed: seed)
    let asked = min(all, Self.rows)
    let order = random.shuffled((0..<asked).map { $0 * all / asked })
    var scores = [[Double]](repeating: [], count: classes.count)
    var places: [Int] = []
    for fold in 0..<Self.folds {
      let left = stride(from: fold, to: order.count, by: Self.folds).map { order[$0] }
      var laws = [Expression](repeating: 0, count: classes.count)
      for (name, formula) in zip(contrasts.targets, formulas) {
        guard let k = classes.firstIndex(of: name),
          let part = try? contrasts.part(name, leavingOut: Set(left)),
          let law = ExpressionRefiner(part, likelihood: .bernoulli).refine(formula.expression)
        else { return nil }
        laws[k] = law.expression
      }
      guard let values = try? Discovery.OfClasses.scores(laws, on: contrasts.data.selecting(rows: left))
      else {
        return nil
      }
      for k in classes.indices { scores[k] += values[k] }
      places += left
    }
    guard scores.allSatisfy({ $0.allSatisfy(\.isFinite) }) else { return nil }
    return Discovery.OfClasses.Fidelity(
      part: Self.part, classes: classes, scores: scores, labels: places.map { contrasts.labels[$0] },
      weights: contrasts.data.weights.map { all in places.map { all[$0] } })
  }
}
