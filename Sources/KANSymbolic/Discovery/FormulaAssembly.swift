import KANData
import KANFormula

/// A law put into the form that users keep.
struct FormulaAssembly {
  let builder: FormulaBuilder
  let data: Dataset

  func formula(_ built: FormulaBuilder.Built) -> Formula {
    Formula(expression: built.expression)
  }
}
