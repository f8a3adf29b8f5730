import KANData
import KANFormula
import KANNumerics
import RealModule
import Testing

@testable import KANSymbolic

/// Products of constants of nature take the place of measured numbers, by their units or by their digits.
@Suite struct NamedProductsTests {
  private static let (c, h, k) = (299_792_458.0, 6.62607015e-34, 1.380649e-23)
  private static let x = Expression.variable("x")

  private static func dimension(_ unit: String) throws -> PhysicalDimension {
    try PhysicalUnit(parsing: unit).dimension
  }

  /// The recognised form of y = a·x with a relative noise of its rows, as text.
  private static func recognized(
    _ a: Double, noise: Double, units: (x: String, y: String)? = nil,
    constants: [NamedConstant] = NamedConstant.si, seed: UInt64 = 1
  ) throws -> (text: String, value: Double) {
    var random = SeededRandom(seed: seed)
    let x = random.uniforms(200, in: 1...2)
    let y = x.map { a * $0 * (1 + noise * random.normal()) }
    let refiner = ExpressionRefiner(
      try Dataset(inputNames: ["x"], inputs: [x], targetNames: ["y"], targets: [y]))
    let refined = try #require(refiner.refine(.real(a) * Self.x))
    var dimensions: [String: PhysicalDimension]?
    if let units {
      var known = ["x": try dimension(units.x), "y": try dimension(units.y)]
      for physical in PhysicalConstant.all { known[physical.constant.name] = physical.dimension }
      dimensions = known
    }
    let recognizer = ConstantRecognizer(
      offering: constants, dimensions: dimensions, target: dimensions?["y"])
    let law = recognizer.recognize(refined, with: refiner, box: ["x": 1...2]).refined.expression
    return (TextPrinter().print(law), law.value(at: ["x": 1]))
  }

  private static let laws: [(a: Double, x: String, y: String, text: String)] = [
    (c * c, "kg", "J", "c^2*x"), (h, "Hz", "J", "h*x"), (k, "K/m^3", "Pa", "k_B*x"),
    (1 / (4 * .pi * 8.8541878188e-12), "C^2/m^2", "N", "x/(4*epsilon0*pi)"),
    (2 * h / (c * c), "Hz^3", "W/(m^2*Hz)", "2*h*x/c^2"), (6.6743e-11, "kg^2/m^2", "N", "G*x"),
    (8.31446261815324, "mol*K/m^3", "Pa", "R*x"),
  ]

  @Test(arguments: laws.indices, [0, 1e-4]) func unitsIdentifyConstants(number: Int, noise: Double) throws {
    let law = Self.laws[number]
    let found = try Self.recognized(law.a, noise: noise, units: (law.x, law.y))
    #expect(found.text == law.text, "seed 1")
    #expect(abs(found.value / law.a - 1) < 1e-12)
  }

  @Test(arguments: laws.indices) func digitsIdentifyConstantsWithoutUnits(number: Int) throws {
    let law = Self.laws[number]
    #expect(try Self.recognized(law.a, noise: 0).text == law.text)
  }

  /// Half a percent is enough where the unit leaves one product.
  @Test func aSpeedSquaredNeedsFewDigits() throws {
    #expect(try Self.recognized(Self.c * Self.c, noise: 0.005, units: ("kg", "J")).text == "c^2*x")
  }

  @Test func aRootOfAProductIsRecognised() throws {
    let a = (2 * 1.602176634e-19 / 9.1093837139e-31).squareRoot()
    let found = try Self.recognized(a, noise: 0, units: ("V^(1/2)", "m/s"))
    #expect(
      found.text.contains("m_e") && found.text.contains("e") && abs(found.value / a - 1) < 1e-12, "\(found)")
  }

  /// Neither a wrong unit nor a value that is merely near gives a name.
  @Test func chanceIsNotNamed() throws {
    #expect(!(try Self.recognized(Self.c, noise: 0.01, units: ("kg", "J")).text.contains("c")))
    #expect(!(try Self.recognized(3.0e8, noise: 0.01).text.contains("c")))
    #expect(!(try Self.recognized(3.0e8, noise: 1e-6, units: ("s", "m")).text.contains("c")))
    #expect(!(try Self.recognized(Self.c, noise: 0, constants: []).text.contains("c")))
  }

  /// Constants of ordinary laws keep their numbers, whatever their digits.
  @Test func ordinaryNumbersAreNotNamed() throws {
    var random = SeededRandom(seed: 7)
    let names = Set(NamedConstant.si.map(\.name))
    var named = 0
    for seed in 1...40 {
      let a = Double.exp(random.uniforms(1, in: -12...12)[0])
      let text = try Self.recognized(a, noise: 3e-4, seed: UInt64(seed)).text
      if let law = try? Expression(parsing: text, constants: []), !names.isDisjoint(with: law.variables) {
        named += 1
      }
    }
    #expect(named <= 1)
  }

  /// Planck's law with three constants that the user expects: 2·h/c² is one of their products.
  @Test func givenConstantsAreCombined() throws {
    let given = [("h", Self.h), ("c", Self.c), ("k", Self.k)].map {
      NamedConstant(name: $0.0, value: $0.1, latex: $0.0)
    }
    let found = try Self.recognized(2 * Self.h / (Self.c * Self.c), noise: 1e-3, constants: given)
    #expect(found.text == "2*h*x/c^2")
  }
}
