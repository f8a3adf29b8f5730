import KANData
import Testing

@Suite struct StandardizerTests {
  /// Exact: the column 1, 2, 3, 4 has mean 5/2 and variance 5/4, at any magnitude.
  @Test(arguments: [1, 1e-300, 1e300, -1e-5])
  func measuresMeanAndDeviation(unit: Double) {
    let scaling = ColumnScaling(name: "x", column: [1, 2, 3, 4].map { $0 * unit })
    #expect(abs(scaling.shift / unit - 2.5) < 1e-14)
    #expect(abs(scaling.scale / abs(unit) - 1.25.squareRoot()) < 1e-14)
    #expect(!scaling.isConstant)
  }

  @Test func weightsCountByMagnitude() {
    let weighted = ColumnScaling(name: "x", column: [1, 2, 3], weights: [1, -2, 1])
    let repeated = ColumnScaling(name: "x", column: [1, 2, 2, 3])
    #expect(abs(weighted.shift - repeated.shift) < 1e-15)
    #expect(abs(weighted.scale - repeated.scale) < 1e-15)
  }

  @Test(
    arguments: [
      [0, 0], [7.3, 7.3, 7.3], [-1e300], [.leastNonzeroMagnitude, .leastNonzeroMagnitude],
      [.greatestFiniteMagnitude],
    ] as [[Double]])
  func constantColumnsAreShiftedOnly(column: [Double]) {
    let scaling = ColumnScaling(name: "x", column: column)
    #expect(scaling.isConstant)
    #expect(scaling.scale == 1)
    #expect(scaling.shift == column[0])
  }

  @Test(
    arguments: [
      [-Double.greatestFiniteMagnitude, .greatestFiniteMagnitude], [0, .leastNonzeroMagnitude],
      [1, 1.0000000000000002], [0, 0x1p-1030],
    ] as [[Double]])
  func scalesStayPositiveAndFinite(column: [Double]) {
    let scaling = ColumnScaling(name: "x", column: column)
    #expect(scaling.scale > 0 && scaling.scale.isFinite && scaling.shift.isFinite)
  }

  @Test func restoresWhatItStandardized() throws {
    let columns = [[1.0, 2, 4], [10, 10, 10], [-1e3, 0, 2e3]]
    let standardizer = Standardizer(names: ["a", "b", "c"], columns: columns)
    #expect(standardizer.constantColumns == ["b"])
    let scaled = standardizer.standardized(columns)
    #expect(scaled[1] == [0, 0, 0])
    #expect(abs(scaled[0].reduce(0, +)) < 1e-14)
    for (restored, original) in zip(standardizer.restored(scaled).joined(), columns.joined()) {
      #expect(abs(restored - original) <= 1e-12 * max(1, abs(original)))
    }
  }
}
