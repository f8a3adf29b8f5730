import KANData
import KANFormula
import KANSymbolic

/// The binary problems into which a label of several classes is divided: each class against one of them, the reference.
///
/// Probabilities exp(zₖ)/Σ exp(zⱼ) depend only on differences of the scores, so the reference may have score 0. Then zₖ =
/// ln(Pₖ/P₀), the log-odds of class k among the rows of these two classes, and a law for it follows from those rows alone, nearly
/// as well determined as by a fit to all classes at once. The log-odds of a class against all others are not simple even if the
/// scores are. Source: Begg & Gray, Biometrika 71 (1984) 11.
package struct ClassContrasts: Sendable {
  /// Whole numbers with more values than this are not labels.
  package static let classLimit = 100

  /// The names of the classes that have rows, in the order of the targets.
  package let classes: [String]
  /// The name of the class whose score is 0.
  package let reference: String
  /// All rows.
  let data: Dataset
  /// The index in `classes` of the class of each row.
  let labels: [Int]

  /// - Parameters:
  ///   - data: One target per class, 1 in its rows and 0 in all others.
  ///   - reference: The name of the class whose score is 0; `nil` for the one that separates best from the others (`ReferenceChoice`).
  /// - Throws: `DataError.invalidLabel` for a row of no class or of several, `SymbolicError.unknownClass` if there is no such class.
  package init(_ data: Dataset, reference: String? = nil) throws {
    let places = try Self.places(data)
    let counts = data.targetNames.indices.map { place in places.count { $0 == place } }
    let used = counts.indices.filter { counts[$0] > 0 }
    classes = used.map { data.targetNames[$0] }
    labels = places.map { place in used.firstIndex(of: place) ?? 0 }
    if let reference {
      guard let known = Self.match(reference, classes) else {
        throw SymbolicError.unknownClass(reference, classes: classes)
      }
      self.reference = known
    } else {
      self.reference = classes[ReferenceChoice(data, labels: labels, count: classes.count).best]
    }
    self.data = data
  }

  /// The classes that get laws: all but the reference.
  package var targets: [String] { classes.filter { $0 != reference } }

  /// The rows of a class and of the reference, with the class as target.
  package func part(_ name: String) throws -> Dataset {
    try part(name, leavingOut: [])
  }

  /// The meaning of the value of a law for a class.
  package func meaning(of name: String) -> Formula.Meaning {
    func event(_ name: String) -> String { name.replacing("=", with: " = ", maxReplacements: 1) }
    return .logOdds(event: event(name), against: event(reference))
  }

  /// The same without some of the rows.
  func part(_ name: String, leavingOut rows: Set<Int>) throws -> Dataset {
    let wanted = classes.indices.filter { classes[$0] == name || classes[$0] == reference }
    let kept = labels.indices.filter { wanted.contains(labels[$0]) && !rows.contains($0) }
    guard !kept.isEmpty else { throw SymbolicError.tooFewRows(rows: 0, needed: 1) }
    return try data.selecting(rows: kept).selecting(target: name)
  }

  /// For every row the index of the target that is 1.
  static func places(_ data: Dataset) throws -> [Int] {
    try data.requireBinaryLabels()
    var places: [Int] = []
    for s in 0..<data.count {
      let own = data.targets.indices.filter { data.targets[$0][s] == 1 }
      guard own.count == 1 else {
        throw DataError.invalidLabel(
          value: data.targets.reduce(0) { $0 + $1[s] }, row: s + 1,
          column: data.targetNames.joined(separator: ", "), expected: "the label of exactly one class")
      }
      places.append(own[0])
    }
    return places
  }

  /// The class with a name such as `colour=red`, or `red` alone.
  private static func match(_ name: String, _ classes: [String]) -> String? {
    classes.first { $0 == name } ?? classes.first { $0.hasSuffix("=\(name)") }
  }
}
