import KANNumerics

extension Dataset {
  /// Splits the samples at random into parts for training, validation and testing.
  ///
  /// Equal seeds give equal parts on every platform. Each part keeps the order of the samples.
  ///
  /// - Parameters:
  ///   - validation: The fraction for validation, above 0; at least one sample goes there.
  ///   - test: The fraction for testing; 0 means no such part. The sum of both fractions must be below 1.
  ///   - seed: The seed of the random split.
  /// - Returns: The parts; `test` is `nil` if its fraction is 0, and has at least one sample otherwise.
  /// - Throws: An error for impossible fractions, too few rows for all parts, or a part whose weights do not
  /// have a positive sum.
  public func split(validation: Double = 0.2, test: Double = 0, seed: UInt64) throws
    -> (train: Dataset, validation: Dataset, test: Dataset?)
  {
    let places = try Self.splitRows(count, validation: validation, test: test, seed: seed)
    return (
      train: try part(places.train).gathered, validation: try part(places.validation).gathered,
      test: places.test.isEmpty ? nil : try part(places.test).gathered
    )
  }

  /// The same split of the row numbers 0 … count − 1, each part in increasing order.
  package static func splitRows(
    _ count: Int, validation: Double = 0.2, test: Double = 0, seed: UInt64
  ) throws(DataError) -> (train: [Int], validation: [Int], test: [Int]) {
    guard validation > 0, test >= 0, validation + test < 1 else {
      throw .splitFractions(validation: validation, test: test)
    }
    let needed = test > 0 ? 3 : 2
    guard count >= needed else { throw .tooFewRows(found: count, needed: needed, purpose: "a split") }
    let testCount = test > 0 ? min(max(1, Int((test * Double(count)).rounded())), count - 2) : 0
    let validationCount = min(max(1, Int((validation * Double(count)).rounded())), count - testCount - 1)

    let order = shuffledRows(count, seed: seed)
    return (
      train: order[(testCount + validationCount)...].sorted(),
      validation: order[testCount..<testCount + validationCount].sorted(), test: order[..<testCount].sorted()
    )
  }

  /// Some of the rows as a part for training or validation.
  ///
  /// - Throws: An error if the sum of the weights is not positive.
  package func part(_ rows: [Int]) throws(DataError) -> DatasetRows {
    if let weights {
      try Self.check(weights: rows.map { weights[$0] }, name: "weight", count: rows.count)
    }
    return DatasetRows(of: self, at: rows)
  }

  /// 0 … count − 1 in random order (Fisher-Yates; the standard library's shuffle may change between versions).
  private static func shuffledRows(_ count: Int, seed: UInt64) -> [Int] {
    var random = SeededRandom(seed: seed)
    var rows = Array(0..<count)
    for s in stride(from: count - 1, to: 0, by: -1) {
      // The high word of a 64 × 64-bit product is uniform in 0 … s up to a bias below s·2⁻⁶⁴.
      rows.swapAt(s, Int(random.next().multipliedFullWidth(by: UInt64(s + 1)).high))
    }
    return rows
  }
}
