extension Expression {
  /// The named constants that occur, each once, in the order of the text; π and e are among them.
  package var namedConstants: [NamedConstant] {
    var result: [NamedConstant] = []
    forEachLeaf { leaf in
      if case .constant(let constant) = leaf, !result.contains(constant) { result.append(constant) }
    }
    return result
  }

  /// The named constants whose values must be stated for readers.
  package var explainedConstants: [NamedConstant] {
    namedConstants.filter { $0 != .pi && $0 != .e && !$0.isNumeral }
  }
}
