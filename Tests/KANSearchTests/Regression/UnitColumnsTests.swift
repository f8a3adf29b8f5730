import KANSymbolic
import Testing

@testable import KANSearch

/// Paths of orthogonal least squares, on three columns that can be followed by hand.
@Suite struct UnitColumnsTests {
  /// e₁, (e₁ + e₂)/√2, and e₁ again, with the target e₂.
  private static let block = [1, 0, 0, 0.5.squareRoot(), 0.5.squareRoot(), 0, 1, 0, 0]

  private static func path(required: [Int]) -> (UnitColumns.Path?, children: [Int]) {
    block.withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return (nil, []) }
      let columns = UnitColumns(
        base: base, count: 3, rows: 3, isUsable: [true, true, true], budget: WorkBudget())
      let path = columns.start([0, 1, 0], required: required)
      return (path, path.map { columns.children(of: [$0], width: 1).map(\.column) } ?? [])
    }
  }

  @Test func takesWhatIsRequiredOutOfTheOthers() throws {
    let (free, first) = Self.path(required: [])
    #expect(try #require(free).residualSquare == 1 && first == [1])
    let (beside, second) = Self.path(required: [0])
    let path = try #require(beside)
    #expect(abs(path.remaining[1] - 0.5) < 1e-15 && path.remaining[2] < UnitColumns.leastRemainder)
    #expect(second == [1] && path.columns == [0])
  }

  /// A column that is all but another one cannot be required beside it.
  @Test func refusesWhatDependsOnEachOther() {
    #expect(Self.path(required: [0, 2]).0 == nil)
  }

  @Test func sumsSquares() {
    #expect(RowProducts.square([1, 2, 3]) == 14 && RowProducts.square([]) == 0)
  }
}
