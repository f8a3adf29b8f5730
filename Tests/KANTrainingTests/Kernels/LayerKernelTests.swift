import KANKernels
import KANModel
import KANNumerics
import KANTestSupport
import Testing

@testable import KANTraining

/// The fused kernels of whole layers beside plain loops over samples, edges and taps.
@Suite struct LayerKernelTests {
  /// A layer of random numbers with what plain loops make of it.
  struct Case {
    let order: Int
    let outputs: Int
    let count: Int
    let intervals: [Int]
    let taps: Int
    var first: [Int32] = []
    var (values, base, adjoints): ([Double], [Double], [Double])
    /// `coefficients[i][n][j]`, the base weight last.
    var coefficients: [[[Double]]]
    let start: [Double]
    var sums: [Double]
    var inputAdjoints: [Double]
    var gradient: [[[Double]]]

    /// Few cells let a register hold the coefficients of an edge, many do not.
    init(order: Int, outputs: Int, hasFewCells: Bool) {
      let count = hasFewCells ? 48 : 40
      (self.order, self.outputs, self.count) = (order, outputs, count)
      intervals = hasFewCells ? [5, 1, 3] : [5, 1, 23]
      var random = SeededRandom(seed: UInt64(order * 1000 + outputs))
      let (k, taps) = (order, order <= 3 ? 4 : 8)
      self.taps = taps
      for cells in intervals { first += (0..<count).map { _ in Int32(random.integer(below: cells)) } }
      values = random.uniforms(intervals.count * count * taps, in: -1...1)
      for n in values.indices where n % taps > k { values[n] = 0 }
      base = random.uniforms(intervals.count * count, in: -1...1)
      adjoints = random.uniforms(outputs * count, in: -1...1)
      coefficients = intervals.map { cells in
        (0...cells + k).map { _ in random.uniforms(outputs, in: -1...1) }
      }
      start = random.uniforms(outputs, in: -1...1)
      sums = (0..<outputs * count).map { [start] in start[$0 / count] }
      inputAdjoints = [Double](repeating: 0, count: intervals.count * count)
      gradient = coefficients.map { $0.map { $0.map { _ in 0 } } }
      for i in intervals.indices {
        for s in 0..<count {
          let row = i * count + s
          for j in 0..<outputs {
            var phi = coefficients[i][intervals[i] + k][j] * base[row]
            gradient[i][intervals[i] + k][j] += adjoints[j * count + s] * base[row]
            for r in 0...k {
              phi += coefficients[i][Int(first[row]) + r][j] * values[row * taps + r]
              gradient[i][Int(first[row]) + r][j] += adjoints[j * count + s] * values[row * taps + r]
            }
            sums[j * count + s] += phi
            // Values serve as slopes too: the kernels only multiply.
            inputAdjoints[row] += adjoints[j * count + s] * phi
          }
        }
      }
    }
  }

  static let outputs = [1, 2, 3, 4, 5, 8, 9, 16, 17, 31, 33, 64, 65, 127, 130]

  @Test("fused layers agree with plain loops in Double", arguments: 1...5, outputs)
  func double(order: Int, outputs: Int) {
    for hasFewCells in [true, false] {
      double(Case(order: order, outputs: outputs, hasFewCells: hasFewCells))
    }
  }

