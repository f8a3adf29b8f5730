extension NamedConstant {
  /// A constant under a name that a user typed; `nil` for a name that formulas cannot contain: it must be a plain word that is not
  /// the name of π or of a function.
  package init?(parsingName name: String, value: Double) {
    guard name.isPlainName, name != Self.pi.name, name != "sqrt",
      ElementaryFunction(rawValue: name) == nil
    else { return nil }
    self.init(name: name, value: value, latex: LaTeXPrinter().name(name))
  }
}
