import KANData
import KANFormula
import KANNumerics
import KANSymbolic
import RealModule
import Testing

/// How exactly columns are what they stand for, and which laws reproduce them.
@Suite struct ExactnessTests {
  private static func column(_ rows: Int = 60, in range: ClosedRange<Double> = 1...5, seed: UInt64 = 3)
    -> [Double]
  {
    var random = SeededRandom(seed: seed)
    return (0..<rows).map { _ in random.uniform(in: range) }
  }

  private static func rounded(_ x: [Double], to places: Int) -> [Double] {
    let unit = Double.pow(10, Double(places))
    return x.map { ($0 * unit).rounded() / unit }
  }

  // MARK: - Roundings

  @Test func doublesAreDoubles() {
    let rounding = ColumnRounding(of: Self.column())
    #expect(rounding == .double && rounding.error(of: -3) == 3 * 0x1p-53)
  }

  @Test func floatsAreFloats() {
    let rounding = ColumnRounding(of: Self.column().map { Double(Float($0)) })
    #expect(rounding == .float && rounding.error(of: -3) == 3 * 0x1p-24)
  }

  @Test(arguments: 1...4)
  func decimalsAreDecimals(places: Int) {
    let rounding = ColumnRounding(of: Self.rounded(Self.column(), to: places))
    guard case .decimals(let absolute) = rounding else {
      Issue.record("\(rounding)")
      return
    }
    #expect(abs(absolute - 0.5 * Double.pow(10, -Double(places))) < 1e-12)
    #expect(rounding.error(of: 1e6) == absolute)
  }

  /// Whole numbers may be counts, few values may be round by chance, and digits beyond six are no rounding that matters.
  @Test func seesNoRoundingWhereThereIsNone() {
    #expect(ColumnRounding(of: (0..<60).map(Double.init)) == .double)
    #expect(ColumnRounding(of: Self.rounded(Self.column(19), to: 2)) == .double)
    #expect(ColumnRounding(of: Self.rounded(Self.column(60, in: 1e4...9e4), to: 4)) == .double)
    #expect(ColumnRounding(of: Self.column(60, in: 1e10...1e11)) == .double)
    #expect(ColumnRounding(of: []) == .double)
  }

  /// Values far below the last place that is looked at are not all zero to it.
  @Test(arguments: [1e-9, 1e-16, 1e-27, 0.01 * .leastNormalMagnitude])
  func smallValuesAreNoZeros(size: Double) {
    #expect(ColumnRounding(of: Self.column().map { size * $0 }) == .double)
  }

  /// Results that were written with a number of digits, whatever their size.
  @Test(arguments: 7...14) func resultsMayHaveDigits(digits: Int) throws {
    let column = try zip(Self.column(seed: 5), Self.column(seed: 6)).map { a, b in
      try #require(Double((a * .pow(10, 8 * b - 24)).decimalText(digits: digits)))
    }
    let rounding = ColumnRounding(ofResults: column)
    #expect(rounding == .significant(digits: digits))
    let half = 0.5 * Double.pow(10, Double(3 - digits))
    #expect(abs(rounding.error(of: -123) - half) < 1e-12 * half)
    #expect(rounding.error(of: 0) == 0)
    // As inputs the same numbers are exact.
    #expect(ColumnRounding(of: column) == .double)
    #expect(ColumnRounding(ofResults: Self.column()) == .double)
  }

  /// Values of single precision are often printed with the fewest digits that restore them.
  @Test func floatsMayBeWrittenInDecimals() {
    func written(_ column: [Double]) -> [Double] { column.compactMap { Double(Float($0).description) } }
    let column = written(Self.column())
    #expect(column.count == 60 && column != column.map { Double(Float($0)) })
    let rounding = ColumnRounding(ofResults: column)
    #expect(rounding == .float && rounding.isSinglePrecision)
    #expect(ColumnRounding(ofInput: column, besideResults: .float) == .float)
    #expect(ColumnRounding(ofInput: column, besideResults: .significant(digits: 7)) == .float)
    // A result with more digits was computed from the digits that are written.
    #expect(ColumnRounding(ofInput: column, besideResults: .double) == .double)
    #expect(ColumnRounding(ofInput: column, besideResults: .significant(digits: 12)) == .double)
    #expect(ColumnRounding(ofInput: Self.column(), besideResults: .float) == .double)
    var mixed = column
    mixed[59] = Self.column()[0]
    #expect(ColumnRounding(ofResults: mixed) == .double)
  }

