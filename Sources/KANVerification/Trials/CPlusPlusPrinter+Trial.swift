import KANFormula

extension CPlusPlusPrinter: VerifiableLanguage {
  /// GCC compiles one program, without warnings.
  package static func trial(of cases: [LanguageTrial.Case]) -> LanguageTrial {
    var main = ["#include <cstdio>"]
    var files: [String: String] = [:]
    for (n, item) in cases.enumerated() {
      files["case\(n).hpp"] = CPlusPlusPrinter().document(item.program)
      main.append("#include \"case\(n).hpp\"")
    }
    main.append("static void show(double x) { std::printf(\"%.17g\\n\", x); }")
    main.append("template <class A> static void show(const A &a) { for (double x : a) show(x); }")
    main.append("int main() {")
    for item in cases {
      let function = CodeNames(item.program, Self.rules).function
      for point in item.points {
        main.append("  show(\(function)(\(point.map { CPrinter().decimal($0) }.joined(separator: ", "))));")
      }
    }
    files["main.cpp"] = (main + ["}"]).joined(separator: "\n") + "\n"
    return LanguageTrial(
      files: files,
      commands: [
        .init("g++", ["-std=c++11", "-Wall", "-Werror", "-O1", "main.cpp", "-o", "trial"]),
        .init("./trial", []),
      ])
  }
}
