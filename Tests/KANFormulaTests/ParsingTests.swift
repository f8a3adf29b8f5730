import Foundation
import KANFormula
import KANNumerics
import Testing

@Suite struct ParsingTests {
  @Test(arguments: [
    ("1 + 2*3", 7.0), ("2^3^2", 512), ("2**3", 8), ("-2^2", -4), ("(-2)^2", 4), ("2^-1", 0.5), ("6/2/3", 1),
    ("1 - 2 - 3", -4), ("--1", 1), ("ln(exp(1))", 1), ("sqrt(16)", 4), ("pow(2, 3)", 8),
    ("arcsin(1) - pi/2", 0),
    ("sgn(-3)", -1), ("1e-3*1000", 1), (".5 + 1.", 1.5), ("x*`lep pt`", 6), ("x1 + lep_pt", 9),
    ("2·x − 1", 3),
    ("1/(2*x)", 0.25), ("x/2", 1), ("log10(1000)", 3), ("log2(8)", 3), ("6/log10(100)", 3), ("2^log2(x)", 2),
  ])
  func reads(text: String, expected: Double) throws {
    let values = ["x": 2.0, "lep pt": 3.0, "x1": 4.0, "lep_pt": 5.0]
    #expect(try KANFormula.Expression(parsing: text).value(at: values).isApproximately(expected))
  }

