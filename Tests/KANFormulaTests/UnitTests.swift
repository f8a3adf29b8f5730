import Foundation
import Testing

@testable import KANFormula

/// Units as people write them, and whether formulas balance.
@Suite struct UnitTests {
  static let written: [(text: String, base: String, factor: Double)] = [
    ("kg", "kg", 1.0), ("g", "kg", 1e-3), ("m/s", "m/s", 1), ("km/h", "m/s", 1 / 3.6), ("J", "kg·m^2/s^2", 1),
    ("kg m^2 s^-2", "kg·m^2/s^2", 1), ("J/(kg*K)", "m^2/s^2/K", 1), ("J/kg/K", "m^2/s^2/K", 1),
    ("W/m^2*s", "kg/s^2", 1), ("1", "1", 1), ("1/cm", "1/m", 100), ("Hz^(1/2)", "1/s^(1/2)", 1),
    ("m**2", "m^2", 1),
    ("m²", "m^2", 1), ("GeV", "kg·m^2/s^2", 1.602176634e-10), ("dam", "m", 10), ("min", "s", 60),
    ("mm", "m", 1e-3),
    ("Pa", "kg/m/s^2", 1), ("T", "kg/s^2/A", 1), ("N·m^2/kg^2", "m^3/kg/s^2", 1),
    ("deg", "1", Double.pi / 180),
    ("kg/m3", "kg/m^3", 1), ("W m-2", "kg/s^3", 1), ("cm2 s-1", "m^2/s", 1e-4), ("((m))^2", "m^2", 1),
    (" kg ", "kg", 1), ("F/m", "s^4·A^2/kg/m^3", 1),
  ]

  @Test(arguments: written)
  func reads(text: String, base: String, factor: Double) throws {
    let unit = try PhysicalUnit(parsing: text)
    #expect(unit.dimension.description == base)
    #expect(abs(unit.factor / factor - 1) < 1e-12)
  }

  @Test(arguments: [
    ("", "position 1"), ("parsec", "parsec"), ("m/", "position 3"), ("m/(s", "position 3"),
    ("m)", "position 2"),
    ("m^x", "position 3"), ("m^(1/0)", "0"), ("m^1000", "99"), ("3m", "position 1"), ("m+s", "position 2"),
    ("kmm", "kmm"), ("m-s", "position 2"), ("degC", "degC"), (String(repeating: "(", count: 50), "20"),
    (String(repeating: "m", count: 300), "200"), ("Qm^99", "beyond what numbers can hold"),
    ("1/Qm^99", "beyond what numbers can hold"),
  ])
  func refuses(text: String, naming part: String) {
    let error = #expect(throws: FormulaError.self) { try PhysicalUnit(parsing: text) }
    #expect(error.map { "\($0)".contains(part) } ?? false, "\(error.map { "\($0)" } ?? "")")
  }

  static func balance(_ formula: String, _ units: [String: String], _ target: String?) throws
    -> DimensionalBalance
  {
    try DimensionalBalance(
      of: Expression(parsing: formula),
      dimensions: units.mapValues { try PhysicalUnit(parsing: $0).dimension },
      target: target.map { try PhysicalUnit(parsing: $0).dimension })
  }

  /// In exp(−t) the one before t may carry a unit if that is allowed; nowhere else does a one that is not written.
  @Test func onesBeforeArgumentsMayCarryUnits() throws {
    let units = try Self.units.mapValues { try PhysicalUnit(parsing: $0).dimension }
    func balance(_ formula: String, allowed: Bool) throws -> DimensionalBalance {
      try DimensionalBalance(
        of: Expression(parsing: formula), dimensions: units, target: nil, allowsImpliedOnes: allowed)
    }
    for formula in ["3*exp(-t)", "x*cos(t)", "tanh(x - h)"] {
      #expect(throws: FormulaError.self) { try balance(formula, allowed: false) }
      let numbers = try balance(formula, allowed: true).numbers
      #expect(numbers.count == 1 && numbers.allSatisfy { $0.text == "1" })
    }
    for formula in ["x + t", "sqrt(x + t)", "exp(x + t)", "x*log(t)", "exp(-t)*x + t"] {
      #expect(throws: FormulaError.self, "\(formula)") { try balance(formula, allowed: true) }
    }
  }

