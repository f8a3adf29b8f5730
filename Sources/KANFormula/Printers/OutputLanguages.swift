/// The languages in which formulas can be written.
package enum OutputLanguages {
  /// All of them, in the order in which help lists them. A new language is one line here.
  package static let all: [any FormulaPrinter.Type] = [
    TextPrinter.self,
    UnicodePrinter.self,
    SwiftPrinter.self,
    PythonPrinter.self,
    PyTorchPrinter.self,
    SymPyPrinter.self,
    CPrinter.self,
    CPlusPlusPrinter.self,
    ROOTPrinter.self,
    JuliaPrinter.self,
    MATLABPrinter.self,
    MathematicaPrinter.self,
    LaTeXPrinter.self,
    TypstPrinter.self,
    MathMLPrinter.self,
  ]

  /// The language called `name`.
  package static func named(_ name: String) -> (any FormulaPrinter.Type)? { all.first { $0.name == name } }
}