  /// A law of such columns is exact within the rounding of the target and of the inputs; half a unit of 1e-6 is more than that.
  @Test func exactMeansWithinSinglePrecision() throws {
    func written(_ column: [Double]) -> [Double] { column.compactMap { Double(Float($0).description) } }
    let exact = [Self.column(200), Self.column(200, seed: 4)]
    let inputs = exact.map(written)
    #expect(try Self.holds("sqrt(a*b)", inputs, written(try Self.values("sqrt(a*b)", exact))))
    #expect(
      try !Self.holds("sqrt(a*b)", inputs, written(try Self.values("sqrt(a*b) + 1e-6*sin(a)", exact))))
    // The same inputs are exact beside a target of full precision.
    #expect(try !Self.holds("sqrt(a*b)", inputs, try Self.values("sqrt(a*b)", exact)))
  }

  /// The law of a column of twelve digits is exact; a law that is off by more than these digits is not.
  @Test func exactMeansWithinTheDigitsOfTheTarget() throws {
    let x = Self.column(80)
    let target = try x.map { try #require(Double((2.5 * $0.squareRoot()).decimalText(digits: 12))) }
    func holds(_ text: String) throws -> Bool {
      Exactness.holds(try Expression(parsing: text), names: ["x"], inputs: [x], target: target)
    }
    #expect(try holds("5/2*sqrt(x)"))
    #expect(try !holds("5/2*sqrt(x) + 1e-11*sin(x)"))
  }

  // MARK: - Exact laws

  private static func holds(_ law: String, _ inputs: [[Double]], _ target: [Double]) throws -> Bool {
    Exactness.holds(
      try Expression(parsing: law), names: ["a", "b", "c"].prefix(inputs.count).map { $0 }, inputs: inputs,
      target: target)
  }

  private static func values(_ law: String, _ inputs: [[Double]]) throws -> [Double] {
    try CompiledExpression(
      try Expression(parsing: law), variables: ["a", "b", "c"].prefix(inputs.count).map { $0 }
    ).values(inputs)
  }

  /// Long tables are asked a few rows at a time: the last row tells as well as the first.
  @Test func asksEveryRowOfALongTable() throws {
    let a = (0..<20_000).map { 1 + Double($0) / 7_919 }
    let inputs = [a, a.reversed(), a.map { $0 * $0 }]
    let exact = try Self.values("a*sin(b)", inputs)
    #expect(try Self.holds("a*sin(b)", inputs, exact))
    for row in [0, 8_192, 19_999] {
      var wrong = exact
      wrong[row] += 1e-9
      #expect(try !Self.holds("a*sin(b)", inputs, wrong))
    }
    #expect(try Self.holds("3", inputs, a.map { _ in 3 }))
    #expect(try !Self.holds("3", inputs, exact))
  }

  /// Laws whose values another order of the same operations gives, up to rounding.
  @Test(arguments: [
    ("a*b", "exp(log(a) + log(b))"), ("a - b", "(a^2 - b^2)/(a + b)"),
    ("sqrt(a^2 + b^2) - a", "b^2/(sqrt(a^2 + b^2) + a)"), ("exp(a) - 1", "2*exp(a/2)*sinh(a/2)"),
    ("a*b*1e-310", "b*a*1e-310"), ("a*1e300*b*1e-300", "a*b"),
  ])
  func holdsWhateverTheOrder(law: String, other: String) throws {
    let inputs = [Self.column(), Self.column(seed: 4)]
    #expect(try Self.holds(law, inputs, try Self.values(other, inputs)))
    #expect(try Self.holds(other, inputs, try Self.values(law, inputs)))
  }

  /// Terms that cancel lose digits: what is left carries the rounding of what was there, and a law without them does not
  /// reproduce it.
  @Test(arguments: [("(a + 1e6) - 1e6", "a"), ("1 - cos(a/1e3)", "2*sin(a/2e3)^2")])
  func allowsForCancellation(cancelling: String, other: String) throws {
    let inputs = [Self.column()]
    #expect(try Self.holds(cancelling, inputs, try Self.values(other, inputs)))
    #expect(try !Self.holds(other, inputs, try Self.values(cancelling, inputs)))
  }

  /// Tables of few digits: the law holds within half a unit of their last place, and what the inputs' own make of it.
  @Test(arguments: [2, 4])
  func holdsWithinWrittenDigits(places: Int) throws {
    let inputs = [Self.column(), Self.column(seed: 4)]
    let exact = try Self.values("a*b", inputs)
    #expect(try Self.holds("a*b", inputs, Self.rounded(exact, to: places)))
    #expect(try Self.holds("a*b", inputs.map { Self.rounded($0, to: places) }, exact))
    #expect(try Self.holds("a*b", inputs, exact.map { Double(Float($0)) }))
    var wrong = Self.rounded(exact, to: places)
    wrong[7] += 3 * Double.pow(10, -Double(places))
    #expect(try !Self.holds("a*b", inputs, wrong))
  }

  /// What is off in one row is not exact, however small beside the others.
  @Test func oneRowTellsAWrongLaw() throws {
    let a = Self.column()
    var y = [Double](repeating: 0, count: 60)
    #expect(try Self.holds("0*a", [a], y))
    y[41] = 1
    #expect(try !Self.holds("0*a", [a], y))
    y[41] = 1e-9
    #expect(try !Self.holds("0*a", [a], y))
  }

  /// A large constant hides no noise, and a term of a billionth is a term.
  @Test func smallTermsCount() throws {
    let inputs = [Self.column(), Self.column(seed: 4)]
    var random = SeededRandom(seed: 7)
    #expect(try !Self.holds("1e9 + 0*a", [inputs[0]], inputs[0].map { _ in 1e9 + 0.01 * random.normal() }))
    let small = try Self.values("a*b + 1e-9*sin(50*a)", inputs)
    #expect(try !Self.holds("a*b", inputs, small))
    #expect(try Self.holds("a*b + 1e-9*sin(50*a)", inputs, small))
  }

  @Test func subnormalTargetsCount() throws {
    let inputs = [Self.column(), Self.column(seed: 4)]
    let tiny = try Self.values("a*b*1e-310", inputs)
    #expect(tiny.allSatisfy { $0 > 0 && $0 < .leastNormalMagnitude })
    #expect(try !Self.holds("a*b*1.01e-310", inputs, tiny))
  }

  @Test func isNotExactWhereItIsNotFinite() throws {
    let a = Self.column()
    #expect(try !Self.holds("log(a - 3)", [a], a))
    #expect(!Exactness.holds(.variable("q"), names: ["a"], inputs: [a], target: a))
  }

  /// A measured constant may be off in its last digits, no more.
  @Test(arguments: [(1e-15, true), (1e-12, false), (1e-9, false)])
  func constantsMayBeOffByRounding(off: Double, isExact: Bool) throws {
    let a = Self.column()
    let law = Expression.real(2.3456789 * (1 + off)) * .variable("a")
    #expect(Exactness.holds(law, names: ["a"], inputs: [a], target: a.map { 2.3456789 * $0 }) == isExact)
  }

  @Test func distancesAreInOrder() {
    #expect(Exactness.rounding < Exactness.candidate && Exactness.candidate < Exactness.unseen)
    #expect(Exactness.unseen < Exactness.visibleLoss && Exactness.visibleLoss < Exactness.visibleNoise)
    #expect(Exactness.unseenSeries <= Exactness.rounding)
  }
}
