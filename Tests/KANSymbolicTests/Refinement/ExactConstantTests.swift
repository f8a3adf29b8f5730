import KANFormula
import KANNumerics
import Testing

@testable import KANSymbolic

/// The names that a number may have, each within the tolerance and with a price.
@Suite struct ExactConstantTests {
  private static let units = ExactConstant.units(userConstants: [])

  private static func names(_ x: Double, tolerance: Double, units: [ExactConstant.Unit] = units) -> [String] {
    ExactConstant.candidates(for: x, tolerance: tolerance, units: units).map {
      TextPrinter().print($0.expression)
    }
  }

  static let named: [(Double, String)] = [
    (2.0, "2"), (-0.75, "-3/4"), (1.0 / 3, "1/3"), (9.81, "981/100"), (0.0001, "1/10000"), (1200, "1200"),
    (2 * Double.pi, "2*pi"), (Double.pi / 4, "1/4*pi"), (1 / Double.pi, "1/pi"),
    (Double.pi * Double.pi, "pi^2"), (2.0.squareRoot(), "sqrt(2)"), (-(3.0.squareRoot()) / 2, "-1/2*sqrt(3)"),
    (2.718281828459045, "exp(1)"), (Double.pi.squareRoot(), "sqrt(pi)"),
    (1 / (2 * Double.pi).squareRoot(), "1/sqrt(2*pi)"), (0.6931471805599453, "log(2)"),
    (1e-5 * 2.0.squareRoot(), "1/100000*sqrt(2)"),
  ]

  @Test(arguments: named)
  func exactNumbersAreAmongTheCandidates(x: Double, name: String) throws {
    // Spellings are the printer's; what counts is the form.
    let candidates = ExactConstant.candidates(for: x, tolerance: 1e-12 * abs(x), units: Self.units)
    let wanted = try Expression(parsing: name).simplified()
    #expect(
      candidates.contains { $0.expression.simplified() == wanted },
      "\(candidates.map { TextPrinter().print($0.expression) })")
  }

  @Test(arguments: 1...5 as ClosedRange<UInt64>)
  func candidatesAreWhatTheySay(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    for _ in 0..<50 {
      let x = random.uniform(in: -20...20)
      let tolerance = random.uniform(in: 1e-4...0.1)
      let candidates = ExactConstant.candidates(for: x, tolerance: tolerance, units: Self.units)
      #expect(zip(candidates, candidates.dropFirst()).allSatisfy { $0.price <= $1.price })
      for candidate in candidates {
        #expect(abs(candidate.value - x) <= tolerance * (1 + 1e-9))
        #expect(abs(candidate.expression.value(at: [:]) - candidate.value) <= 1e-13 * abs(candidate.value))
        #expect(candidate.spacing > 0)
        #expect(candidate.expression.freeConstants.isEmpty)
      }
    }
  }

  @Test func zeroIsTheCheapestOfAll() throws {
    let candidates = ExactConstant.candidates(for: 1e-3, tolerance: 2e-3, units: Self.units)
    #expect(candidates.first?.value == 0 && ExactConstant.zero.spacing == .infinity)
    #expect(
      ExactConstant.candidates(for: 1e-3, tolerance: 5e-4, units: Self.units).allSatisfy { $0.value != 0 })
  }

  @Test func simpleNumbersAreCheap() throws {
    func price(_ x: Double) throws -> Double {
      try #require(ExactConstant.candidates(for: x, tolerance: 1e-12, units: Self.units).first).price
    }
    #expect(try price(2) < price(7) && price(7) < price(37.0))
    #expect(try price(0.5) < price(12.0 / 19))
    #expect(try price(2) < price(2 * .pi))
  }

  @Test func theFinerTheFractionTheCloserItsNeighbours() throws {
    let half = try #require(ExactConstant.candidates(for: 0.5, tolerance: 1e-12, units: Self.units).first)
    let odd = try #require(
      ExactConstant.candidates(for: 12.0 / 19, tolerance: 1e-12, units: Self.units).first)
    #expect(half.spacing == 0.25 && odd.spacing == 1 / 361.0)
  }

  @Test func usersConstantsComeWithTheirInverseAndRoots() throws {
    let g = try #require(NamedConstant(parsingName: "g", value: 9.80665))
    let units = ExactConstant.units(userConstants: [g])
    for (x, name) in [
      (9.80665, "g"), (9.80665 / 2, "g"), (3 / 9.80665, "g"), (9.80665.squareRoot(), "g"),
      (0.25 / 9.80665.squareRoot(), "g"),
    ] {
      #expect(Self.names(x, tolerance: 1e-12, units: units).contains { $0.contains(name) }, "\(x)")
    }
    // A negative one has no root, and one of zero no inverse.
    let odd = ExactConstant.units(userConstants: [
      NamedConstant(name: "n", value: -2, latex: "n"), NamedConstant(name: "z", value: 0, latex: "z"),
    ])
    #expect(odd.count == Self.units.count + 2)
  }

  @Test func nothingIsFoundForWhatIsNoNumber() {
    #expect(ExactConstant.candidates(for: .nan, tolerance: 1, units: Self.units).isEmpty)
    #expect(ExactConstant.candidates(for: 1, tolerance: .infinity, units: Self.units).isEmpty)
  }
}
