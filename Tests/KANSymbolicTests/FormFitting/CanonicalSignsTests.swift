import KANData
import Testing

@testable import KANSymbolic

/// Signs of constants that a form leaves open.
@Suite struct CanonicalSignsTests {
  private static let x = (0..<20).map { Double($0) / 6 + 0.1 }

  private static func signs(_ text: String, at constants: [Double]) throws -> CanonicalSigns {
    let table = try Table(names: ["x", "y"], columns: [x, x])
    let form = try Form(parsing: "y = " + text, columns: table.names)
    return CanonicalSigns(
      form, candidates: Array(form.constants.indices),
      rows: try FormRows(table, for: form, options: Form.FitOptions()), at: constants)
  }

  @Test(arguments: [
    ("sqrt(a^2/x + b^2)", [-0.1, 0.2], [0.1, 0.2]), ("a*tanh(b*x)", [-9.2, -1.1], [9.2, 1.1]),
    ("a*tanh(b*x)", [9.2, -1.1], [-9.2, 1.1]), ("a*sin(w*x + p)", [2, -3, -1], [-2, 3, 1]),
    ("a*cos(w*x + p)", [2, -3, 1], [2, 3, -1]), ("a*exp(-b*x) + c", [-1, 2, -3], [-1, 2, -3]),
    ("a + b*x", [-1, 0], [-1, 0]),
  ])
  func fewConstantsAreNegative(text: String, constants: [Double], expected: [Double]) throws {
    let layout = ParameterLayout(isCommon: constants.map { _ in true }, groupCount: 1)
    #expect(try Self.signs(text, at: constants).applied(to: constants, layout) == expected)
  }

  /// Separate constants change their signs separately, common ones in all groups.
  @Test func groupsAreTreatedTogetherWhereTheyShare() throws {
    let signs = try Self.signs("a*tanh(b*x)", at: [1, 1])
    #expect(signs.flips == [[0, 1]])
    let separate = ParameterLayout(isCommon: [false, false], groupCount: 2)
    #expect(signs.applied(to: [-9, 8, -1, 1], separate) == [9, 8, 1, 1])
    let shared = ParameterLayout(isCommon: [false, true], groupCount: 2)
    #expect(signs.applied(to: [-9, -8, -1], shared) == [9, 8, 1])
  }
}
