import Testing

@testable import KANFormula

/// The texts of languages that no tool here runs, word by word, and what all languages have in common; those with tools
/// are run by the `LanguageTests` of the whole.
@Suite struct OutputLanguageTests {
  static func text(_ language: String, _ program: Program, digits: Int? = nil) -> String {
    OutputLanguages.named(language)?.init(digits: digits).document(program) ?? "no such language"
  }

  /// Two outputs, a spline, a name that needs care.
  static func program() throws -> Program {
    let spline = PiecewisePolynomial(breaks: [-1, 0.5], pieces: [[2], [2, -1.5, 0.25], [0.3125, -0.75]])
    return Program(
      name: "law", inputs: [Formula.Variable(name: "lep_pt", unit: "GeV"), Formula.Variable(name: "θ")],
      steps: [Program.Definition(name: "h_1", expression: .piecewise(spline, .variable("θ")))],
      outputs: [
        Program.Definition(
          name: "y", expression: try Expression(parsing: "h_1^2/3 - 1.5e-7*exp(-lep_pt^2/2)/sqrt(1 + `θ`)")),
        Program.Definition(
          name: "E", expression: try Expression(parsing: "atan(lep_pt)*(h_1 - 2)*pi*lep_pt^(1/3)")),
      ])
  }

  /// No column is called by a word of Python, nor by a name that the code has for something else.
  @Test(arguments: [
    (PythonPrinter.rules, "np"), (PythonPrinter.rules, "sp"), (PyTorchPrinter.rules, "torch"),
    (PyTorchPrinter.rules, "self"),
  ])
  func wordsOfPythonAreNoNames(rules: CodeNames.Rules, own: String) {
    let words = [
      "False", "and", "async", "class", "def", "del", "from", "in", "lambda", "match", "not", "with", "print",
      own,
    ]
    let program = Program(
      inputs: words.map { Formula.Variable(name: $0) }, steps: [],
      outputs: [Program.Definition(name: "y", expression: .sum(words.map { .variable($0) }))])
    let names = CodeNames(program, rules)
    for word in words { #expect(names[word] != word) }
  }

  /// Checked by hand against the Wolfram Language's own reference: `*^` is the exponent, `_` marks a pattern.
  @Test func mathematica() throws {
    #expect(
      Self.text("mathematica", try Self.program()) == """
        (* y *)
        (* E *)
        laws1[x_] := Piecewise[{{2.0, x < -1.0}, {2.0 + (x - (-1.0))*(-1.5 + (x - (-1.0))*(0.25)), x < 0.5}}, \
        0.3125 + (x - (0.5))*(-0.75)];
        law[leppt_, theta_] := Module[{h1},
          h1 = laws1[theta];
          {h1^2/3 - 1.5*^-7*Exp[-leppt^2/2]/Sqrt[1 + theta], ArcTan[leppt]*(h1 - 2)*Pi*leppt^(1/3)}]

        """)
  }

