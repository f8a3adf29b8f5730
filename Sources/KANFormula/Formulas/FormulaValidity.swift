/// Where a formula is defined: the part of the data's box on which all logarithms, roots, powers and inverse functions are defined.
///
/// Outside `box` it is certainly undefined somewhere; inside it is defined at every point that satisfies `conditions`,
/// everywhere if there are none.
package struct FormulaValidity: Sendable, Hashable, Codable {
  /// A condition on a point that does not hold, or could not be proven, on all of the box.
  package struct Condition: Sendable, Hashable, Codable {
    /// The condition: `x - y > 0`.
    package var text: String
    /// The function that needs it: `log`, `root`, `pole`, `asin`.
    package var function: String
    /// Whether a point of the box is known at which it does not hold.
    package var isViolated: Bool

    /// A condition.
    package init(text: String, function: String, isViolated: Bool) {
      self.text = text
      self.function = function
      self.isViolated = isViolated
    }
  }

  /// The ranges of the variables, without the parts where the formula is certainly undefined; empty if nothing is left.
  package var box: [Formula.Variable]
  /// The further conditions on a point of the box.
  package var conditions: [Condition]

  /// Whether the formula is proven to be defined on all of the box.
  package var isProven: Bool { conditions.isEmpty }

  /// Where a formula is defined.
  package init(box: [Formula.Variable], conditions: [Condition]) {
    self.box = box
    self.conditions = conditions
  }
}

extension Formula {
  /// Whether the formula is proven to be defined on the whole box of its variables, no part of which had to be cut off.
  package var isProvenOnItsBox: Bool {
    guard let validity else { return false }
    // The variables may have received their units after the proof.
    return validity.isProven && validity.box.map(\.name) == variables.map(\.name)
      && validity.box.map(\.range) == variables.map(\.range)
  }

  /// Where the formula is defined on the ranges of its variables.
  ///
  /// Domains are propagated back to the variables (forward-backward contraction: Benhamou et al., Revising hull and box
  /// consistency, ICLP 1999); what remains is proven by Taylor models on smaller and smaller boxes.
  package func validityOnBox() -> FormulaValidity {
    let conditions = DomainCondition.all(of: expression)
    var contractor = BoxContractor(box: box)
    let isEmpty = !contractor.narrow(conditions)
    let sides = contractor.box
    let narrowed = variables.map { variable in
      var result = variable
      result.range = sides[variable.name].flatMap { $0.isFinite ? $0.lower...$0.upper : nil }
      return result
    }
    let open = conditions.compactMap { condition -> FormulaValidity.Condition? in
      let verdict = condition.verdict(on: sides)
      return verdict == .holds
        ? nil
        : FormulaValidity.Condition(
          text: condition.text, function: condition.function, isViolated: verdict == .violated)
    }
    return FormulaValidity(box: isEmpty ? [] : narrowed, conditions: open)
  }
}
