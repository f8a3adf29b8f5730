import KANFormula

extension JuliaPrinter: VerifiableLanguage {
  /// Julia includes every case and calls it point by point.
  package static func trial(of cases: [LanguageTrial.Case]) -> LanguageTrial {
    var files: [String: String] = [:]
    var main = ["using Printf", "show_all(v) = foreach(x -> @printf(\"%.17g\\n\", x), v)"]
    for (n, item) in cases.enumerated() {
      files["case\(n).jl"] = JuliaPrinter().document(item.program)
      main.append("include(\"case\(n).jl\")")
      for point in item.points {
        let arguments = point.map { JuliaPrinter().decimal($0) }.joined(separator: ", ")
        main.append("show_all(\(CodeNames(item.program, Self.rules).function)(\(arguments)))")
      }
    }
    files["main.jl"] = main.joined(separator: "\n") + "\n"
    return LanguageTrial(files: files, commands: [.init("julia", ["--startup-file=no", "main.jl"])])
  }
}
