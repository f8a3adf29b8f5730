import KANModel

// Features that only networks from other tools need: bases that fade outside their grid, and base functions without a kernel. Both
// are evaluated sample by sample by the plain reference, after the kernels or instead of them.
extension NetworkEngine {
  /// Replaces the bases of all samples outside their grid by those that fade; a sample takes `padded` entries.
  func fade(
    _ grid: KnotGrid, x: UnsafePointer<Scalar>, first: UnsafeMutablePointer<Int32>,
    values: UnsafeMutablePointer<Scalar>, slopes: UnsafeMutablePointer<Scalar>?, taps padded: Int, width: Int
  ) {
    let (lower, upper) = (grid.range.lowerBound, grid.range.upperBound)
    let taps = grid.order + 1
    withUnsafeTemporaryAllocation(of: Double.self, capacity: 2 * taps) { scratch in
      let row = UnsafeMutableBufferPointer(rebasing: scratch[..<taps])
      let slope = UnsafeMutableBufferPointer(rebasing: scratch[taps...])
      for s in 0..<width where Double(x[s]) < lower || Double(x[s]) > upper {
        first[s] = Int32(grid.evaluateFadingBasis(at: Double(x[s]), values: row, derivatives: slope))
        for r in 0..<taps {
          values[s * padded + r] = Scalar(row[r])
          slopes?[s * padded + r] = Scalar(slope[r])
        }
      }
    }
  }

  /// The base function of a layer on one input, continued outside the grid according to the network.
  func evaluateBase(
    of layer: LayerPlan, _ grid: GridTable<Scalar>, x: UnsafePointer<Scalar>,
    values: UnsafeMutablePointer<Scalar>, slopes: UnsafeMutablePointer<Scalar>, width: Int
  ) {
    guard let kind = layer.base else { return }
    let everywhere = Scalar.greatestFiniteMagnitude
    let lower = plan.isFading ? -everywhere : grid.lower
    let upper = plan.isFading ? everywhere : grid.upper
    guard let plain = layer.plainBase else {
      Scalar.base(
        kind: kind, outside: plan.outside, lower: lower, upper: upper, count: width, x: x, values: values,
        slopes: slopes)
      return
    }
    for s in 0..<width {
      let end = x[s] < lower ? lower : x[s] > upper ? upper : x[s]
      let slope = end != x[s] && plan.outside != 0 && !x[s].isNaN ? 0 : plain.derivative(at: Double(end))
      values[s] = Scalar(plain.value(at: Double(end)) + slope * Double(x[s] - end))
      slopes[s] = Scalar(slope)
    }
  }
}
