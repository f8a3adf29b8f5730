import KANNumerics
import KANTestSupport
import Testing

@Suite struct RandomnessTests {
  /// Moments of the standard normal distribution with the variance of one term, within five standard errors.
  @Test(arguments: [(1, 0.0, 1.0), (2, 1, 2), (3, 0, 15), (4, 3, 96)])
  func normalNumbersHaveNormalMoments(power: Int, expected: Double, variance: Double) {
    var random = SeededRandom(seed: 11)
    let moment = random.normals(100_000).map { x in (0..<power).reduce(1) { y, _ in y * x } }
    let mean = moment.reduce(0, +) / 100_000
    #expect(abs(mean - expected) < 5 * (variance / 100_000).squareRoot())
  }

  @Test func equalSeedsGiveEqualNumbers() {
    var a = SeededRandom(seed: 3)
    var b = SeededRandom(seed: 3)
    #expect(a.normals(50) == b.normals(50))
    #expect(a.shuffled(Array(0..<50)) == b.shuffled(Array(0..<50)))
    #expect(a.integer(below: 1000) == b.integer(below: 1000))
  }

  @Test func streamsDifferAndLeaveTheirSourceAlone() {
    let source = SeededRandom(seed: 4)
    let first = (0..<100).map { index -> UInt64 in
      var stream = source.stream(UInt64(index))
      return stream.next()
    }
    #expect(Set(first).count == 100)
    #expect(source == SeededRandom(seed: 4))
  }

  @Test(arguments: [0, 1, 2, 17]) func shufflingKeepsEveryElement(count: Int) {
    var random = SeededRandom(seed: 9)
    #expect(random.shuffled(Array(0..<count)).sorted() == Array(0..<count))
  }

  @Test func integersFillTheirRangeEvenly() {
    var random = SeededRandom(seed: 10)
    var counts = [Int](repeating: 0, count: 7)
    for _ in 0..<70_000 { counts[random.integer(below: 7)] += 1 }
    #expect(counts.allSatisfy { abs($0 - 10_000) < 500 })
  }

  /// SciPy 1.17: qmc.Sobol(24, scramble=False).random(128), rows by number, columns 0, 1, 2, 5, 10, 20.
  @Test(arguments: [
    (0, [0, 0, 0, 0, 0, 0]), (1, [0.5, 0.5, 0.5, 0.5, 0.5, 0.5]),
    (5, [0.875, 0.875, 0.125, 0.625, 0.375, 0.625]),
    (63, [0.015625, 0.796875, 0.359375, 0.140625, 0.421875, 0.234375]),
    (100, [0.4140625, 0.2578125, 0.7734375, 0.7421875, 0.4609375, 0.7578125]),
    (127, [0.0078125, 0.6640625, 0.5546875, 0.3359375, 0.6171875, 0.5390625]),
  ])
  func sobolPointsAgreeWithSciPy(number: Int, expected: [Double]) {
    let points = Array(SobolSequence(dimension: 24).prefix(128))
    #expect([0, 1, 2, 5, 10, 20].map { points[number][$0] } == expected)
  }

  /// In 2ᵐ points every coordinate visits each of the 2ᵐ equal intervals once.
  @Test func sobolPointsAreBalancedInEveryDimension() {
    var sequence = SobolSequence(dimension: SobolSequence.largestDimension)
    let box = [ClosedRange<Double>](repeating: 0...256, count: sequence.dimension)
    for column in sequence.columns(256, on: box) { #expect(Set(column.map { Int($0) }).count == 256) }
  }

  /// 2¹⁰ − 1 points without the origin: each eighth of a side has its share, those of random columns about it.
  @Test func pointsFillBoxesOfAnyDimension() {
    let wide = SobolSequence.largestDimension + 3
    for box in [[0...1, -2...2, 5...6], [ClosedRange<Double>](repeating: -1...3, count: wide)] {
      let points = SobolSequence.columns(1023, allOver: box)
      #expect(points.count == box.count)
      for (i, (column, side)) in zip(points, box).enumerated() {
        let slack = i < SobolSequence.largestDimension ? 1 : 60
        let width = (side.upperBound - side.lowerBound) / 8
        for part in 0..<8 {
          let from = side.lowerBound + width * Double(part)
          let count = column.count { $0 >= from && $0 < from + width }
          #expect(abs(count - 128) <= slack)
        }
      }
      #expect(points == SobolSequence.columns(1023, allOver: box))
    }
    #expect(SobolSequence.columns(1, allOver: [0...1, -2...2, 5...6]) == [[0.5], [0], [5.5]])
    #expect(SobolSequence.columns(9, allOver: []).isEmpty)
  }
}
