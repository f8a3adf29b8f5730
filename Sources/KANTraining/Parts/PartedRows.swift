import KANData

/// Training or validation rows in parts that several ranks share.
///
/// The initialiser and nearly all methods communicate: all ranks have to call them at the same point.
package struct PartedRows: Sendable {
  /// Parts and ranks.
  package let tree: PartTree
  /// The parts of this rank, in order; all parts have the same columns.
  package let parts: [Dataset]
  /// The rows of all parts.
  package let count: Int
  /// The sum of the weights of each part of this rank, and of all parts.
  let weights: [Double]
  let totalWeight: Double
  /// Rows for placing knots: a few thousand of all parts, evenly spaced, and those of every input's extremes.
  let columnsForGrids: [[Double]]

  /// - Parameters:
  ///   - tree: Parts and ranks.
  ///   - parts: One dataset for each of `tree.own`, with weights that sum to a positive number.
  package init(_ tree: PartTree, parts: [Dataset]) {
    precondition(parts.count == tree.own.count, "a rank has one dataset for each of its parts")
    (self.tree, self.parts) = (tree, parts)
    let weights = parts.map { $0.weights?.reduce(0, +) ?? Double($0.count) }
    self.weights = weights
    let first = tree.own.lowerBound
    // Counts are exact up to 2⁵³.
    let sums = tree.sum { [Double(parts[$0 - first].count), weights[$0 - first]] }
    count = Int(sums[0])
    totalWeight = sums[1]
    columnsForGrids = Self.columnsForGrids(tree, parts)
  }

  /// Part `part` of this rank.
  subscript(part: Int) -> Dataset { parts[part - tree.own.lowerBound] }

  /// The weighted mean of the results of the parts.
  func mean(_ part: (_ place: Int) -> [Double]) -> [Double] {
    let first = tree.own.lowerBound
    let sum = tree.sum { p in part(p - first).map { $0 * weights[p - first] } }
    return sum.map { $0 / totalWeight }
  }

  /// Evenly spaced rows of every part, `Dataset.rowsForGrids` in total; then the rows of the smallest and of the largest value of
  /// every input.
  private static func columnsForGrids(_ tree: PartTree, _ parts: [Dataset]) -> [[Double]] {
    let inputs = parts[0].inputs.count
    let first = tree.own.lowerBound
    func row(_ s: Int, of part: Dataset) -> [Double] { part.inputs.map { $0[s] } }
    let limit = max(1, Dataset.rowsForGrids / tree.partCount)
    let even = tree.concatenation { p in
      let part = parts[p - first]
      let taken = min(limit, part.count)
      return (0..<taken).flatMap { row($0 * part.count / taken, of: part) }
    }
    // [input][least, greatest][row]
    let extremes = tree.fold(
      { p in
        let part = parts[p - first]
        return part.inputs.flatMap { column in
          let least = column.indices.min { column[$0] < column[$1] } ?? 0
          let greatest = column.indices.max { column[$0] < column[$1] } ?? 0
          return row(least, of: part) + row(greatest, of: part)
        }
      },
      { left, right in
        for i in 0..<inputs {
          for (end, isBetter) in [
            (0, right[2 * i * inputs + i] < left[2 * i * inputs + i]),
            (1, right[(2 * i + 1) * inputs + i] > left[(2 * i + 1) * inputs + i]),
          ] where isBetter {
            let place = (2 * i + end) * inputs
            left.replaceSubrange(place..<place + inputs, with: right[place..<place + inputs])
          }
        }
      })
    let rows = even + extremes
    return (0..<inputs).map { i in stride(from: i, to: rows.count, by: inputs).map { rows[$0] } }
  }
}
