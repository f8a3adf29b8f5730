import KANFormula
import RealModule
import Testing

@testable import KANSymbolic

/// What forms, numbers and constants cost, against the counts of named equations.
@Suite struct StructurePriceTests {
  private typealias Kind = OperatorFrequencies.Kind

  private static let all = OperatorFrequencies.counts.values.reduce(0, +)

  /// −log of the share of a kind among all nodes.
  private static func share(_ kind: Kind) -> Double {
    -Double.log((OperatorFrequencies.counts[kind] ?? 0) / all)
  }

  private static func price(_ text: String, inputs: Int = 1) throws -> Double {
    StructurePrice(inputCount: inputs)(try Expression(parsing: text))
  }

  /// The counts are those of the collection: 2,030 products, 826 powers, 823 sums, 119 exponentials, ….
  @Test func countsAreThoseOfTheEquations() {
    let expected: [Kind: Double] = [
      .product: 2030, .power: 826, .sum: 823, .exp: 119, .log: 65, .cos: 61, .sin: 36, .tanh: 6, .tan: 4,
    ]
    for (kind, count) in expected { #expect(OperatorFrequencies.counts[kind] == count) }
    #expect(Set(OperatorFrequencies.counts.keys) == Set(Kind.allCases))
    for (parent, children) in OperatorFrequencies.below {
      let total = children.values.reduce(0, +)
      #expect(total > 0 && children.values.allSatisfy { $0 >= 10 }, "\(parent)")
    }
  }

  /// The top of an expression has the probability of its kind; a variable is one of several.
  @Test(arguments: [1, 2, 5])
  func variablesAreOneOfMany(inputs: Int) throws {
    #expect(
      abs(try Self.price("a", inputs: inputs) - Self.share(.variable) - Double.log(Double(inputs))) < 1e-12)
    #expect(abs(StructurePrice(inputCount: inputs)(.real(0.123)) - Self.share(.number)) < 1e-12)
  }

  /// A function costs its own rarity, whatever its argument costs below it.
  @Test(arguments: [
    ("sin", Kind.sin), ("cos", .cos), ("exp", .exp), ("log", .log), ("tan", .tan), ("tanh", .tanh),
    ("sinh", .sinh), ("cosh", .cosh), ("arctan", .rare), ("arcsin", .rare), ("erf", .rare),
  ])
  func functionsCostTheirRarity(name: String, kind: OperatorFrequencies.Kind) throws {
    let children = OperatorFrequencies.below[kind] ?? [:]
    let below = children.values.reduce(0, +)
    // Twenty occurrences are given beforehand, spread as all nodes are.
    let prior = 20 * (OperatorFrequencies.counts[.variable] ?? 0) / Self.all
    let argument =
      children.isEmpty
      ? Self.share(.variable) : -Double.log(((children[.variable] ?? 0) + prior) / (below + 20))
    #expect(abs(try Self.price("\(name)(a)") - Self.share(kind) - argument) < 1e-12)
  }

