import Foundation
import Testing

@testable import KANFormula

/// The constants of nature and their values in the units of a table.
@Suite struct PhysicalConstantTests {
  private static func value(_ name: String) throws -> Double {
    try #require(PhysicalConstant.all.first { $0.constant.name == name }).constant.value
  }

  @Test func namesAreUniqueAndReadable() throws {
    #expect(Set(NamedConstant.si.map(\.name)).count == NamedConstant.si.count)
    for physical in PhysicalConstant.all {
      #expect(NamedConstant(parsingName: physical.constant.name, value: 1) != nil, "\(physical.meaning)")
      let unit = try PhysicalUnit(parsing: physical.unit)
      #expect(unit.dimension == physical.dimension && unit.factor == 1, "\(physical.constant.name)")
    }
  }

  /// Relations between the constants, to the accuracy with which CODATA gives them.
  @Test func valuesAgreeWithEachOther() throws {
    let (c, h, hbar, k) = (
      try Self.value("c"), try Self.value("h"), try Self.value("hbar"), try Self.value("k_B")
    )
    let (e, vacuum, mu) = (try Self.value("e"), try Self.value("epsilon0"), try Self.value("mu0"))
    func agree(_ a: Double, _ b: Double, _ tolerance: Double) -> Bool { abs(a / b - 1) < tolerance }
    #expect(agree(hbar, h / (2 * .pi), 4e-16))
    #expect(agree(try Self.value("R"), k * (try Self.value("N_A")), 4e-16))
    #expect(
      agree(
        try Self.value("sigma"), 2 * pow(Double.pi, 5) * pow(k, 4) / (15 * h * h * h * c * c), 1e-15))
    #expect(agree(mu * vacuum * c * c, 1, 1e-9))
    #expect(agree(try Self.value("alpha"), e * e / (4 * .pi * vacuum * hbar * c), 1e-9))
  }

  @Test(arguments: [
    (["km", "ms"], "c", 299.792458), (["m", "s"], "c", 299_792_458), (["km", "km/s"], "c", 299_792.458),
    (["eV", "Hz"], "h", 4.135667696923859e-15), (["eV", "nm"], "h", 6.62607015e-34 / 1.602176634e-19),
    (["g", "cm", "s"], "G", 6.6743e-8), ([], "k_B", 1.380649e-23),
  ])
  func valuesFollowTheUnitsOfTheColumns(units: [String], name: String, value: Double) throws {
    let system = ConstantUnits(try units.map { try PhysicalUnit(parsing: $0) })
    let constant = try #require(NamedConstant.si.first { $0.name == name })
    let converted = try #require(system.converted(constant))
    #expect(abs(converted.value / value - 1) < 1e-14, "\(converted.value)")
    #expect(system.physical(converted)?.constant == constant)
    #expect(system.physical(NamedConstant(name: name, value: 2 * value, latex: name)) == nil)
  }

  /// Lengths in km beside lengths in m leave it open in which unit c is meant.
  @Test func unitsWithoutASystemGiveNoValues() throws {
    let system = ConstantUnits(try ["km", "m", "s"].map { try PhysicalUnit(parsing: $0) })
    let light = try #require(NamedConstant.si.first)
    #expect(system.converted(light) == nil)
    let own = NamedConstant(name: "c", value: 3, latex: "c")
    #expect(system.converted(own) == own, "a constant of the user has no unit")
  }

  @Test func lawsWithConstantsReadBack() throws {
    let named = Dictionary(uniqueKeysWithValues: NamedConstant.si.map { ($0.name, Expression.constant($0)) })
    let e = try #require(named["e"]), vacuum = try #require(named["epsilon0"])
    let law = (e.pow(2) * .constant(.pi).pow(-1) * vacuum.pow(-1) * .variable("r").pow(-1)).simplified()
    let text = TextPrinter().print(law)
    #expect(try Expression(parsing: text, constants: NamedConstant.si).simplified() == law)
    #expect(LaTeXPrinter().print(try #require(named["k_B"])) == "k_\\mathrm{B}")
    #expect(LaTeXPrinter().print(law).contains("\\varepsilon_0"))
  }
}
