extension Formula {
  /// A language in which a formula can be written; the raw values are those that users type after `--format`.
  public enum Language: String, Hashable, Sendable, CaseIterable {
    /// Plain infix, which `FormulaExpression(parsing:)` reads back.
    case text
    /// One line for readers, with superscripts and roots.
    case unicode
    /// A Swift file.
    case swift
    /// A Python module for NumPy.
    case python
    /// A PyTorch module.
    case pytorch
    /// A SymPy expression.
    case sympy
    /// A C file.
    case c
    /// A C++ header.
    case cpp
    /// A function for ROOT.
    case root
    /// A Julia file.
    case julia
    /// A MATLAB function.
    case matlab
    /// A Mathematica expression.
    case mathematica
    /// Equations in LaTeX, broken to the width of a line.
    case latex
    /// Equations in Typst.
    case typst
    /// Equations in presentation MathML.
    case mathml
  }
}

extension Formula {
  /// The formula as a self-contained text in a language: a source file with a function of the variables, or an equation.
  ///
  /// - Parameters:
  ///   - language: The language.
  ///   - digits: Significant digits of measured constants; `nil` for the shortest text that reads back as the same number.
  ///   - functionName: The name of the function in code.
  public func code(in language: Formula.Language, digits: Int? = nil, functionName: String = "law") -> String
  {
    guard let printer = OutputLanguages.named(language.rawValue) else {
      preconditionFailure("every language has a printer")
    }
    return printer.init(digits: digits).document(Program([self], name: functionName))
  }
}