  @Test func logarithmsOfOtherBasesAreQuotients() throws {
    #expect(
      try KANFormula.Expression(parsing: "log10(x)") == KANFormula.Expression(parsing: "log(x)/log(10)"))
    let error = FormulaError.unknownFunction("a", position: 1)
    #expect(error.description.contains("log10") && error.description.contains("a*(…)"))
  }

  @Test func keepsExactAndMeasuredNumbersApart() throws {
    #expect(try KANFormula.Expression(parsing: "3") == .rational(3))
    #expect(try KANFormula.Expression(parsing: "3.0") == .real(3))
    #expect(try KANFormula.Expression(parsing: "-3/4") == .rational(Rational(-3, 4) ?? 0))
    #expect(try KANFormula.Expression(parsing: "pi") == .pi)
    #expect(try KANFormula.Expression(parsing: "`pi`") == .variable("pi"))
    let planck = NamedConstant(name: "hbar", value: 1.054571817e-34, latex: "\\hbar")
    #expect(
      try KANFormula.Expression(parsing: "hbar*x", constants: [planck]) == .constant(planck) * .variable("x"))
  }

  @Test(arguments: [
    ("", FormulaError.unexpectedEnd(position: 1)), ("x +", .unexpectedEnd(position: 4)),
    ("(x + 1", .unbalancedBracket(position: 1)), ("x)", .unbalancedBracket(position: 2)),
    ("x $ y", .unexpectedCharacter("$", position: 3)), ("foo(x)", .unknownFunction("foo", position: 1)),
    ("2 x", .missingOperator(before: "x", position: 3)),
    ("(x + 1)(x - 1)", .missingOperator(before: "(", position: 8)),
    ("sin(x y)", .missingOperator(before: "y", position: 7)),
    ("sin(x, y)", .wrongArgumentCount("sin", expected: 1, found: 2, position: 1)),
    ("pow(x)", .wrongArgumentCount("pow", expected: 2, found: 1, position: 1)),
    ("1e999", .numberOutOfRange("1e999", position: 1)),
    ("x + * y", .unexpectedToken("*", position: 5)), ("`x", .unexpectedCharacter("`", position: 1)),
    ("()", .unbalancedBracket(position: 2)),
  ])
  func saysWhereTheErrorIs(text: String, error: FormulaError) {
    #expect(throws: error) { try KANFormula.Expression(parsing: text) }
    #expect(!error.description.isEmpty)
  }

  @Test func boundsDepthAndLength() {
    for deep in [
      String(repeating: "(", count: 10_000), String(repeating: "-", count: 10_000) + "x",
      String(repeating: "x^", count: 10_000) + "x", String(repeating: "sin(", count: 500) + "x",
    ] {
      #expect { try KANFormula.Expression(parsing: deep) } throws: {
        if case .tooDeep = $0 as? FormulaError { true } else { false }
      }
    }
    #expect(throws: FormulaError.tooLong(limit: 100_000)) {
      try KANFormula.Expression(parsing: String(repeating: "x", count: 100_001))
    }
  }

  /// Mutated formulas never trap: they give an expression that reads back, or an error at a place in the text.
  /// `KAN_FUZZ=1000000` asks for more of them.
  @Test func survivesMutatedText() throws {
    let seeds =
      CompiledExpressionTests.laws + [
        "`a b`*x_1 − 2·y", "-(x+1)**-0.5e-3/pow(2,exp(1))", "piecewise(x, (1, 2), 0.5, (3, -4, 5e-1))",
      ]
    let alphabet = Array("()+-*/^.,`eExpi0123456789 sinlogtan_$\u{e9}\u{1F600}")
    let count = ProcessInfo.processInfo.environment["KAN_FUZZ"].flatMap { Int($0) } ?? 50_000
    var source = RandomExpressions(seed: 42)
    var accepted = 0
    for _ in 0..<count {
      var text = Array(seeds[source.index(below: seeds.count)])
      for _ in 0...source.index(below: 4) {
        let place = source.index(below: text.count + 1)
        switch source.index(below: 5) {
        case 0 where !text.isEmpty: text.remove(at: min(place, text.count - 1))
        case 1: text.insert(alphabet[source.index(below: alphabet.count)], at: place)
        case 2: text.insert(contentsOf: seeds[source.index(below: seeds.count)].prefix(12), at: place)
        case 3: text += text.prefix(place)
        default: text.swapAt(min(place, text.count - 1), source.index(below: text.count))
        }
        if text.isEmpty { text = ["x"] }
      }
      do {
        let expression = try KANFormula.Expression(parsing: String(text))
        accepted += 1
        guard accepted.isMultiple(of: 8) else { continue }
        let printed = TextPrinter().print(expression)
        let back = try KANFormula.Expression(parsing: printed)
        // What has been read once is written and read without change.
        guard TextPrinter().print(back) == printed || back.isReadAgain else {
          Issue.record("\(String(text)) → \(printed)")
          return
        }
      } catch let error as FormulaError {
        let isPlaced = error.position.map { (1...text.count + 1).contains($0) } ?? true
        guard isPlaced, !error.description.isEmpty else {
          Issue.record("\(String(text)): \(error)")
          return
        }
      }
    }
    #expect(accepted > count / 10)
  }

  @Test func eulersNumberIsNoWord() throws {
    let law = try KANFormula.Expression(parsing: "exp(1)*E + e")
    #expect(law == .sum([.product([.constant(.e), .variable("E")]), .variable("e")]))
    #expect(TextPrinter().print(law) == "exp(1)*E + e")
  }

  /// Files of version 0.2.0 and earlier.
  @Test func earlierTextsWriteEulersNumberAsE() throws {
    let text = try KANFormula.Expression(parsing: "E*x")
    #expect(text.readingEulersNumber(besides: ["x"]) == .product([.constant(.e), .variable("x")]))
    #expect(text.readingEulersNumber(besides: ["x", "E"]) == text)
    let formula = Formula(outputName: "y", expression: .constant(.e) * .variable("x"))
    let file = String(decoding: try JSONEncoder().encode(formula), as: UTF8.self)
    let earlier = file.replacingOccurrences(of: "exp(1)", with: "E")
    #expect(earlier != file)
    #expect(try JSONDecoder().decode(Formula.self, from: Data(earlier.utf8)).expression == formula.expression)
  }

  /// Any tree, simplified or not, is the same function after a reading, and after two readings the same tree.
  @Test func readsBackWhatIsPrinted() throws {
    for seed in 0..<3000 {
      var source = RandomExpressions(seed: UInt64(50_000_000 + seed))
      let tree = seed % 2 == 0 ? source.tree(depth: 4) : source.network(depth: 2)
      let text = TextPrinter().print(tree)
      let read = try KANFormula.Expression(parsing: text)
      #expect(read.isReadAgain, "\(text)")
      let point = source.point(in: RandomExpressions.boxes[0])
      let (a, b) = (tree.value(at: point), read.value(at: point))
      let isSame =
        !a.isFinite || !b.isFinite || a.magnitude > 1e9 || (a - b).magnitude <= 1e-9 * max(a.magnitude, 1)
      #expect(isSame, "\(text): \(a), \(b)")
    }
  }
}

extension KANFormula.Expression {
  /// Whether printing and reading gives the same tree, at once or, where brackets have gone, the second time.
  fileprivate var isReadAgain: Bool {
    guard let once = try? KANFormula.Expression(parsing: TextPrinter().print(self)) else { return false }
    return once == self || (try? KANFormula.Expression(parsing: TextPrinter().print(once))) == once
  }
}

extension Double {
  /// Equal to 1e-12 of the larger magnitude or of 1.
  func isApproximately(_ other: Double) -> Bool {
    (self - other).magnitude <= 1e-12 * max(magnitude, other.magnitude, 1)
  }
}
