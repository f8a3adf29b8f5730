import KANFormula

extension MATLABPrinter: VerifiableLanguage {
  /// Octave calls every function file with columns.
  package static func trial(of cases: [LanguageTrial.Case]) -> LanguageTrial {
    var files: [String: String] = [:]
    var main: [String] = []
    for item in cases {
      let names = CodeNames(item.program, Self.rules)
      files["\(names.function).m"] = MATLABPrinter().document(item.program)
      let rows = item.points.map { $0.map { MATLABPrinter().decimal($0) }.joined(separator: " ") }
      let columns = item.program.inputs.indices.map { "p(:, \($0 + 1))" }.joined(separator: ", ")
      let outputs = item.program.outputs.indices.map { "r\($0)" }
      main.append("p = [\(rows.joined(separator: "; "))];")
      main.append("[\(outputs.joined(separator: ", "))] = \(names.function)(\(columns));")
      let all = outputs.map { "\($0) + zeros(\(item.points.count), 1)" }.joined(separator: ", ")
      main.append("printf(\"%.17g\\n\", [\(all)].');")
    }
    files["trial_main.m"] = main.joined(separator: "\n") + "\n"
    return LanguageTrial(
      files: files, commands: [.init("octave-cli", ["--no-gui", "--quiet", "--norc", "trial_main.m"])])
  }
}
