import KANKernels
import KANModel
import KANNumerics
import KANTestSupport
import Testing

@testable import KANTraining

/// The instruction sets of this machine.
private let levels = Array(0...Int(kan_best_level()))

@Suite struct KernelTests {
  @Test(
    "bases and slopes agree with the plain reference", arguments: 1...5, [true, false])
  func basesAgreeWithReference(order: Int, uniform: Bool) {
    var random = SeededRandom(seed: UInt64(order))
    // Samples that all lie on the grid take ways of their own.
    let cases = [(1, 3), (2, 8), (5, 17), (5, 24), (8, 64), (13, 64), (40, 101)].flatMap { intervals, count in
      [(intervals, count, -1.8...1.6), (intervals, count, -1.2...0.9)]
    }
    for level in levels {
      let table = kan_select_f64(Int32(level)).pointee
      for (intervals, count, range) in cases {
        let grid = SampleNetworks.grid(
          -1.2...0.9, intervals: intervals, order: order, uniform: uniform, &random)
        var x = random.uniforms(count, in: range)
        x[0] = grid.range.lowerBound
        x[1] = grid.range.upperBound
        x[2] = grid.knots[order + intervals / 2]
        let buffer = GridBuffer<Double>(grid)
        #expect((buffer.inverseStep > 0) == uniform)
        for (outside, policy) in [(Int32(0), OutsidePolicy.linear), (1, .clamp)] {
          let reference = SplineBasis(at: x, grid: grid, base: .silu, outside: policy, derivatives: true)
          var first = [Int32](repeating: 0, count: count)
          let taps = order <= 3 ? 4 : 8
          var values = [Double](repeating: .nan, count: taps * count)
          var slopes = values
          table.basis(
            Int32(order), outside, intervals, buffer.knots, buffer.inverseStep, buffer.pieceScales,
            buffer.pieces, count, x, &first, &values, &slopes)
          // At a knot both neighbouring pieces are right, so dense rows are compared.
          for s in 0..<count {
            var (own, other) = (
              [Double](repeating: 0, count: grid.basisCount), [Double](repeating: 0, count: grid.basisCount)
            )
            var (ownSlopes, otherSlopes) = (own, own)
            for r in 0...order {
              own[Int(first[s]) + r] = values[s * taps + r]
              other[reference.first[s] + r] = reference.values[s * (order + 1) + r]
              ownSlopes[Int(first[s]) + r] = slopes[s * taps + r]
              otherSlopes[reference.first[s] + r] = reference.derivatives[s * (order + 1) + r]
            }
            expectClose(own, other, within: 1e-13, "order \(order) G \(intervals) x \(x[s]) level \(level)")
            if order > 1 { expectClose(ownSlopes, otherSlopes, within: 1e-11, "slope at \(x[s])") }
            #expect(
              (order + 1..<taps).allSatisfy { values[s * taps + $0] == 0 && slopes[s * taps + $0] == 0 })
          }
        }
        buffer.keepAlive()
      }
    }
  }

  /// Cells are indices into memory: they must be on the grid even if 1/h or the width of the grid overflows.
  @Test(
    "cells are on the grid, however narrow or wide it is",
    arguments: [.leastNonzeroMagnitude, .leastNormalMagnitude / 100, 1e-41, 1e37, 1e306])
  func cellsAreOnTheGrid(step: Double) {
    func check<Scalar: EngineScalar>(_: Scalar.Type, _ intervals: Int) {
      let half = Double(intervals / 2)
      let grid = KnotGrid(
        knots: (-3...intervals + 3).map { (Double($0) - half) * step }, order: 3)
      let buffer = GridBuffer<Scalar>(grid)
      let range = grid.range
      let x = [range.lowerBound, 0, range.upperBound, 0.5, -1e300, 1e300, .nan, 0].map { Scalar($0) }
      var first = [Int32](repeating: -1, count: x.count)
      var values = [Scalar](repeating: 0, count: 4 * x.count)
      for outside in [Int32(0), 1] {
        Scalar.basis(
          GridTable(buffer), outside: outside, count: x.count, x: x, first: &first, values: &values,
          slopes: nil)
        #expect(first.allSatisfy { (0..<Int32(intervals)).contains($0) }, "\(Scalar.self) \(first)")
      }
      buffer.keepAlive()
    }
    for intervals in [5, 60] {
      check(Double.self, intervals)
      check(Float.self, intervals)
    }
  }

  @Test("bases and slopes in Float agree with those in Double", arguments: 1...5, [true, false])
  func floatBasesAgreeWithDouble(order: Int, uniform: Bool) {
    var random = SeededRandom(seed: UInt64(order))
    let taps = order <= 3 ? 4 : 8
    for (intervals, range) in [(5, -1.8...1.6), (5, -1.2...0.9), (16, -1.2...0.9), (17, -1.2...0.9)] {
      let count = 48
      let grid = SampleNetworks.grid(
        -1.2...0.9, intervals: intervals, order: order, uniform: uniform, &random)
      let (buffer, exact) = (GridBuffer<Float>(grid), GridBuffer<Double>(grid))
      // Away from the knots, so that both precisions see the same cell.
      let cell = 2.1 / Double(intervals)
      let x = random.uniforms(count, in: range).filter { x in
        grid.knots.allSatisfy { abs(x - $0) > 1e-4 * cell }
      }
      let padded = x + [Double](repeating: x[0], count: count - x.count)
      var (first, exactFirst) = ([Int32](repeating: 0, count: count), [Int32](repeating: 0, count: count))
      var values = [Float](repeating: .nan, count: taps * count)
      var slopes = values
      var (exactValues, exactSlopes) = (values.map { Double($0) }, values.map { Double($0) })
      kan_select_f64(0).pointee.basis(
        Int32(order), 0, intervals, exact.knots, exact.inverseStep, exact.pieceScales, exact.pieces, count,
        padded, &exactFirst, &exactValues, &exactSlopes)
      for level in levels {
        kan_select_f32(Int32(level)).pointee.basis(
          Int32(order), 0, intervals, buffer.knots, buffer.inverseStep, buffer.pieceScales, buffer.pieces,
          count, padded.map { Float($0) }, &first, &values, &slopes)
        #expect(first == exactFirst, "order \(order) G \(intervals) level \(level)")
        expectClose(values.map { Double($0) }, exactValues, within: 2e-4, "values at level \(level)")
        let largest = exactSlopes.map(\.magnitude).max() ?? 1
        expectClose(
          slopes.map { Double($0) / largest }, exactSlopes.map { $0 / largest }, within: 2e-4,
          "slopes at level \(level)")
      }
      buffer.keepAlive()
      exact.keepAlive()
    }
  }

  @Test("base functions agree with the plain reference", arguments: [Network.BaseFunction.silu, .identity])
  func baseFunctions(base: Network.BaseFunction) {
    var random = SeededRandom(seed: 3)
    let x = random.uniforms(37, in: -40...40) + [0, -800, 800, 1e-300]
    let kind = base == .silu ? Int32(KAN_BASE_SILU) : Int32(KAN_BASE_IDENTITY)
    for level in levels {
      var values = [Double](repeating: 0, count: x.count)
      var slopes = values
      kan_select_f64(Int32(level)).pointee.base(kind, 0, -1000, 1000, x.count, x, &values, &slopes)
      expectClose(values, x.map { base.value(at: $0) }, within: 1e-15)
      expectClose(slopes, x.map { base.derivative(at: $0) }, within: 4e-15)
      var (single, singleSlopes) = (
        [Float](repeating: 0, count: x.count), [Float](repeating: 0, count: x.count)
      )
      kan_select_f32(Int32(level)).pointee.base(
        kind, 0, -1000, 1000, x.count, x.map(Float.init), &single, &singleSlopes)
      expectClose(single.map(Double.init), values, within: 1e-6)
    }
  }

  @Test("a NaN or infinite argument stays visible", arguments: [Double.nan, .infinity, -.infinity])
  func badArguments(x: Double) {
    for level in levels {
      let uniform = GridBuffer<Double>(KnotGrid(uniformOn: -1...1, intervals: 4, order: 3))
      let others = GridBuffer<Double>(
        KnotGrid(knots: [-3, -2, -1.5, -1, -0.5, 0.1, 0.5, 1, 1.5, 2, 3], order: 3))
      // Alone, and among the samples of whole vectors.
      for samples in [[x], [Double](repeating: 0.3, count: 15) + [x]] {
        for (outside, buffer) in [(Int32(0), uniform), (1, uniform), (0, others), (1, others)] {
          var first = [Int32](repeating: 0, count: samples.count)
          var values = [Double](repeating: 0, count: 4 * samples.count)
          kan_select_f64(Int32(level)).pointee.basis(
            3, outside, 4, buffer.knots, buffer.inverseStep, buffer.pieceScales, buffer.pieces, samples.count,
            samples, &first, &values, nil)
          #expect(values.suffix(4).contains { !$0.isFinite })
          #expect(values.dropLast(4).allSatisfy { $0.isFinite })
          #expect(first.allSatisfy { (0..<4).contains($0) })
        }
      }
      uniform.keepAlive()
      others.keepAlive()
    }
  }

  @Test("single edges agree with plain loops", arguments: 1...5, [1, 3, 8, 37])
  func singleEdges(order: Int, count: Int) {
    var random = SeededRandom(seed: UInt64(order * 100 + count))
    let (bases, taps, pitch, k) = (order + 6, order <= 3 ? 4 : 8, 3, Int32(order))
    let first = (0..<count).map { _ in Int32(random.integer(below: 6)) }
    let values = random.uniforms(taps * count, in: -1...1)
    let (base, adjoint) = (random.uniforms(count, in: -1...1), random.uniforms(count, in: -1...1))
    let c = random.uniforms(bases * pitch, in: -1...1)
    let w = 0.7
    var (sum, xBar, cBar, wBar) = (base.map { _ in 0.0 }, base.map { _ in 0.0 }, c.map { _ in 0.0 }, 0.0)
    var dense = [Double](repeating: 0, count: bases * count)
    for s in 0..<count {
      var phi = w * base[s]
      for r in 0...order {
        let place = (Int(first[s]) + r) * pitch
        phi += values[s * taps + r] * c[place]
        cBar[place] += adjoint[s] * values[s * taps + r]
        dense[(Int(first[s]) + r) * count + s] = values[s * taps + r]
      }
      sum[s] += phi
      // The same table serves as slopes: the kernel only multiplies.
      xBar[s] += adjoint[s] * phi
      wBar += adjoint[s] * base[s]
    }
    for level in levels {
      let table = kan_select_f64(Int32(level)).pointee
      var (ownSum, ownX, ownC) = (sum.map { _ in 0.0 }, xBar.map { _ in 0.0 }, c.map { _ in 0.0 })
      var ownDense = dense.map { _ in 9.0 }
      table.edgeForward(k, count, first, values, base, pitch, c, w, &ownSum)
      table.edgeInput(k, count, first, values, base, pitch, c, w, adjoint, &ownX)
      let ownW = table.edgeCoefficients(k, count, first, values, base, pitch, adjoint, &ownC)
      table.scatterBasis(k, count, bases, first, values, &ownDense)
      expectClose(ownSum + ownX + ownC + [ownW], sum + xBar + cBar + [wBar], within: 1e-13)
      #expect(ownDense == dense)
    }
  }

  @Test("elimination and the search for pairs agree with plain loops", arguments: [2, 5, 8, 19, 64])
  func pairsOfColumns(size: Int) {
    var random = SeededRandom(seed: UInt64(size))
    let rows = size + 3
    let columns = (0..<size).map { _ in random.uniforms(rows, in: -1...1) }
    func product(_ x: [Double], _ y: [Double]) -> Double { zip(x, y).reduce(0) { $0 + $1.0 * $1.1 } }
    var products = [Double](repeating: 0, count: size * size)
    for i in 0..<size { for j in i..<size { products[i * size + j] = product(columns[i], columns[j]) } }
    let squares = columns.map { product($0, $0) }
    // The target is made of the first and the last column.
    let target = zip(columns[0], columns[size - 1]).map { $0 + 0.5 * $1 }
    let projections = columns.map { product($0, target) }
    let all = product(target, target)
    let tiny = 1e-6
    func gain(_ j: Int, _ k: Int) -> Double {
      let (jj, kk, jk) = (squares[j], squares[k], products[j * size + k])
      let (bj, bk) = (projections[j], projections[k])
      return (bj * bj * kk - 2 * bj * bk * jk + bk * bk * jj) / (jj * kk - jk * jk)
    }
    for level in levels {
      let algebra = kan_select_algebra(Int32(level)).pointee
      var rest = products
      algebra.eliminate(size, 1, products, size, &rest)
      for i in 2..<max(2, size) {
        let expected = (i..<size).map {
          products[i * size + $0] - products[size + i] * products[size + $0] / products[size + 1]
        }
        expectClose((i..<size).map { rest[i * size + $0] }, expected, within: 1e-13)
      }
      for least in [0.3 * all, 0.999 * all] {
        var found: [[Int]] = []
        var (j, k) = (0, 0)
        while algebra.nextPair(size, products, size, squares, projections, least, tiny, &j, &k) == 1 {
          found.append([j, k])
        }
        let expected = (0..<size).flatMap { j in
          (j + 1..<max(j + 1, size)).filter { gain(j, $0) > least }.map { [j, $0] }
        }
        #expect(found == expected)
        #expect(found.contains([0, size - 1]))
      }
    }
  }

  @Test(
    "rank update, Cholesky factor and solve agree with plain loops",
    arguments: [2, 3, 7, 8, 31, 33, 70, 141])
  func normalEquations(size: Int) {
    var random = SeededRandom(seed: UInt64(size))
    let leading = (size + 7) / 8 * 8
    let count = 2 * leading
    for level in levels {
      let algebra = kan_select_algebra(Int32(level)).pointee
      var rows = random.uniforms(size * count, in: -1...1)
      rows += [Double](repeating: 0, count: (leading - size) * count)
      var a = [Double](repeating: 0, count: leading * leading)
      algebra.rankUpdate(leading, count, 1, rows, count, &a, leading)
      algebra.rankUpdate(leading, count, -0.5, rows, count, &a, leading)
      var expected: [Double] = []
      var actual: [Double] = []
      for q in 0..<size {
        for p in q..<size {
          expected.append(0.5 * (0..<count).reduce(0) { $0 + rows[q * count + $1] * rows[p * count + $1] })
          actual.append(a[q * leading + p])
        }
      }
      expectClose(actual, expected, within: 1e-12)

      let solution = random.uniforms(size, in: -1...1)
      var b = (0..<size).map { q in
        (0..<size).reduce(0) { $0 + a[min(q, $1) * leading + max(q, $1)] * solution[$1] }
      }
      #expect(algebra.factorise(size, 1e-15, &a, leading) == 1)
      algebra.solve(size, a, leading, &b)
      expectClose(b, solution, within: 1e-9)

      // The same from sparse rows: runs that end, begin and meet everywhere.
      var (lengths, starts, values): ([Int32], [Int32], [Double]) = ([], [], [])
      lengths = [size / 3, size / 5, 1].map { Int32($0) } + [Int32(size / 4)]
      var dense = [Double](repeating: 0, count: size * 9)
      for s in 0..<9 {
        var next = 0
        for (m, length) in lengths.enumerated() {
          let free = size - next - lengths[m...].reduce(0) { $0 + Int($1) }
          next += free > 0 ? random.integer(below: free + 1) : 0
          starts.append(Int32(next))
          for _ in 0..<length {
            values.append(random.uniform(in: -1...1))
            dense[s * size + next] = values[values.count - 1]
            next += 1
          }
        }
      }
      var sparse = [Double](repeating: 0, count: leading * leading)
      algebra.sparseRankUpdate(
        9, lengths.count, lengths, starts, values.count / 9, values, -2, &sparse, leading)
      for q in 0..<size {
        let row = (q..<size).map { p in
          (0..<9).reduce(0) { $0 - 2 * dense[$1 * size + q] * dense[$1 * size + p] }
        }
        expectClose((q..<size).map { sparse[q * leading + $0] }, row, within: 1e-13)
      }

      var indefinite = [Double](repeating: 0, count: leading * leading)
      for q in 0..<size { indefinite[q * leading + q] = q == size - 1 ? -1 : 1 }
      #expect(algebra.factorise(size, 1e-15, &indefinite, leading) == 0)
    }
  }
}

extension GridBuffer {
  /// Holds the buffer until its pointers are no longer in use.
  fileprivate func keepAlive() { withExtendedLifetime(self) {} }
}
