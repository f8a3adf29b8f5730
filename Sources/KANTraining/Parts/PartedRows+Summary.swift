import KANData
import KANModel

extension PartedRows {
  /// The summary of the table that a network needs before it is trained: means and deviations merged over the parts (Chan, Golub
  /// and LeVeque, The American Statistician 37 (1983) 242), extremes, and rows for the knots.
  ///
  /// - Throws: `DataError` for a target that has only one value, on all ranks.
  package func summary(for loss: Loss) throws(DataError) -> TableSummary {
    let (names, targetNames) = (parts[0].inputNames, parts[0].targetNames)
    let columns = names.count + targetNames.count
    func column(_ c: Int, of part: Dataset) -> [Double] {
      c < names.count ? part.inputs[c] : part.targets[c - names.count]
    }
    // [least, greatest] of each column, then the sums of the targets.
    let ends = tree.fold(
      { p in
        (0..<columns).flatMap { c in
          let own = column(c, of: self[p])
          return [own.min() ?? 0, own.max() ?? 0]
        }
      },
      { left, right in
        for c in 0..<columns {
          left[2 * c] = min(left[2 * c], right[2 * c])
          left[2 * c + 1] = max(left[2 * c + 1], right[2 * c + 1])
        }
      })
    let units = (0..<columns).map { c in
      // A power of two as unit keeps squares in range and changes no digits.
      let largest = max(abs(ends[2 * c]), abs(ends[2 * c + 1]))
      return largest > 0
        ? Double(sign: .plus, exponent: min(max(largest.exponent, -1000), 1000), significand: 1) : 1
    }
    let moments = tree.fold(
      { p in (0..<columns).flatMap { Self.moments(column($0, of: self[p]), self[p].weights, unit: units[$0]) }
      },
      { left, right in
        for c in 0..<columns { Self.merge(&left, right, at: 3 * c) }
      })
    func feature(_ c: Int, _ name: String) -> Network.Feature {
      let (least, greatest) = (ends[2 * c], ends[2 * c + 1])
      guard least < greatest else { return Network.Feature(name: name, shift: least, scale: 1) }
      let (weight, mean, square) = (moments[3 * c], moments[3 * c + 1], moments[3 * c + 2])
      let deviation = weight > 0 ? (square / weight).squareRoot() * units[c] : 0
      return Network.Feature(name: name, shift: mean * units[c], scale: deviation.isNormal ? deviation : 1)
    }
    for (j, name) in targetNames.enumerated() {
      let c = names.count + j
      guard ends[2 * c] < ends[2 * c + 1] else { throw .constantTarget(name: name, value: ends[2 * c]) }
    }
    let sums = tree.sum { p in self[p].targets.map { $0.reduce(0, +) } }
    return TableSummary(
      inputs: names.enumerated().map { feature($0, $1) },
      targets: targetNames.enumerated().map { feature(names.count + $0, $1) },
      targetMeans: sums.map { $0 / Double(count) },
      classCount: loss.target == .classIndices ? Int(ends[2 * names.count + 1]) + 1 : nil,
      columnsForGrids: columnsForGrids)
  }

  /// Σ|w|, the mean, and Σ|w|·(x − mean)² of a column over a unit.
  private static func moments(_ column: [Double], _ weights: [Double]?, unit: Double) -> [Double] {
    var (total, sum) = (0.0, 0.0)
    for s in column.indices {
      let weight = weights.map { abs($0[s]) } ?? 1
      total += weight
      sum += weight * (column[s] / unit)
    }
    guard total > 0 else { return [0, 0, 0] }
    let mean = sum / total
    var square = 0.0
    for s in column.indices {
      let distance = column[s] / unit - mean
      square += (weights.map { abs($0[s]) } ?? 1) * distance * distance
    }
    return [total, mean, square]
  }

  /// Adds the moments of other rows to those at a position.
  private static func merge(_ left: inout [Double], _ right: [Double], at place: Int) {
    let (own, other) = (left[place], right[place])
    guard other > 0 else { return }
    let total = own + other
    let distance = right[place + 1] - left[place + 1]
    left[place] = total
    left[place + 1] += distance * (other / total)
    left[place + 2] += right[place + 2] + distance * distance * (own * (other / total))
  }
}
