import KANData
import KANFormula
import KANSymbolic
import KANTraining
import Testing

@testable import KANSearch

/// Laws of one experiment as forms for all, and what stops a search over several.
@Suite struct FormSkeletonTests {
  private static func forms(_ text: String, columns: [String] = ["x"]) throws -> [FormSkeleton] {
    FormSkeleton.all(of: try Expression(parsing: text), columns: columns)
  }

  /// A form with its own values in it is the law that it came from.
  @Test(arguments: [
    "1.5*exp(-x/2) + 3*x^2 + 1", "2*x", "0.7*sin(3*x + 0.2)/4", "x^0.5 - 7", "-x", "2.5*x/(3 + x)",
  ])
  func formsHoldTheirLaw(text: String) throws {
    let law = try Expression(parsing: text)
    for form in try Self.forms(text) {
      let filled = form.expression.substituting(
        Dictionary(uniqueKeysWithValues: zip(form.constants, form.values.map(Expression.real))))
      for x in [0.3, 1.7, 4] {
        let (a, b) = (filled.value(at: ["x": x]), law.value(at: ["x": x]))
        #expect(abs(a - b) <= 1e-14 * abs(b), "\(text)")
      }
    }
  }

  /// Exponents, signs and named numbers are of the form; other exact numbers may be exact by chance.
  @Test(arguments: [
    ("x^2", 1, 0), ("-x", 1, 0), ("pi*x", 1, 0), ("3*x", 2, 1), ("2.5*x", 1, 1), ("2.5*x + 3", 2, 2),
  ])
  func exactNumbersAreReleased(text: String, forms: Int, constants: Int) throws {
    let found = try Self.forms(text)
    #expect(found.count == forms && found.last?.constants.count == constants)
  }

  /// Laws that differ in their numbers only are one form.
  @Test func formsAreKeys() throws {
    let all = try ["2.5*x + 1.5", "0.3*x + 7.5", "2.5*x", "2.5*x^2 + 1.5"].map { try Self.forms($0)[0] }
    #expect(Set(all).count == 3 && all[0] == all[1] && all[0].hashValue == all[1].hashValue)
  }

  /// No constant has the name of a column, whatever the columns are called.
  @Test(arguments: [["c1"], ["c1", "c_1"], ["c2", "x", "c_7"], ["c"]])
  func columnsKeepTheirNames(columns: [String]) throws {
    for form in try Self.forms("1.5*\(columns[0]) + 2.5", columns: columns) {
      #expect(
        Set(form.constants).isDisjoint(with: columns) && Set(form.constants).count == form.constants.count)
    }
  }

  private static func search(_ y: [Double], inputs: [String] = ["x"]) throws -> Discovery.OfGroups {
    let table = try Table(
      names: ["run", "x", "y"],
      columns: [y.indices.map { Double($0 % 3) }, y.indices.map { Double($0) }, y])
    var options = Discovery.Options(effort: .low, threads: 1)
    options.methods = MethodSelection(
      without: Set(SearchStages.all.map { $0.name }).subtracting([ReferencesStage.name]))
    return try GroupedSearch(table: table, target: "y", inputs: inputs, group: "run", options: options).run(
      Cancellation(), nil)
  }

  /// A target that never changes in any experiment, and inputs that are not there, are named.
  @Test func whatCannotBeSearchedIsSaid() throws {
    let flat = [Double](repeating: 4, count: 60)
    #expect(throws: SymbolicError.constantTarget(name: "y", value: 4)) { try Self.search(flat) }
    #expect(throws: DataError.self) { try Self.search((0..<60).map(Double.init), inputs: ["q"]) }
  }

  /// Three experiments of one line each: the slope is common, and the largest experiments and all rows were searched.
  @Test func linesShareTheirSlope() throws {
    let found = try Self.search((0..<60).map { n in 2.5 * Double(n) + [1.2, -3.4, 7.7][n % 3] })
    #expect(found.searched == ["0", "1", "2", "all"])
    let common = found.fit.constants.filter { $0.group == nil }
    #expect(common.count == 1 && abs(common[0].value - 2.5) < 1e-9, "\(found.fit.form.text)")
    #expect(found.fit.constants.count == 4 && found.fit.statistics.rmse < 1e-9)
    #expect(
      zip(found.candidates, found.candidates.dropFirst()).allSatisfy {
        $0.descriptionLength <= $1.descriptionLength
      })
  }
}
