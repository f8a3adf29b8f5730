import KANFormula
import KANNumerics
import Testing

@Suite struct TextbookFormTests {
  /// Laws as searches leave them, and as textbooks write them.
  @Test(arguments: [
    ("x2*(x2 - 2*x3) + x3^2 + x4*(x4 - 2*x5) + x5^2", "(x2 - x3)^2 + (x4 - x5)^2"),
    ("x0*(x0 + 2*x1*cos(x2 - x3)) + x1^2", "x0^2 + 2*x0*x1*cos(x2 - x3) + x1^2"),
    ("exp(cos(x)*(1 - 4*sin(x)^2))", "exp(cos(3*x))"), ("4*cos(x)^3 - 3*cos(x)", "cos(3*x)"),
    ("sin(x)*(3 - 4*sin(x)^2)", "sin(3*x)"), ("a*(cos(2*x) + 1)/2", "a*cos(x)^2"),
    ("a*(1 - cos(2*x))/2", "a*sin(x)^2"), ("1 - cos(x)", "1 - cos(x)"),
    ("a + 2*sqrt(a*b)*cos(d) + b", "a + b + 2*sqrt(a*b)*cos(d)"),
    ("s + t*(a*t/2 + v)", "a*t^2/2 + s + t*v"), ("(u + v)/(u*v + 1)", "(u + v)/(1 + u*v)"),
    ("x*(y + z) + y*z", "x*y + x*z + y*z"), ("m*(u^2 + v^2 + w^2)/2", "m*(u^2 + v^2 + w^2)/2"),
    ("x*(x - 2) + 3*z*(z + 4)/2 + 7", "(x - 1)^2 + 3*(z + 2)^2/2"), ("x^2 + 2*x + 5", "x^2 + 2*x + 5"),
    ("a*b/(a + b)", "a*b/(a + b)"),
    ("f*exp(atanh(v))", "f*sqrt((1 + v)/(1 - v))"), ("2*n^3/(exp(n/t) - 1)", "2*n^3/(exp(n/t) - 1)"),
    ("5*x/(2*z + 2)", "5*x/(2*(1 + z))"), ("x^(3/2)*z/(4*z/5 + 4/5)", "5*x^(3/2)*z/(4*(1 + z))"),
    ("(3*x + 2)^2/9", "(x + 2/3)^2"),
    ("1/(exp(-x) + 1)", "1/(1 + exp(-x))"),
    ("1/(exp(x) + 1)", "1/(exp(x) + 1)"), ("cos(w*t)*exp(-g*t)*a", "a*exp(-g*t)*cos(t*w)"),
    ("exp(-x)*(a + b)", "(a + b)*exp(-x)"),
    (
      "x1*(x1 - 2*x2) + x2^2 + y1*(y1 - 2*y2) + y2^2 + z1*(z1 - 2*z2) + z2^2",
      "(x1 - x2)^2 + (y1 - y2)^2 + (z1 - z2)^2"
    ),
    ("x*(x*(x + 2) + 3) + 4", "x^3 + 2*x^2 + 3*x + 4"), ("log(x + 1)", "log(1 + x)"), ("x + 1", "x + 1"),
    ("g*m1*m2/(x1*(x1 - 2*x2) + x2^2)", "g*m1*m2/(x1 - x2)^2"),
  ])
  func writesLawsAsTextbooksDo(text: String, expected: String) throws {
    let law = try Expression(parsing: text).simplified()
    #expect(TextPrinter().print(law.inTextbookForm()) == expected)
    #expect(TextPrinter().print(try Expression(parsing: expected).inTextbookForm()) == expected)
  }

  /// The order of the table's columns is the reader's order.
  @Test(arguments: [
    ("exp(-(m - x)^2/(2*s^2))/(sqrt(2*pi)*s)", ["x", "m", "s"], "exp(-(x - m)^2/(2*s^2))/(sqrt(2*pi)*s)"),
    ("4157*T*n/(500*V)", ["n", "T", "V"], "4157*n*T/(500*V)"),
    ("s0 + t*(a*t/2 + v0)", ["s0", "v0", "a", "t"], "s0 + v0*t + a*t^2/2"),
    ("c*sqrt(c^2*m^2 + p^2)", ["p", "m", "c"], "c*sqrt(p^2 + m^2*c^2)"),
    ("q*(B*v*sin(t) + e)", ["q", "e", "B", "v", "t"], "q*(e + B*v*sin(t))"),
    ("cos(a - b)", ["b", "a"], "cos(b - a)"), ("sin(a - b)", ["b", "a"], "sin(a - b)"),
  ])
  func followsTheColumnsOfTheTable(text: String, variables: [String], expected: String) throws {
    let law = try Expression(parsing: text).simplified()
    #expect(TextPrinter().print(law.inTextbookForm(variables: variables)) == expected)
  }

