import SwiftKAN

/// One of the laws that `kan discover` is asked for: that of a target, or of a class.
struct SearchQuestion {
  /// The name of the target.
  let target: String
  /// The rows that may tell, with this target alone.
  let data: Dataset
  /// What the value of the law stands for; `nil` for what the search makes of the target.
  let meaning: Formula.Meaning?
  /// The class that it is told from; `nil` for a target by itself.
  let reference: String?

  /// What was done to get the rows.
  let notes: [String]

  /// A law for each class but the reference.
  ///
  /// - Parameter notes: What was done to get the rows.
  static func all(of contrasts: ClassContrasts, notes: [String]) throws -> [SearchQuestion] {
    try contrasts.targets.map {
      SearchQuestion(
        target: $0, data: try contrasts.part($0), meaning: contrasts.meaning(of: $0),
        reference: contrasts.reference, notes: notes)
    }
  }
}

extension SearchQuestion {
  /// The rows of a test table that this law can be measured on: of a class those of its part, `nil` where there are none.
  func testRows(of rows: Dataset) throws -> Dataset? {
    guard let reference else { return try rows.selecting(target: target) }
    // The rows may be of other classes only.
    guard let contrasts = try? ClassContrasts(rows, reference: reference), contrasts.classes.contains(target)
    else { return nil }
    return try contrasts.part(target)
  }
}
