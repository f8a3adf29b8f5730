import KANData
import KANNumerics
import RealModule
import Testing

@testable import KANSymbolic

/// Which constants groups have in common is decided by the length of the description.
@Suite struct GroupedChoiceTests {
  /// y = a_g·x + b_g with noise of 0.05, five groups of 20 rows.
  private static func table(slopes: [Double], offsets: [Double]) throws -> Table {
    var random = SeededRandom(seed: 9)
    var columns: [[Double]] = [[], [], []]
    for g in 0..<5 {
      for n in 0..<20 {
        let x = Double(n) / 10
        columns[0].append(Double(g))
        columns[1].append(x)
        columns[2].append(slopes[g % slopes.count] * x + offsets[g % offsets.count] + 0.05 * random.normal())
      }
    }
    return try Table(names: ["run", "x", "y"], columns: columns)
  }

  private static func choice(
    slopes: [Double], offsets: [Double], hints: [[Double]] = [],
    _ change: (inout Form.FitOptions) -> Void = { _ in }
  ) throws -> GroupedFit.Choice? {
    let table = try table(slopes: slopes, offsets: offsets)
    let form = try Form(parsing: "y = a*x + b", columns: table.names)
    var options = Form.FitOptions()
    options.group = "run"
    change(&options)
    let rows = try FormRows(table, for: form, options: options)
    return try GroupedFit(fitter: FormFitter(form: form, options: options), rows: rows, hints: hints)
      .choiceOnPart()
  }

  static let cases: [(slopes: [Double], offsets: [Double], isCommon: [Bool])] = [
    ([2.0], [1.0], [true, true]), ([2], [1, 4, -3, 0, 2.5], [true, false]),
    ([2, -1, 0.5, 3, 1], [1], [false, true]), ([2, -1, 0.5, 3, 1], [1, 4, -3, 0, 2.5], [false, false]),
  ]

  /// With starts that are looked for and with hints alike.
  @Test(arguments: cases.indices, [false, true]) func whatDiffersIsOwn(place: Int, isHinted: Bool) throws {
    let (slopes, offsets, isCommon) = Self.cases[place]
    let choice = try #require(
      try Self.choice(slopes: slopes, offsets: offsets, hints: isHinted ? [[1, 1]] : []))
    #expect(choice.isCommon == isCommon)
    // What the user names is not asked.
    for named in [Set(["a"]), ["b"]] {
      let own = try #require(try Self.choice(slopes: slopes, offsets: offsets) { $0.each = named })
      #expect(!own.isCommon[named == ["a"] ? 0 : 1] && own.length >= choice.length - 1e-9)
    }
  }

  /// A difference far below the noise does not pay for five constants, one far above does.
  @Test(arguments: [(0.002, true), (0.5, false)]) func smallDifferencesArePaidForByNone(
    step: Double, common: Bool
  ) throws {
    let offsets = (0..<5).map { 1 + step * Double($0) }
    let choice = try #require(try Self.choice(slopes: [2], offsets: offsets))
    #expect(choice.isCommon == [true, common])
  }

  /// Another form for the same groups has a longer description, and one without value has none.
  @Test func formsAreCompared() throws {
    let table = try Self.table(slopes: [2], offsets: [1, 4, -3, 0, 2.5])
    var options = Form.FitOptions()
    options.group = "run"
    func length(_ text: String) throws -> Double? {
      try Form(parsing: text, columns: table.names, target: "y").descriptionLength(
        inGroupsOf: table, options: options, hints: [])
    }
    let (line, wrong) = (try #require(try length("a*x + b")), try #require(try length("a*x^2 + b")))
    #expect(line < wrong - 10)
    #expect(try length("a*log(-x - b^2)") == nil)
  }
}