  /// The box tells which signs are certain.
  @Test func usesTheBox() throws {
    let law = try Expression(parsing: "sqrt(x^2)*exp(atanh(v))")
    #expect(
      TextPrinter().print(law.inTextbookForm(on: ["x": 1...2, "v": 0...0.5])) == "x*sqrt((1 + v)/(1 - v))")
  }

  /// Over random trees and networks: the values are the same, the measured constants keep theirs but for places and signs as
  /// stated, and the text reads back.
  @Test(arguments: [(0, 3, 3000), (1, 4, 500), (2, -1, 1500), (3, -2, 300)])
  func keepsTheFunctionAndItsConstants(stream: Int, depth: Int, count: Int) throws {
    var moved = 0
    for seed in 0..<count {
      var source = RandomExpressions(seed: UInt64(2_000_000 * (stream + 1) + seed))
      let box = RandomExpressions.boxes[seed % 2]
      let tree = depth < 0 ? source.network(depth: -depth) : source.tree(depth: depth)
      let law = tree.simplified(on: box)
      let form = TextbookForm(of: law, on: box, variables: ["z", "x", "y"])
      // What divides by an exact zero has no value and no form.
      if law == tree { continue }
      let constants = law.freeConstants
      let keepsConstants =
        Set(form.places.map(\.original)) == Set(constants.indices)
        && zip(form.expression.freeConstants, form.places).allSatisfy { value, place in
          value == (place.isNegated ? -constants[place.original] : constants[place.original])
        } && form.places.count == constants.count
      if form.places.map(\.original) != Array(constants.indices) || form.places.contains(where: \.isNegated) {
        moved += 1
      }
      let isReadBack = try Expression(parsing: TextPrinter().print(form.expression)) == form.expression
      let agrees = (0..<8).allSatisfy { _ in agree(law, form.expression, at: source.point(in: box)) }
      guard keepsConstants, agrees, isReadBack else {
        let printer = TextPrinter()
        Issue.record(
          "stream \(stream) seed \(seed): \(printer.print(law)) → \(printer.print(form.expression)), constants \(keepsConstants), values \(agrees), text \(isReadBack)"
        )
        return
      }
    }
    // The laws of networks have constants to move.
    #expect(depth > 0 || moved > 0)
  }

  /// Whether two values agree to 1e-9, or as well as the bounds of the true values at a point known to 15 digits can tell.
  private func agree(_ a: Expression, _ b: Expression, at point: [String: Double]) -> Bool {
    let (x, y) = (a.value(at: point), b.value(at: point))
    guard x.isFinite, y.isFinite else { return true }
    if (x - y).magnitude <= 1e-9 * max(x.magnitude, y.magnitude) { return true }
    let near = point.mapValues { x in
      let ends = [x * (1 - 1e-15), x * (1 + 1e-15)].sorted()
      return ends[0]...ends[1]
    }
    guard let one = a.range(on: near), let other = b.range(on: near) else { return true }
    return one.overlaps(other)
  }

  /// Exact decimals are written as decimals for readers, and fractions where people write fractions.
  @Test(arguments: [
    ("16*a/5", "3.2*a"), ("a/20", "0.05*a"), ("8*a/5", "1.6*a"), ("a/400", "0.0025*a"), ("-16*a/5", "-3.2*a"),
    ("a/2", "a/2"), ("2*a/3", "2*a/3"), ("4*pi*a^3/3", "4*pi*a^3/3"), ("3*a/2", "3*a/2"),
    ("25*a/2", "12.5*a"),
    ("a^(3/2)", "a^(3/2)"), ("a^(16/5)", "a^(16/5)"), ("a + 1/5", "a + 0.2"), ("a - 1/5", "a - 0.2"),
    ("4157*a/(500*b)", "8.314*a/b"), ("a/40000", "2.5e-05*a"), ("exp(-a/10)", "exp(-0.1*a)"),
    ("a/64", "a/64"), ("a/15", "a/15"), ("(a*b + 32*c)/20", "0.05*a*b + 1.6*c"),
    ("a*b/7 + 16*c/5", "a*b/7 + 3.2*c"),
  ])
  func writesDecimals(text: String, expected: String) throws {
    let law = try Expression(parsing: text).simplified().inTextbookForm()
    let formula = Formula(outputName: "y", expression: law)
    #expect(formula.text(digits: nil) == expected)
    #expect(formula.text(constants: .parentheses) == expected)
    // The text that is read again stays exact, and so does a file.
    #expect(try Expression(parsing: formula.text) == law)
    let point = ["a": 0.7, "b": 1.3, "c": 2.1]
    let shown = try Expression(parsing: expected).value(at: point)
    #expect((shown - law.value(at: point)).magnitude <= 1e-15 * shown.magnitude)
  }

  @Test func writesDecimalsInEveryLanguage() throws {
    let formula = Formula(outputName: "y", expression: try Expression(parsing: "16*a/5 + a^2/40000"))
    #expect(formula.latex() == "y = 3.2 a + 2.5 \\times 10^{-5} a^{2}")
    let expected = [
      "text": "3.2*a + 2.5e-05*a^2", "unicode": "3.2·a + 2.5·10⁻⁵·a²", "python": "3.2 * a + 2.5e-05 * a**2",
      "sympy": "16 * a / 5", "c": "3.2 * a + 2.5e-05 * (a * a)", "swift": "3.2 * a",
      "typst": "3.2 a + 2.5 dot 10^(-5) a^(2)",
      "mathml": "<mn>3.2</mn>",
    ]
    for (name, text) in expected {
      let language = try #require(OutputLanguages.named(name))
      let document = language.init(digits: nil).document(Program([formula]))
      #expect(document.contains(text), "\(name): \(document)")
    }
  }
}
