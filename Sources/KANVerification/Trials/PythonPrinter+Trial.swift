import KANFormula

extension PythonPrinter: VerifiableLanguage {
  /// NumPy calls every function with columns.
  package static func trial(of cases: [LanguageTrial.Case]) -> LanguageTrial {
    var files: [String: String] = [:]
    var main = ["import numpy as np", "np.seterr(all=\"ignore\")"]
    for (n, item) in cases.enumerated() {
      files["case\(n).py"] = PythonPrinter().document(item.program)
      let function = CodeNames(item.program, Self.rules).function
      main += [
        "from case\(n) import \(function)", "points = np.array(\(item.points), dtype=float)",
        "values = \(function)(*points.T)",
        "values = np.atleast_2d(np.array(\(item.program.outputs.count == 1 ? "[values]" : "[np.asarray(v) for v in values]")))",
        "values = np.array([np.broadcast_to(v, (\(item.points.count),)) for v in values])",
        "print(*[\"%.17g\" % v for v in values.T.ravel()], sep=\"\\n\")",
      ]
    }
    files["main.py"] = main.joined(separator: "\n") + "\n"
    return LanguageTrial(
      files: files, commands: [.init("python3", ["-B", "main.py"], probe: ["-c", "import numpy"])])
  }
}