  func double(_ plain: Case) {
    let (order, outputs) = (plain.order, plain.outputs)
    for level in 0...kan_best_level() {
      let table = kan_select_f64(level).pointee
      for isWide in [true, false] where isWide || outputs <= 17 {
        var own = Run(plain, lanes: isWide ? table.lanes : 0, of: Double.self)
        own.withTile(plain) { layer, first, orders, starts, values, base in
          for (i, cells) in plain.intervals.enumerated() {
            table.bucket(
              cells, plain.count, first + i * plain.count, orders + i * plain.count,
              starts + layer.blocks[i].starts)
          }
          var tile = kan_tile_f64(
            count: plain.count, first: first, order: orders, starts: starts, values: values, slopes: values,
            base: base, baseSlopes: base)
          let (k, n, m) = (Int32(order), plain.intervals.count, layer.outputs)
          if isWide {
            table.toOutputs(outputs, plain.count, layer.adjoints, m, &layer.table)
            // Half of the cases add to zeros, the others write over what must not be seen again.
            let adds = outputs % 2 == 0
            if !adds { layer.gradient = layer.gradient.map { _ in .nan } }
            table.wideCoefficients(
              k, &tile, n, layer.blocks, m, layer.table, adds ? 1 : 0, &layer.gradient)
            table.wideInputs(k, &tile, n, layer.blocks, m, layer.c, layer.table, &layer.inputAdjoints)
            table.wideForward(k, &tile, n, layer.blocks, m, layer.c, layer.start, &layer.table)
            table.toSamples(outputs, plain.count, layer.table, m, &layer.sums)
          } else {
            var scratch = [Double](repeating: .nan, count: 23 * 4 * 8)
            table.narrowForward(k, &tile, n, layer.blocks, m, layer.c, layer.start, &layer.sums)
            table.narrowInputs(k, &tile, n, layer.blocks, m, layer.c, layer.adjoints, &layer.inputAdjoints)
            table.narrowCoefficients(k, &tile, n, layer.blocks, m, layer.adjoints, &layer.gradient, &scratch)
          }
        }
        own.expectClose(to: plain, within: 1e-12, "level \(level) wide \(isWide)")
      }
    }
  }

  @Test("fused layers agree with plain loops in Float", arguments: 1...5, outputs)
  func float(order: Int, outputs: Int) {
    for hasFewCells in [true, false] {
      float(Case(order: order, outputs: outputs, hasFewCells: hasFewCells))
    }
  }

  func float(_ plain: Case) {
    let (order, outputs) = (plain.order, plain.outputs)
    for level in 0...kan_best_level() {
      let table = kan_select_f32(level).pointee
      for isWide in [true, false] where isWide || outputs <= 17 {
        var own = Run(plain, lanes: isWide ? table.lanes : 0, of: Float.self)
        own.withTile(plain) { layer, first, orders, starts, values, base in
          for (i, cells) in plain.intervals.enumerated() {
            table.bucket(
              cells, plain.count, first + i * plain.count, orders + i * plain.count,
              starts + layer.blocks[i].starts)
          }
          var tile = kan_tile_f32(
            count: plain.count, first: first, order: orders, starts: starts, values: values, slopes: values,
            base: base, baseSlopes: base)
          let (k, n, m) = (Int32(order), plain.intervals.count, layer.outputs)
          if isWide {
            table.toOutputs(outputs, plain.count, layer.adjoints, m, &layer.table)
            // Half of the cases add to zeros, the others write over what must not be seen again.
            let adds = outputs % 2 == 0
            if !adds { layer.gradient = layer.gradient.map { _ in .nan } }
            table.wideCoefficients(
              k, &tile, n, layer.blocks, m, layer.table, adds ? 1 : 0, &layer.gradient)
            table.wideInputs(k, &tile, n, layer.blocks, m, layer.c, layer.table, &layer.inputAdjoints)
            table.wideForward(k, &tile, n, layer.blocks, m, layer.c, layer.start, &layer.table)
            table.toSamples(outputs, plain.count, layer.table, m, &layer.sums)
          } else {
            var scratch = [Float](repeating: .nan, count: 23 * 4 * 8)
            table.narrowForward(k, &tile, n, layer.blocks, m, layer.c, layer.start, &layer.sums)
            table.narrowInputs(k, &tile, n, layer.blocks, m, layer.c, layer.adjoints, &layer.inputAdjoints)
            table.narrowCoefficients(k, &tile, n, layer.blocks, m, layer.adjoints, &layer.gradient, &scratch)
          }
        }
        // Sums of up to 130 × 6 terms of order 1 in single precision.
        own.expectClose(to: plain, within: 2e-4, "level \(level) wide \(isWide)")
      }
    }
  }