  /// Checked by hand against the manual of Julia 1: `searchsortedlast` counts the breaks at or below x.
  @Test func julia() throws {
    #expect(
      Self.text("julia", try Self.program()) == """
        # The polynomial that applies at x, in powers of the distance from the break on its left.
        function law_piecewise(x, breaks, pieces)
            p = searchsortedlast(breaks, x)
            return evalpoly(x - breaks[max(p, 1)], pieces[p + 1])
        end

        const law_s1_pieces = [
            (2.0, 0.0, 0.0,),
            (2.0, -1.5, 0.25,),
            (0.3125, -0.75, 0.0,),
        ]
        law_s1(x) = law_piecewise(x, [-1.0, 0.5], law_s1_pieces)

        # y
        # E
        function law(lep_pt, theta)
            h_1 = law_s1(theta)
            return h_1^2 / 3 - 1.5e-07 * exp(-lep_pt^2 / 2) / sqrt(1 + theta), \
        atan(lep_pt) * (h_1 - 2) * pi * lep_pt^(1 / 3)
        end

        """)
  }

  @Test func rootGetsOneTextWithoutSplines() throws {
    let program = Program(
      name: "mT", inputs: ["lep_pt", "met", "dphi"].map { Formula.Variable(name: $0) },
      outputs: [
        Program.Definition(
          name: "m", expression: try Expression(parsing: "2*sqrt(lep_pt*met)*sin(dphi/2) + atanh(met)^2*pi"))
      ])
    let text = Self.text("root", program)
    #expect(
      text.contains(
        "TFormula mT(\"mT\", \"2.0 * TMath::Sqrt(x[0] * x[1]) * TMath::Sin(x[2] / 2.0) "
          + "+ TMath::Power(TMath::ATanH(x[1]), 2.0) * TMath::Pi()\");"), "\(text)")
    #expect(
      Self.text("root", try Self.program()).contains("double law_y_tf1(const double *x, const double *)")
    )
  }

  @Test func unicode() throws {
    #expect(
      Self.text("unicode", try Self.program(), digits: 4) == """
        h₁ = S₁(θ)
        y = h₁²/3 − 1.5·10⁻⁷·exp(−lep_pt²/2)/√(1 + θ)
        E = arctan(lep_pt)·(h₁ − 2)·π·lep_pt^(1/3)

        S₁(x) =
          2  for x < −1
          2 − 1.5·(x + 1) + 0.25·(x + 1)²  for −1 ≤ x < 0.5
          0.3125 − 0.75·(x − 0.5)  for x ≥ 0.5

        """)
  }

  /// Upright words are about as wide as they are printed: in type of 10 points "pressure" takes 38.
  @Test(arguments: [("pressure", 36.0...45), ("x", 5...7), ("M", 8...10), ("alpha", 5...9)])
  func namesTakeTheirWidth(name: String, range: ClosedRange<Double>) {
    #expect(range.contains(DisplayName(name).width))
  }

  @Test func latexBreaksLongSumsAndNamesWhatCannotBreak() throws {
    let terms = (1...12).map { "\($0).123456*x_\($0)*sin(x_\($0))" }.joined(separator: " + ")
    let sum = try Expression(parsing: terms)
    func lines(_ expression: KANFormula.Expression) -> String {
      LaTeXPrinter().document(
        Program(
          inputs: expression.variables.map { Formula.Variable(name: $0) },
          outputs: [Program.Definition(name: "y", expression: expression)]))
    }
    #expect(
      lines(try Expression(parsing: "x + 1"))
        == "\\begin{equation}\n  y = x + 1\n  \\label{eq:y}\n\\end{equation}\n")
    #expect(lines(sum).hasPrefix("\\begin{multline}\\label{eq:y}\n  y = "))
    #expect(lines(.exp(sum)).contains("y &= \\mathrm{e}^{w_{1}}"))
    let text = LaTeXPrinter(digits: 4).document(try Self.program())
    #expect(text.contains("\\begin{cases}"))
    #expect(text.contains("Here $\\mathrm{lep}_{\\mathrm{pt}}$ in \\si{GeV}."))
  }

  /// Names are legal and different in every code language; those that are legal already stay.
  @Test func namesAreLegalAndDifferent() {
    let names = ["class", "a b", "a_b", "1st", "é", "exp", "law", "θ"]
    let program = Program(
      name: "my law", inputs: names.map { Formula.Variable(name: $0) },
      outputs: [Program.Definition(name: "y", expression: .exp(.sum(names.map { .variable($0) })))])
    #expect(
      SwiftPrinter().document(program).contains(
        "func my_law(class_: Double, a_b_2: Double, a_b: Double, x1st: Double, x_: Double, exp_: Double, law: Double, "
          + "theta: Double)"))
    #expect(
      Self.text("python", program).contains("def my_law(class_, a_b_2, a_b, x1st, x_, exp, law, theta):")
    )
    #expect(
      Self.text("mathematica", program).contains(
        "mylaw[class_, ab_, abn2_, x1st_, x_, exp_, law_, theta_]"))
  }

  /// A formula of arithmetic and roots works for every kind of floating-point number.
  @Test func algebraicSwiftIsGeneric() throws {
    let x = Formula.Variable(name: "x")
    func text(_ formula: String) throws -> String {
      SwiftPrinter().document(
        Program(
          inputs: [x], outputs: [Program.Definition(name: "y", expression: try Expression(parsing: formula))])
      )
    }
    #expect(
      try text("sqrt(x^2 + 2)/3").contains("func law<Number: BinaryFloatingPoint>(x: Number) -> Number"))
    #expect(try text("exp(x)").contains("func law(x: Double) -> Double"))
    #expect(try text("exp(x)").contains("func law(x: [Double]) -> [Double]"))
  }

  @Test func everyLanguageIsFoundByItsName() {
    let names = OutputLanguages.all.map { $0.name }
    #expect(Set(names).count == names.count)
    for name in names { #expect(OutputLanguages.named(name)?.name == name) }
    #expect(OutputLanguages.named("fortran") == nil)
  }

  /// The languages of the public interface are those that have a printer.
  @Test func theInterfaceOffersEveryLanguage() {
    #expect(Formula.Language.allCases.map(\.rawValue) == OutputLanguages.all.map { $0.name })
    let formula = Formula(
      outputName: "y", expression: .real(2.125) * .variable("x"), variables: [Formula.Variable(name: "x")])
    for language in Formula.Language.allCases {
      let program = Program([formula], name: "rule")
      #expect(
        formula.code(in: language, digits: 3, functionName: "rule")
          == Self.text(language.rawValue, program, digits: 3))
    }
    #expect(formula.code(in: .python, functionName: "rule").contains("def rule(x)"))
  }

  /// A comment cannot end early, whatever a column is called.
  @Test func hostileNamesStayInComments() {
    let name = "a\nimport os */ *) \"\"\" ' \\ \u{2028} end"
    let program = Program(
      inputs: [Formula.Variable(name: name)],
      outputs: [Program.Definition(name: name, expression: .variable(name))])
    for language in OutputLanguages.all
    where ["c", "cpp", "python", "julia", "swift", "matlab", "sympy", "root"].contains(language.name) {
      let text = language.init(digits: nil).document(program)
      for line in text.split(whereSeparator: \.isNewline) {
        #expect(!line.hasPrefix("import os"), "\(language.name): \(text)")
      }
    }
    #expect(!Self.text("mathematica", program).contains("*) \""))
  }
}
