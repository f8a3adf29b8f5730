import SwiftKAN

/// One of the laws that `kan discover` is to find: that of a target, or of a class.
struct SearchQuestion {
  /// The name of the target.
  let target: String
  /// The rows for the search, with this target alone.
  let data: Dataset
  /// The meaning of the law's value; `nil` to let the search derive it from the target.
  let meaning: Formula.Meaning?
  /// The reference class; `nil` if the target is not a class.
  let reference: String?

  /// Notes on the preparation of the rows.
  let notes: [String]

  /// A law for each class but the reference.
  ///
  /// - Parameter notes: Notes on the preparation of the rows.
  static func all(of contrasts: ClassContrasts, notes: [String]) throws -> [SearchQuestion] {
    try contrasts.targets.map {
      SearchQuestion(
        target: $0, data: try contrasts.part($0), meaning: contrasts.meaning(of: $0),
        reference: contrasts.reference, notes: notes)
    }
  }
}

extension SearchQuestion {
  /// The rows of a test table that belong to this class or to the reference; `nil` if there are none.
  func testRows(of rows: Dataset) throws -> Dataset? {
    // All rows may belong to other classes.
    guard let reference, let contrasts = try? ClassContrasts(rows, reference: reference),
      contrasts.classes.contains(target)
    else { return nil }
    return try contrasts.part(target)
  }
}