  /// A case in the layout of the kernels.
  struct Run<Scalar: BinaryFloatingPoint> {
    let isWide: Bool
    let outputs: Int
    var blocks: [kan_block] = []
    var c: [Scalar] = []
    var start: [Scalar]
    let adjoints: [Scalar]
    var gradient: [Scalar]
    var table: [Scalar]
    var sums: [Scalar]
    var inputAdjoints: [Scalar]

    /// `lanes` is 0 for the layout of narrow layers.
    init(_ plain: Case, lanes: Int, of _: Scalar.Type) {
      isWide = lanes > 0
      outputs = isWide ? (plain.outputs + lanes - 1) / lanes * lanes : plain.outputs
      var starts = 0
      for (i, cells) in plain.intervals.enumerated() {
        blocks.append(kan_block(input: i, intervals: cells, offset: c.count, target: i, starts: starts))
        starts += cells + 2
        for place in Self.places(plain, i, isWide, outputs) {
          c.append(place.map { Scalar(plain.coefficients[i][$0.basis][$0.output]) } ?? 0)
        }
      }
      // What kernels may read past the last edge, but not use.
      c += [Scalar](repeating: .nan, count: 16)
      start = plain.start.map { Scalar($0) } + [Scalar](repeating: 0, count: outputs - plain.outputs)
      adjoints = plain.adjoints.map { Scalar($0) }
      gradient = c.map { _ in 0 }
      table = [Scalar](repeating: .nan, count: outputs * plain.count)
      sums = [Scalar](repeating: .nan, count: plain.outputs * plain.count)
      inputAdjoints = plain.inputAdjoints.map { _ in 0 }
    }

    /// What lies at each place of a block; `nil` is padding.
    static func places(
      _ plain: Case, _ i: Int, _ isWide: Bool, _ outputs: Int
    ) -> [(basis: Int, output: Int)?] {
      let rows = plain.intervals[i] + plain.order
      if isWide {
        return (0...rows).flatMap { n in (0..<outputs).map { $0 < plain.outputs ? (n, $0) : nil } }
      }
      return (0..<outputs).flatMap { j in
        (0..<rows).map { ($0, j) } + [(Int, Int)?](repeating: nil, count: plain.taps - plain.order)
          + [(rows, j)]
      }
    }

    mutating func withTile(
      _ plain: Case,
      _ body: (
        inout Run, UnsafePointer<Int32>, UnsafeMutablePointer<Int32>, UnsafeMutablePointer<Int32>,
        UnsafePointer<Scalar>, UnsafePointer<Scalar>
      ) -> Void
    ) {
      let first = Buffer(plain.first, padding: 0)
      let order = Buffer(count: plain.first.count, repeating: Int32(0))
      let starts = Buffer(count: 100, repeating: Int32(-1))
      let values = Buffer(plain.values.map { Scalar($0) }, padding: 0)
      let base = Buffer(plain.base.map { Scalar($0) }, padding: 0)
      withExtendedLifetime((first, order, starts, values, base)) {
        body(&self, first.pointer, order.pointer, starts.pointer, values.pointer, base.pointer)
      }
    }

    func expectClose(to plain: Case, within tolerance: Double, _ comment: String) {
      KANTestSupport.expectClose(sums.map { Double($0) }, plain.sums, within: tolerance, comment)
      KANTestSupport.expectClose(
        inputAdjoints.map { Double($0) }, plain.inputAdjoints, within: 20 * tolerance, comment)
      for (i, block) in blocks.enumerated() {
        for (n, place) in Self.places(plain, i, isWide, outputs).enumerated() {
          let own = Double(gradient[block.offset + n])
          let expected = place.map { plain.gradient[i][$0.basis][$0.output] } ?? 0
          if abs(own - expected) > tolerance * max(1, abs(expected)) {
            Issue.record("gradient of input \(i) at \(n): \(own), not \(expected); \(comment)")
          }
        }
      }
    }
  }
}
