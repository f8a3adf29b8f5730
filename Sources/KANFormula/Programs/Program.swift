/// Formulas with named intermediate values, like a program of a few lines instead of one long expression.
///
/// Large networks use their nodes many times, so the expressions of their outputs would explode; written node by node they stay as
/// small as the network. Every output language writes programs; a single expression is a program without steps.
package struct Program: Hashable, Sendable {
  /// A name and the expression that it denotes.
  package struct Definition: Hashable, Sendable {
    /// The name.
    package var name: String
    /// Its meaning.
    package var expression: Expression
    /// The unit of its values, in the notation of `Formula.Variable.unit`, if known.
    package var unit: String?
    /// The name in LaTeX if it is not the name of a column, such as `\operatorname{logit} P(x = 1)`.
    package var latex: String?

    /// Names an expression.
    package init(name: String, expression: Expression, unit: String? = nil, latex: String? = nil) {
      self.name = name
      self.expression = expression
      self.unit = unit
      self.latex = latex
    }
  }

  /// The name of the function in code; converted to a legal name if necessary.
  package var name: String
  /// Lines of documentation above the code.
  package var remarks: [String]
  /// The arguments, in order.
  package var inputs: [Formula.Variable]
  /// The intermediate values; each uses inputs and earlier steps as variables under their names.
  package var steps: [Definition]
  /// The results, in terms of inputs and steps; no step uses a result.
  package var outputs: [Definition]

  /// A program from its parts.
  ///
  /// `precondition`s that inputs and steps have different names and that nothing is used before it is defined.
  package init(
    name: String = "law", remarks: [String] = [], inputs: [Formula.Variable], steps: [Definition] = [],
    outputs: [Definition]
  ) {
    var known: Set<String> = []
    for name in inputs.map(\.name) {
      precondition(known.insert(name).inserted, "two inputs of a program are called '\(name)'")
    }
    for step in steps {
      for name in step.expression.variables {
        precondition(known.contains(name), "the step '\(step.name)' uses '\(name)' before it is defined")
      }
      precondition(known.insert(step.name).inserted, "two values of a program are called '\(step.name)'")
    }
    for output in outputs {
      for name in output.expression.variables {
        precondition(
          known.contains(name), "the output '\(output.name)' uses '\(name)', which nothing defines")
      }
    }
    self.name = name
    self.remarks = remarks
    self.inputs = inputs
    self.steps = steps
    self.outputs = outputs
  }
}