  static let units = [
    "m": "kg", "v": "m/s", "u": "m/s", "h": "m", "t": "s", "g": "m/s^2", "T": "K", "E": "J", "V1": "m^3",
    "V2": "m^3",
    "F": "N", "x": "m",
  ]

  static let balanced: [(formula: String, target: String, constants: [String])] = [
    ("m*v^2/2", "J", []), ("m*g*h + m*v^2/2", "J", []), ("sqrt(v^2 + u^2)", "m/s", []),
    ("m/sqrt(1 - v^2/u^2)", "kg", []), ("m/sqrt(1 - v^2/8.98755e16)", "kg", ["m^2/s^2"]),
    ("1.38065e-23*T", "J", ["kg·m^2/s^2/K"]), ("2.5*x + 0.7*v", "m", ["1", "s"]),
    ("sin(1.5*t)", "1", ["1/s"]),
    ("8.314*T*log(V2) - 8.314*T*log(V1)", "J", ["kg·m^2/s^2/K", "kg·m^2/s^2/K"]),
    ("8.314*T*log(V2/V1)", "J", ["kg·m^2/s^2/K"]), ("2.5*T*log(V1) + 1.25*T", "K", ["1", "1"]),
    ("log(V2) - log(V1)", "1", []), ("2.5*log(V1) + 1.25", "1", ["1", "1"]), ("m*abs(v)", "kg m/s", []),
    ("exp(-(x - h)^2/(2*x^2))", "1", []), ("v*t + 4.905*t^2", "m", ["m/s^2"]),
  ]

  @Test(arguments: balanced)
  func balances(formula: String, target: String, constants: [String]) throws {
    let balance = try Self.balance(formula, Self.units, target)
    #expect(balance.constants.map { $0?.description } == constants)
    #expect(balance.numbers.isEmpty)
  }

  /// A whole number may carry a unit, but only where nothing else helps.
  @Test func namesWholeNumbersWithUnits() throws {
    let balance = try Self.balance("3*x", Self.units, "N")
    #expect(balance.numbers.map { "\($0.text) \($0.dimension)" } == ["3 kg/s^2"])
  }

  @Test(arguments: [
    ("v + t", "m/s"), ("m*v^2 + m*v", "J"), ("m*v", "J"), ("sin(t)", "1"), ("exp(x/t)", "1"), ("2^x", "1"),
    ("log(V2)", "1"), ("2.5*T*log(V1) + 1.25", "K"), ("log(V2) + log(V1)", "1"), ("sqrt(1 - v^2)", "1"),
    ("x^v", "1"), ("m*(1 + t)", "kg"),
  ])
  func refusesWhatDoesNotBalance(formula: String, target: String) {
    #expect(throws: FormulaError.self) { try Self.balance(formula, Self.units, target) }
  }

  /// Whatever formula balances, it still does when all units are written in others.
  @Test func scalingUnitsChangesNothing() throws {
    for formula in ["m*v^2/2", "m*g*h + m*v^2/2", "m/sqrt(1 - v^2/u^2)"] {
      let law = try Expression(parsing: formula)
      let values = ["m": 2.0, "v": 3.0, "u": 5.0, "g": 9.0, "h": 4.0]
      // Mass in units of 7 kg, length of 11 m, time of 13 s.
      let (mass, length, time) = (7.0, 11.0, 13.0)
      func scale(_ dimension: PhysicalDimension) -> Double {
        let e = dimension.exponents.map(\.doubleValue)
        return pow(mass, e[0]) * pow(length, e[1]) * pow(time, e[2])
      }
      let dimensions = try Self.units.mapValues { try PhysicalUnit(parsing: $0).dimension }
      var scaled: [String: Double] = [:]
      for (name, value) in values { scaled[name] = value / scale(try #require(dimensions[name])) }
      let before = law.value(at: values)
      let after = law.value(at: scaled)
      let target = try PhysicalUnit(parsing: formula.hasPrefix("m/") ? "kg" : "J").dimension
      let ratio: Double = after * scale(target) / before
      #expect(abs(ratio - 1) < 1e-12)
    }
  }
}
