import KANFormula

extension CPrinter: VerifiableLanguage {
  /// GCC compiles one program, without warnings.
  package static func trial(of cases: [LanguageTrial.Case]) -> LanguageTrial {
    var main = ["#include <stdio.h>"]
    var files: [String: String] = [:]
    for (n, item) in cases.enumerated() {
      files["case\(n).c"] = CPrinter().document(item.program)
      main.append("#include \"case\(n).c\"")
    }
    // Room for the longest list of results; C has no empty arrays.
    let room = cases.map(\.program.outputs.count).max() ?? 1
    main.append("int main(void) {\n  double r[\(max(room, 1))];")
    for item in cases {
      let function = CodeNames(item.program, Self.rules).function
      let count = item.program.outputs.count
      for point in item.points {
        let arguments = point.map { CPrinter().decimal($0) }
        main.append(
          count == 1
            ? "  r[0] = \(function)(\(arguments.joined(separator: ", ")));"
            : "  \(function)(\((arguments + ["r"]).joined(separator: ", ")));")
        main.append("  for (int j = 0; j < \(count); j++) printf(\"%.17g\\n\", r[j]);")
      }
    }
    files["main.c"] = (main + ["  return 0;\n}"]).joined(separator: "\n") + "\n"
    return LanguageTrial(
      files: files,
      commands: [
        .init("gcc", ["-std=c99", "-Wall", "-Werror", "-O1", "main.c", "-lm", "-o", "trial"]),
        .init("./trial", []),
      ])
  }
}
