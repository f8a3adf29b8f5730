import KANFormula
import KANNumerics
import Testing

@Suite struct PrinterTests {
  /// Text reads back as the same tree for normal forms, as the same function for any tree.
  @Test(arguments: [3, 4])
  func textReadsBack(depth: Int) throws {
    for seed in 0..<500 {
      var source = RandomExpressions(seed: UInt64(seed + 77_000 * depth))
      let tree = source.tree(depth: depth)
      let text = TextPrinter().print(tree)
      let back = try Expression(parsing: text)
      #expect(back.freeConstants.map(\.magnitude) == tree.freeConstants.map(\.magnitude), "\(text)")
      let point = source.point(in: RandomExpressions.boxes[0])
      let (a, b) = (tree.value(at: point), back.value(at: point))
      let isSame = !a.isFinite || a.magnitude > 1e9 || (a - b).magnitude <= 1e-9 * max(a.magnitude, 1)
      let simple = tree.simplified()
      // What divides by an exact zero comes back unsimplified, as any tree.
      let isExact = try simple == tree || Expression(parsing: TextPrinter().print(simple)) == simple
      if !isSame || !isExact {
        Issue.record("depth \(depth) seed \(seed): \(text), simply \(TextPrinter().print(simple))")
      }
    }
  }

  @Test(arguments: [
    ("exp(sin(pi*x) + y^2)", "exp(sin(pi*x) + y^2)"), ("-x*y", "-x*y"), ("1/x", "1/x"), ("x^-2", "1/x^2"),
    ("a - (b - c)", "a - (b - c)"), ("-(a + b)*c", "-(a + b)*c"), ("(x^2)^y", "(x^2)^y"),
    ("x^(-y)", "x^(-y)"),
    ("2^(1/3)", "2^(1/3)"), ("3*x/2", "3*x/2"), ("x/(y*z)", "x/(y*z)"), ("0.5*x", "0.5*x"),
    ("1e-5*x", "1e-05*x"),
  ])
  func writesTextAsPeopleDo(text: String, expected: String) throws {
    #expect(TextPrinter().print(try Expression(parsing: text)) == expected)
  }

  @Test(arguments: [
    ("(a - b)/(1 - a*b)", "\\frac{a - b}{1 - a b}"), ("sqrt(x^2 + y^2)", "\\sqrt{x^{2} + y^{2}}"),
    ("exp(-x^2/2)/sqrt(2*pi)", "\\frac{\\mathrm{e}^{-\\frac{x^{2}}{2}}}{\\sqrt{2 \\pi}}"),
    ("x^2*sin(3*y) + z", "x^{2} \\sin(3 y) + z"), ("alpha*x_1", "\\alpha x_{1}"), ("x12", "x_{12}"),
    ("sin(x)^2", "\\sin^{2}(x)"),
    ("2*sqrt(lep_pt*met)", "2 \\sqrt{\\mathrm{lep}_{\\mathrm{pt}} \\, \\mathrm{met}}"),
    ("1.23456e-7*x", "1.235 \\cdot 10^{-7} x"), ("2*3^x", "2 \\cdot 3^{x}"),
    ("abs(x - 1)", "\\left|x - 1\\right|"),
    ("-(x + 1)*y", "-(x + 1) y"), ("x^(1/3)", "\\sqrt[3]{x}"), ("x^(3/2)", "x^{3/2}"),
    ("atanh(x)", "\\operatorname{artanh}(x)"),
    ("asin(x/y)", "\\arcsin\\left(\\frac{x}{y}\\right)"), ("`a%b`", "\\mathrm{a\\%b}"),
    ("-1/2", "-\\frac{1}{2}"),
  ])
  func writesLaTeX(text: String, expected: String) throws {
    #expect(LaTeXPrinter(digits: 4).print(try Expression(parsing: text)) == expected)
  }

  @Test func roundsMeasuredConstantsOnly() throws {
    let expression = try Expression(parsing: "3.14159265*x + 22/7 + 2.0")
    #expect(TextPrinter(digits: 3).print(expression) == "3.14*x + 22/7 + 2.0")
    #expect(LaTeXPrinter(digits: 3).print(expression) == "3.14 x + \\frac{22}{7} + 2")
  }

  /// Braces in LaTeX balance, whatever the tree.
  @Test func balancesLaTeXBraces() {
    for seed in 0..<1000 {
      var source = RandomExpressions(seed: UInt64(seed + 5_000_000))
      let text = LaTeXPrinter(digits: 5).print(source.tree(depth: 4))
      var depth = 0
      for character in text {
        depth += character == "{" ? 1 : character == "}" ? -1 : 0
        if depth < 0 { break }
      }
      #expect(depth == 0, "\(text)")
      #expect(text.ranges(of: "\\left").count == text.ranges(of: "\\right").count, "\(text)")
    }
  }
}
