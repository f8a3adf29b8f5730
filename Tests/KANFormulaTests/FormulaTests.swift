import Foundation
import KANFormula
import Testing

@Suite struct FormulaTests {
  static let planck = NamedConstant(name: "hbar", value: 1.054571817e-34, latex: "\\hbar")

  static func law() throws -> Formula {
    Formula(
      outputName: "m_T", outputUnit: "GeV",
      expression: try KANFormula.Expression(
        parsing: "1.4142*sqrt(lep_pt*met*(1 - cos(dphi))) + hbar", constants: [planck]),
      variables: [
        Formula.Variable(name: "lep_pt", range: 20...200, unit: "GeV"),
        Formula.Variable(name: "met", range: 0...300),
        Formula.Variable(name: "dphi"),
      ],
      constants: [Formula.Constant(value: 1.4142, standardError: 2e-5)],
      fidelity: [
        Formula.Fidelity(part: "train", rmse: 0.01, rSquared: 0.99999, maximumError: 0.1, count: 4000)
      ])
  }

  @Test func survivesCoding() throws {
    let law = try Self.law()
    let data = try JSONEncoder().encode(law)
    #expect(try JSONDecoder().decode(Formula.self, from: data) == law)
  }

  @Test func readsADocumentWithoutUnits() throws {
    let document = """
      {"outputName": "y", "text": "2*x", "variables": [{"name": "x", "lower": 0, "upper": 1}], "constants": [],
       "fidelity": []}
      """
    let law = try JSONDecoder().decode(Formula.self, from: Data(document.utf8))
    #expect(law.outputUnit == nil)
    #expect(law.variables == [Formula.Variable(name: "x", range: 0...1)])
  }

  @Test(arguments: [
    ("\"outputName\":\"m_T\"", "\"outputName\":3"), ("\"lower\":20", "\"lower\":2000"), ("*sqrt(", "*sqrt(("),
    ("*sqrt(lep", "*sqrt(step"), ("\"name\":\"hbar\"", "\"name\":\"habar\""),
  ])
  func refusesABrokenDocument(part: String, replacement: String) throws {
    let text = String(decoding: try JSONEncoder().encode(try Self.law()), as: UTF8.self)
    try #require(text.contains(part))
    let broken = Data(text.replacingOccurrences(of: part, with: replacement).utf8)
    #expect(throws: DecodingError.self) { try JSONDecoder().decode(Formula.self, from: broken) }
  }

  @Test func writesEveryForm() throws {
    let law = try Self.law()
    #expect(law.latex().hasPrefix("m_{T} = 1.414 \\sqrt{\\mathrm{lep}_{\\mathrm{pt}} \\, \\mathrm{met} "))
    #expect(law.latex().hasSuffix("} + \\hbar"))
    #expect(law.text(digits: 3) == "1.41*sqrt(lep_pt*met*(1 - cos(dphi))) + hbar")
    #expect(law.swift().contains("func law(lep_pt: Double, met: Double, dphi: Double) -> Double"))
    #expect(try law.values([[50], [50], [Double.pi]])[0].isApproximately(1.4142 * 5000.0.squareRoot()))
    #expect(law.box.keys.sorted() == ["lep_pt", "met"])
  }

  @Test func refusesADocumentWithEqualVariables() throws {
    let document = """
      {"outputName": "y", "text": "2*x", "variables": [{"name": "x", "lower": 0, "upper": 1}, {"name": "x", "lower": 0, "upper": 1}],
       "constants": [], "fidelity": []}
      """
    #expect(throws: DecodingError.self) { try JSONDecoder().decode(Formula.self, from: Data(document.utf8)) }
  }
}
