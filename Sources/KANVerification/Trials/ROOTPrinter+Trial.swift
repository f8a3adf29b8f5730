import KANFormula

extension ROOTPrinter: VerifiableLanguage {
  /// No package index provides ROOT, so the texts are compiled as C++ with the functions of TMath.
  package static func trial(of cases: [LanguageTrial.Case]) -> LanguageTrial {
    var files = ["TMath.h": mathShim, "TFormula.h": ""]
    var main = ["#include <cstdio>", "#include \"TMath.h\""]
    var calls: [String] = []
    for (n, item) in cases.enumerated() {
      let names = CodeNames(item.program, CPlusPlusPrinter.rules)
      let printer = ROOTPrinter()
      if let texts = printer.formulas(item.program) {
        for (j, text) in texts.enumerated() {
          main.append(
            "static double case\(n)_\(j)(const double *x, const double *) { (void)x; return \(text); }")
        }
      } else {
        files["case\(n).C"] = printer.document(item.program)
        main.append("#include \"case\(n).C\"")
      }
      let isShort = printer.formulas(item.program) != nil
      for point in item.points {
        calls.append(
          "  { const double x[] = {\((point + [0]).map { CPrinter().decimal($0) }.joined(separator: ", "))};")
        for j in item.program.outputs.indices {
          let long =
            item.program.outputs.count == 1
            ? "\(names.function)_tf1" : "\(names.function)_\(names.results[j])_tf1"
          calls.append("    std::printf(\"%.17g\\n\", \(isShort ? "case\(n)_\(j)" : long)(x, nullptr));")
        }
        calls.append("  }")
      }
    }
    files["main.cpp"] = (main + ["int main() {"] + calls + ["}"]).joined(separator: "\n") + "\n"
    return LanguageTrial(
      files: files,
      commands: [
        .init("g++", ["-std=c++11", "-Wall", "-O1", "main.cpp", "-o", "trial"]), .init("./trial", []),
      ])
  }

  private static let mathShim = """
    #include <cmath>
    namespace TMath {
    inline double Pi() { return 3.141592653589793; }
    inline double Sqrt(double x) { return std::sqrt(x); }
    inline double Power(double x, double y) { return std::pow(x, y); }
    inline double Exp(double x) { return std::exp(x); }
    inline double Log(double x) { return std::log(x); }
    inline double Sin(double x) { return std::sin(x); }
    inline double Cos(double x) { return std::cos(x); }
    inline double Tan(double x) { return std::tan(x); }
    inline double ASin(double x) { return std::asin(x); }
    inline double ACos(double x) { return std::acos(x); }
    inline double ATan(double x) { return std::atan(x); }
    inline double SinH(double x) { return std::sinh(x); }
    inline double CosH(double x) { return std::cosh(x); }
    inline double TanH(double x) { return std::tanh(x); }
    inline double ATanH(double x) { return std::atanh(x); }
    inline double Abs(double x) { return std::fabs(x); }
    inline double Erf(double x) { return std::erf(x); }
    }

    """
}
