import KANData
import KANFormula
import KANNumerics

/// What makes a law unlikely between the rows: poles, undefined points, values far beyond all measured ones, and waves that a
/// regular grid cannot show.
struct LawBreaks: Sendable {
  /// Nats that a break costs: few laws have one in the measured range, so the data must favour it with odds of a hundred thousand.
  static let toll = 12.0
  /// The number of rows between which breaks are sought.
  private static let rows = 2_000

  private let rows: Dataset
  private let box: [String: ClosedRange<Double>]
  private let grids: GridResolution

  init(_ data: Dataset) {
    rows = data.limited(to: Self.rows)
    box = data.box
    grids = GridResolution(data)
  }

  /// Whether a law has breaks. If it reproduces the rows exactly, it may do anything between them but oscillate unseen.
  func occur(in law: Expression, isExact: Bool) -> Bool {
    grids.leavesUnresolved(law) || !isExact && occurBetweenRows(in: law)
  }

  /// Whether a law has a pole or an undefined point between the rows, or explodes there.
  func occurBetweenRows(in law: Expression) -> Bool {
    law.breaks(inside: box, names: rows.inputNames, columns: rows.inputs) || explodes(law)
  }

  /// The factor by which a law may exceed all measured values between the rows, and the number of shifts by which inputs are recombined.
  private static let (largestGrowth, shifts) = (1e6, 8)

  /// Whether a law grows far beyond all measured values if inputs take values of different rows.
  private func explodes(_ law: Expression) -> Bool {
    guard law.variables.count > 1, let compiled = try? CompiledExpression(law, variables: rows.inputNames)
    else { return false }
    let limit = Self.largestGrowth * rows.targets[0].largestMagnitude
    return (1...Self.shifts).contains { shift in
      let shifted = rows.inputs.enumerated().map { i, column in
        column.indices.map { column[($0 + shift * (i + 1) * (2 * i + 1)) % column.count] }
      }
      return compiled.values(shifted).contains { abs($0) > limit }
    }
  }
}
