import KANFormula

extension Expression {
  /// The magnitudes of its exact numbers other than 0 and 1, and the names of its constants, each as often as it occurs, in
  /// alphabetical order: what a reader sees of them.
  var exactNumbers: [String] {
    var numbers: [String] = []
    forEachLeaf { leaf in
      switch leaf {
      case .rational(let value) where value != .zero && value.magnitude != .one:
        numbers.append("\(value.magnitude)")
      case .constant(let constant): numbers.append(constant.name)
      default: break
      }
    }
    return numbers.sorted()
  }
}
