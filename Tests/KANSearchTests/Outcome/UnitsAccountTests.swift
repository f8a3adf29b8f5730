import KANFormula
import KANTestSupport
import Testing

@testable import KANSearch

/// What numbers of a law mean in the units of its columns.
@Suite struct UnitsAccountTests {
  private static func account(
    _ text: String, of target: String, _ units: [String: String]
  ) throws -> UnitsAccount {
    var account = UnitsAccount(columns: units, groups: [], scale: nil, note: nil)
    account.noteBalance(
      of: Formula(outputName: target, expression: try KANFormula.Expression(parsing: text)))
    return account
  }

  /// T = 2π·√(L/g) in ms and cm: 200 ms/cm^(1/2) are 2 s/m^(1/2).
  @Test func numbersAreConvertedToBaseUnits() throws {
    let carrier = try #require(
      try Self.account("200.5*sqrt(L)", of: "T", ["L": "cm", "T": "ms"]).carriers.first)
    #expect(carrier.number == "200.5" && carrier.unit == "0.01 s/m^(1/2)")
    #expect(isClose(try #require(carrier.baseValue), 2.005, within: 1e-12))
    #expect(carrier.baseUnit == "s/m^(1/2)")
    #expect(carrier.sentence == "the constant 200.5 is 2.005 s/m^(1/2) in SI base units")
  }

  /// m·v²/2 + m·g·h in kJ, g, km/h and cm: one number converts units, the other is 2g.
  @Test func numbersWithoutDimensionAreConvertedToo() throws {
    let half = 0.5 * 1e-3 / (3.6 * 3.6) / 1000
    let twice = 2 * 9.80665 * 0.01 * 3.6 * 3.6
    let account = try Self.account(
      "\(half)*m*(v^2 + \(twice)*h)", of: "E", ["E": "kJ", "m": "g", "v": "km/h", "h": "cm"])
    #expect(account.carriers.map(\.baseUnit) == ["1", "m/s^2"])
    expectClose(account.carriers.compactMap(\.baseValue), [0.5, 2 * 9.80665], within: 1e-9)
    #expect(account.carriers[0].sentence.hasSuffix(" is 0.5 in SI base units"))
  }

  /// kPa·L is a joule, and eV is a unit of its own whatever its prefix.
  @Test(
    arguments: [
      ("8.3*n*T/V", "p", ["p": "kPa", "V": "L", "n": "mol", "T": "K"], "kg·m^2/s^2/K/mol", nil),
      ("1.5*a", "b", ["a": "keV", "b": "eV"], "0.001", 0.0015),
      ("4.9*t^2", "y", ["t": "s", "y": "m"], "m/s^2", nil),
      ("1.25*t", "y", ["t": "min", "y": "h"], "60", 75),
    ] as [(String, String, [String: String], String, Double?)])
  func factorsAreThoseOfTheColumns(
    text: String, target: String, units: [String: String], unit: String, value: Double?
  ) throws {
    let carriers = try Self.account(text, of: target, units).carriers
    #expect(carriers.map(\.unit) == [unit])
    let base = carriers.first?.baseValue
    #expect((base == nil) == (value == nil))
    if let base, let value { #expect(isClose(base, value, within: 1e-12)) }
  }

  /// An exact number may be a spring constant; a sum of m and cm means nothing in other units.
  @Test func exactNumbersAndSumsOfDifferentUnits() throws {
    let spring = try Self.account("3*x", of: "F", ["F": "N", "x": "mm"]).carriers
    #expect(spring.map(\.number) == ["3"] && spring.map(\.unit) == ["1000 kg/s^2"])
    expectClose(spring.compactMap(\.baseValue), [3000], within: 1e-9)
    #expect(try Self.account("2.5*(a + b)", of: "F", ["F": "N", "a": "m", "b": "cm"]).carriers.isEmpty)
  }

  /// The ones before t in ms and x in cm are 1000/s and 100/m; equal numbers that are written have values of their own, too.
  @Test func equalNumbersHaveUnitsOfTheirOwn() throws {
    let ones = try Self.account("exp(-t)*sin(x)", of: "y", ["t": "ms", "x": "cm", "y": "1"]).carriers
    #expect(ones.map(\.number) == ["1", "1"] && Set(ones.compactMap(\.baseUnit)) == ["1/s", "1/m"])
    for one in ones {
      #expect(isClose(try #require(one.baseValue), one.baseUnit == "1/s" ? 1000 : 100, within: 1e-12))
    }
    let twos = try Self.account("sin(2*x)*cos(2*t)", of: "y", ["t": "ms", "x": "cm", "y": "1"]).carriers
    #expect(Set(twos.map(\.sentence)).count == 2 && twos.map(\.number) == ["2", "2"])
    #expect(Set(twos.compactMap(\.baseValue).map { $0.rounded() }) == [200, 2000])
  }

  /// Groups are pure numbers in any units once they have the factors of the units.
  @Test func groupsAreIndependentOfTheUnitsOfColumns() throws {
    let units = try ["m": "g", "v": "km/h", "g": "m/s^2", "h": "cm"].mapValues {
      try PhysicalUnit(parsing: $0)
    }
    func product(_ powers: [(String, Int)]) -> QuantityProduct {
      QuantityProduct(powers.map { .variable($0.0) }, powers.map { Rational($0.1) })
    }
    // 0.01·3.6² of g·h/v²; a kJ is 1000 J, and g·(km/h)² is 10⁻³/3.6² J.
    #expect(product([("g", 1), ("h", 1), ("v", -2)]).name(in: units) == "0.1296*g*h/v^2")
    #expect(product([("m", 1), ("v", 2)]).name(in: units, over: 1000) == "7.7160494e-08*m*v^2")
    let coherent = try ["v": "m/s", "c": "m/s"].mapValues { try PhysicalUnit(parsing: $0) }
    #expect(product([("v", 1), ("c", -1)]).name(in: coherent) == "v/c")
  }
}
