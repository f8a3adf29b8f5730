import KANNumerics

extension Dataset {
  /// Deals the samples at random into parts for training, validation and testing.
  ///
  /// Equal seeds give equal parts on every platform. Each part keeps the order of the samples.
  ///
  /// - Parameters:
  ///   - validation: The fraction for validation, above 0; at least one sample goes there.
  ///   - test: The fraction for testing; 0 means no such part.
  ///   - seed: Where the deal starts from.
  ///
  /// - Throws: impossible fractions, too few rows for all parts, a part whose weights do not sum to more than 0.
  public func split(validation: Double = 0.2, test: Double = 0, seed: UInt64) throws(DataError)
    -> DatasetSplit
  {
    guard validation > 0, test >= 0, validation + test < 1 else {
      throw .splitFractions(validation: validation, test: test)
    }
    try requireRows(atLeast: test > 0 ? 3 : 2, for: "a split")
    let testCount = test > 0 ? min(max(1, Int((test * Double(count)).rounded())), count - 2) : 0
    let validationCount = min(max(1, Int((validation * Double(count)).rounded())), count - testCount - 1)

    let order = Self.shuffledRows(count, seed: seed)
    let validationRows = order[testCount..<testCount + validationCount].sorted()
    let trainRows = order[(testCount + validationCount)...].sorted()
    return DatasetSplit(
      train: try part(trainRows), validation: try part(validationRows),
      test: testCount > 0 ? try part(order[..<testCount].sorted()) : nil)
  }

  private func part(_ rows: [Int]) throws(DataError) -> Dataset {
    let part = selecting(rows: rows)
    if let weights = part.weights { try Self.check(weights: weights, name: "weight", count: part.count) }
    return part
  }

  /// 0 … count − 1 in random order (Fisher-Yates; the standard library's may change between versions).
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
