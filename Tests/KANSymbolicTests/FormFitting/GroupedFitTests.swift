import KANData
import KANNumerics
import KANSymbolic
import KANTestSupport
import RealModule
import Testing

/// One law fitted to several experiments.
@Suite struct GroupedFitTests {
  /// y = a_g·exp(−x/b) + noise in three groups, a = 1, 2, 4 and b = 1.5.
  private static func decays(noise: Double) throws -> Table {
    var random = SeededRandom(seed: 3)
    var (x, y, run): ([Double], [Double], [Double]) = ([], [], [])
    for (number, a) in [(7.0, 1.0), (3, 2), (9, 4)] {
      for n in 0..<25 {
        x.append(Double(n) / 5)
        y.append(a * Double.exp(-Double(n) / 7.5) + noise * random.normal())
        run.append(number)
      }
    }
    return try Table(names: ["x", "y", "run"], columns: [x, y, run])
  }

  private static func options(_ change: (inout Form.FitOptions) -> Void = { _ in }) -> Form.FitOptions {
    var options = Form.FitOptions()
    options.group = "run"
    change(&options)
    return options
  }

  @Test(arguments: [0, 0.01]) func findsWhichConstantsGroupsHaveInCommon(noise: Double) throws {
    let table = try Self.decays(noise: noise)
    let form = try Form(parsing: "y = a*exp(-x/b)", columns: table.names)
    let fit = try form.fit(to: table, options: Self.options())
    #expect(fit.groups == ["7", "3", "9"], "in the order of the table")
    #expect(fit.constants.map(\.name) == ["a", "a", "a", "b"])
    #expect(fit.constants.map(\.group) == ["7", "3", "9", nil])
    for (constant, value) in zip(fit.constants, [1, 2, 4, 1.5]) {
      #expect(abs(constant.value - value) < max(1e-9, 5 * noise))
    }
    #expect(fit.statistics.degreesOfFreedom == 71)
    #expect(fit.formulas.count == 3)
    #expect(fit.formulas[2].constants.map(\.name) == ["a", "b"])
    #expect(abs(fit.formulas[2].constants[0].value - 4) < max(1e-9, 5 * noise))
  }

  @Test func doesWhatIsNamed() throws {
    let table = try Self.decays(noise: 0.01)
    let form = try Form(parsing: "y = a*exp(-x/b)", columns: table.names)
    let each = try form.fit(to: table, options: Self.options { $0.each = ["a", "b"] })
    #expect(each.constants.count == 6)
    let common = try form.fit(to: table, options: Self.options { $0.common = ["a", "b"] })
    #expect(common.constants.count == 2 && common.constants.allSatisfy { $0.group == nil })
    #expect(common.statistics.sumOfSquares > each.statistics.sumOfSquares)
    // Every constant by itself is every group by itself.
    let own = (0..<table.rowCount).filter { table.columns[2][$0] == 3 }
    let one = try Table(
      names: ["x", "y"], columns: [own.map { table.columns[0][$0] }, own.map { table.columns[1][$0] }])
    let alone = try Form(parsing: "y = a*exp(-x/b)", columns: one.names).fit(to: one)
    #expect(abs(each.constants[1].value - alone.constants[0].value) < 1e-8)
    #expect(abs(each.constants[4].value - alone.constants[1].value) < 1e-8)
  }

  @Test func groupsThatAreTooSmallAreNamed() throws {
    let table = try Table(
      names: ["x", "y", "run"], columns: [[1, 2, 3, 4], [1, 2, 3, 4.5], [1, 1, 1, 2]])
    let form = try Form(parsing: "y = a*x + b", columns: table.names)
    #expect(throws: SymbolicError.form(.tooFewRows(rows: 1, constants: 2, group: "2"))) {
      try form.fit(to: table, options: Self.options { $0.each = ["a", "b"] })
    }
  }
}
