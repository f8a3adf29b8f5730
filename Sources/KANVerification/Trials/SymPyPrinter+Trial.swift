import KANFormula

extension SymPyPrinter: VerifiableLanguage {
  /// SymPy turns the expressions into numerical functions.
  package static func trial(of cases: [LanguageTrial.Case]) -> LanguageTrial {
    var files: [String: String] = [:]
    var main = ["import sympy as sp"]
    for (n, item) in cases.enumerated() {
      files["case\(n).py"] = SymPyPrinter().document(item.program)
      let names = CodeNames(item.program, PythonPrinter.rules)
      let steps = "case\(n).\(names.helper("steps"))"
      let list = item.program.outputs.count == 1 ? "e if isinstance(e, list) else [e]" : "list(e)"
      let cse = item.program.steps.isEmpty ? "True" : "lambda e: (\(steps), \(list))"
      let inputs = item.program.inputs.map { "case\(n).\(names[$0.name])" }
      main += [
        "import case\(n)",
        "f = sp.lambdify([\(inputs.joined(separator: ", "))], case\(n).\(names.function), \"math\", cse=\(cse))",
        "for point in \(item.points):",
        "    values = f(*point)",
        "    print(*[\"%.17g\" % v for v in (values if isinstance(values, (tuple, list)) else [values])], sep=\"\\n\")",
      ]
    }
    files["main.py"] = main.joined(separator: "\n") + "\n"
    return LanguageTrial(
      files: files, commands: [.init("python3", ["-B", "main.py"], probe: ["-c", "import sympy"])])
  }
}
