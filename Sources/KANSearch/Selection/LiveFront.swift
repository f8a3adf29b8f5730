import KANFormula
import KANTraining

/// The front of laws that is shown during a search: each longer one has a smaller error than every simpler one.
///
/// A new law is compared only with those of the front, which costs little. Errors are over the target's spread, whatever noise the
/// table turns out to have.
struct LiveFront {
  /// The laws, simplest first.
  private(set) var laws: [(complexity: Int, error: Double, expression: Expression)] = []
  /// Converts laws to their form for readers.
  private let shape: @Sendable (Expression) -> Expression

  /// The digits of constants.
  private static let digits = 4

  init(shape: @escaping @Sendable (Expression) -> Expression = { $0 }) { self.shape = shape }

  /// Adds a law that no simpler one beats, and removes those that it beats.
  ///
  /// - Returns: Whether the front has changed.
  mutating func add(_ law: Law) -> Bool {
    let (complexity, error) = (law.built.complexity, law.error)
    guard error.isFinite, !laws.contains(where: { $0.complexity <= complexity && $0.error <= error }) else {
      return false
    }
    laws.removeAll { $0.complexity >= complexity && $0.error >= error }
    let place = laws.firstIndex { $0.complexity > complexity } ?? laws.endIndex
    laws.insert((complexity, error, shape(law.expression)), at: place)
    return true
  }

  /// The front for observers.
  var report: [ProgressReport.FrontLaw] {
    let printer = TextPrinter(digits: Self.digits)
    return laws.map {
      .init(complexity: $0.complexity, error: $0.error, formula: printer.print($0.expression))
    }
  }
}
