import SwiftKAN

/// A fit as readable text: the law with its numbers, then its constants and the quality of the fit.
struct FitText {
  let text: String

  /// - Parameter given: Constants of known value; those that the form uses are listed with it.
  init(_ fit: Form.Fit, given: [NamedConstant] = [], files: [String]) {
    var blocks: [String] = []
    let form = fit.formula
    let extraDigits = fit.extraDigits
    blocks.append("\(form.outputName) = \(form.text)")
    blocks.append(
      fit.formulas.enumerated().map { g, formula in
        let group = fit.groups.isEmpty ? "" : "group \(fit.groups[g]): "
        let shown = formula.withNumbers.showing(.parentheses, extraDigits: extraDigits)
        return "\(group)\(formula.outputName) = \(shown.text(digits: nil))"
      }.joined(separator: "\n"))
    let used = given.filter { constant in
      fit.form.expression.namedConstants.contains { $0.name == constant.name }
    }
    if !used.isEmpty {
      blocks.append(
        "given: " + used.map { "\($0.name) = \($0.value.text(digits: 17))" }.joined(separator: ", "))
    }
    blocks.append(Self.constants(fit, extraDigits: extraDigits))
    if fit.constants.count > 1, fit.constants.count <= Self.matrixLimit {
      blocks.append(Self.correlations(fit))
    }
    var facts = TextTable(["", ""])
    for (title, value) in FitFacts(fit).rows { facts.add(title, value) }
    blocks.append(facts.text)
    blocks.append(fit.account.warnings.map { "note: \($0)" }.joined(separator: "\n"))
    if !files.isEmpty { blocks.append("wrote " + files.joined(separator: ", ")) }
    text = blocks.filter { !$0.isEmpty }.joined(separator: "\n\n")
  }

  /// The largest matrix that is printed; larger ones go to files only.
  private static let matrixLimit = 12

  private static func constants(_ fit: Form.Fit, extraDigits: Int) -> String {
    let hasGroups = fit.constants.contains { $0.group != nil }
    var table = TextTable(
      (hasGroups ? ["constant", "group"] : ["constant"]) + ["value", "± error", "rounded", ""],
      numbers: hasGroups ? [2, 3] : [1, 2])
    for constant in fit.constants {
      table.add(
        [constant.name] + (hasGroups ? [constant.group ?? "all"] : []) + [
          constant.value.text(digits: 11), constant.standardError?.text(digits: 8) ?? "",
          constant.measured.text(.parentheses, extraDigits: extraDigits), remark(constant),
        ])
    }
    return table.text
  }

  private static func remark(_ constant: Form.Fit.Constant) -> String {
    if constant.state == .atBound { return "at its bound" }
    return Formula.Constant(value: constant.value, standardError: constant.standardError).isConsistentWithZero
      ? "consistent with zero" : ""
  }

  private static func correlations(_ fit: Form.Fit) -> String {
    let names = fit.constants.map { $0.name + ($0.group.map { "(\($0))" } ?? "") }
    var table = TextTable(["correlation"] + names, numbers: Set(1...names.count))
    for (n, row) in fit.correlation.enumerated() {
      table.add(
        [names[n]] + row.prefix(n + 1).map { $0.text(digits: 3) } + names.dropFirst(n + 1).map { _ in "" })
    }
    return table.text
  }
}
