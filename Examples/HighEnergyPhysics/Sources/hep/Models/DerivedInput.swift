import SwiftKAN

/// An input that others determine by its definition: whoever has read those may use it without reading one more variable.
struct DerivedInput {
  /// The name among the inputs.
  let name: String
  /// The inputs that determine it.
  let sources: [String]
  /// What it is in terms of the table's columns.
  let definition: FormulaExpression
}

extension [DerivedInput] {
  /// The inputs that no others among them determine.
  func independent(_ inputs: [String]) -> [String] {
    inputs.filter { name in
      !contains { $0.name == name && $0.sources.allSatisfy(inputs.contains) }
    }
  }

  /// The inputs with all that they determine.
  func completing(_ inputs: [String]) -> [String] {
    inputs
      + filter { !inputs.contains($0.name) && $0.sources.allSatisfy(inputs.contains) }.map(\.name)
  }
}
