import KANFormula

extension PyTorchPrinter: VerifiableLanguage {
  /// Every module receives all its points as rows.
  package static func trial(of cases: [LanguageTrial.Case]) -> LanguageTrial {
    var files: [String: String] = [:]
    var main = ["import torch"]
    for (n, item) in cases.enumerated() {
      files["case\(n).py"] = PyTorchPrinter().document(item.program)
      let name = className(CodeNames(item.program, Self.rules))
      main += [
        "from case\(n) import \(name)",
        "values = \(name)()(torch.tensor(\(item.points), dtype=torch.float64))",
        "print(*[\"%.17g\" % v for v in values.ravel().tolist()], sep=\"\\n\")",
      ]
    }
    files["main.py"] = main.joined(separator: "\n") + "\n"
    return LanguageTrial(
      files: files, commands: [.init("python3", ["-B", "main.py"], probe: ["-c", "import torch"])])
  }
}