  /// About five nats for a sine, seven for a tangent, more for what no equation has.
  @Test func rareFunctionsAreDear() throws {
    #expect(abs(Self.share(.sin) - 5) < 0.8)
    #expect(abs(Self.share(.tan) - 7.5) < 0.8)
    #expect(Self.share(.rare) > Self.share(.tan) + 2)
    #expect(Self.share(.product) < 2)
    let prices = try ["cos(a)", "sin(a)", "tanh(a)", "arctan(a)"].map { try Self.price($0) }
    for (cheap, dear) in zip(prices, prices.dropFirst()) { #expect(cheap < dear) }
  }

  /// Below a product a power is likelier than below a sine.
  @Test func placesMatter() throws {
    let inProduct = try Self.price("a^2*b", inputs: 2) - Self.price("a*b", inputs: 2)
    let inSine = try Self.price("sin(a^2)", inputs: 2) - Self.price("sin(a)", inputs: 2)
    #expect(inProduct < inSine)
  }

  @Test func aMinusIsASign() throws {
    #expect(abs(try Self.price("-a*b", inputs: 2) - Self.price("a*b", inputs: 2) - Double.log(2)) < 1e-9)
  }

  @Test func partsAndPowersAddUp() throws {
    // Each part more costs something, a whole exponent less than a rare one, and −1 a reciprocal.
    let sums = try ["a + b", "a + b + c", "a + b + c + d"].map { try Self.price($0, inputs: 4) }
    #expect(abs((sums[2] - sums[1]) - (sums[1] - sums[0])) < 1e-9 && sums[1] > sums[0])
    let exponents = try ["a^2", "a^3", "a^4", "a^6", "a^7"].map { try Self.price($0) }
    for (frequent, seldom) in zip(exponents, exponents.dropFirst()) { #expect(frequent < seldom) }
    #expect(try Self.price("sqrt(a)") < Self.price("a^(1/3)"))
    #expect(try Self.price("1/a") < Self.price("a^(-2)"))
    #expect(try Self.price("a^1.37") > Self.price("a^2"))
    #expect(try Self.price("a^b", inputs: 2) > Self.price("a^2", inputs: 2))
  }

  @Test func aSumOfNoneOrOneIsThatOne() {
    let price = StructurePrice(inputCount: 0)
    #expect(price(.sum([])) == 0 && price(.sum([.variable("a")])) == price(.variable("a")))
    #expect(price.inputCount == 1)
  }

  // MARK: - Numbers

  private static func number(_ p: Int, _ q: Int = 1) throws -> Double {
    NumberPrice.of(try #require(Rational(p, q)))
  }

  @Test(arguments: [(2, 1), (1, 2), (3, 1), (1, 3), (4, 3), (1, 24)])
  func frequentNumbersCostTheirShare(p: Int, q: Int) throws {
    let count = OperatorFrequencies.numbers[[p, q]] ?? 0
    #expect(abs(try Self.number(p, q) + Double.log(count / 675)) < 1e-12)
    #expect(abs(try Self.number(-p, q) - Self.number(p, q) - Double.log(2)) < 1e-12)
  }

  /// ½ is cheaper than 12/19, two than seven, and 9.81 less than a fraction of five digits.
  @Test func rareNumbersCostTheirDigits() throws {
    #expect(try Self.number(1) == 0 && Self.number(0) == 0)
    #expect(try Self.number(1, 2) + 7 < Self.number(12, 19))
    #expect(try Self.number(2) < Self.number(7) && Self.number(7) < Self.number(17))
    #expect(try Self.number(981, 100) < Self.number(9_811, 997))
    #expect(try Self.number(5_000) < Self.number(5_001), "5·10³")
    // log(10) for being none of the frequent ones, and the prior 1/(n·(n + 1)).
    #expect(abs(try Self.number(7) - Double.log(10) - Double.log(7 * 8)) < 1e-12)
    #expect(abs(try Self.number(12, 19) - Double.log(10) - Double.log(12 * 13) - Double.log(19 * 20)) < 1e-12)
  }

  @Test func namesCostTheirShare() {
    #expect(abs(NumberPrice.of(.pi) + Double.log(140.0 / 164)) < 1e-12)
    #expect(abs(NumberPrice.of(.e) + Double.log(24.0 / 164)) < 1e-12)
    // What the user named is as likely as e.
    let g = NamedConstant(name: "g", value: 9.81, latex: "g")
    #expect(NumberPrice.of(g) == NumberPrice.of(.e))
  }

  @Test(arguments: [(2, 1, 460.0, 826.0), (-2, 1, 107, 826), (1, 2, 114, 216), (-1, 2, 29, 216)])
  func exponentsCostTheirShare(p: Int, q: Int, count: Double, all: Double) throws {
    #expect(abs(NumberPrice.ofExponent(try #require(Rational(p, q))) + Double.log(count / all)) < 1e-12)
    #expect(NumberPrice.ofExponent(17) > NumberPrice.ofExponent(6))
    #expect(NumberPrice.ofExponent(0) == NumberPrice.ofExponent(1))
  }

  /// A plane costs a line and the choice of its inputs: log 10 for how many, log C(10, 3) for which.
  @Test func planesCostTheChoiceOfTheirInputs() throws {
    let line = try Self.price("0.123*a + 4.5", inputs: 1)
    let plane = try Self.price("0.123*a + 2.34*b + 3.45*c + 4.5", inputs: 10)
    #expect(abs(plane - line - Double.log(10) - Double.log(120)) < 1e-9)
    #expect(
      try Self.price("0.123*a + 2.34*b + 3.45*c", inputs: 10) <= plane, "no intercept is none to pay for")
    // Exact numbers and other terms are written out.
    #expect(try Self.price("2*a + 2.34*b + 3.45*c + 4.5", inputs: 10) > plane)
    #expect(try Self.price("0.123*a^2 + 2.34*b + 3.45*c + 4.5", inputs: 10) > plane)
  }
}
