import KANFormula
import KANNumerics

extension GeneratorSearch {
  /// Weights of some inputs, and the accompanying change of the target.
  struct NullVector {
    let inputs: [Int]
    let weights: [Rational]
    let lead: Double?
    let residual: Double
  }

  /// The sparsest null vectors: sets of columns in the order of their size, without those that contain a smaller one that is as good.
  ///
  /// - Parameter lead: A column that belongs to every set.
  func nullVectors(
    _ columns: [(input: Int, slopes: [Double]?)], lead: [Double]?, sizes: ClosedRange<Int>,
    known: [Generator],
    rowWeights: [Double]
  ) -> [NullVector] {
    let usable = columns.compactMap { column in column.slopes.map { (column.input, $0) } }
    guard usable.count >= sizes.lowerBound else { return [] }
    let products = Self.products(usable.map(\.1) + (lead.map { [$0] } ?? []), rowWeights)
    var found: [NullVector] = []
    let sets = (1..<(1 << usable.count)).filter { sizes.contains($0.nonzeroBitCount) }.sorted {
      ($0.nonzeroBitCount, $0) < ($1.nonzeroBitCount, $1)
    }
    for set in sets {
      let places = usable.indices.filter { set >> $0 & 1 == 1 }
      let inputs = places.map { usable[$0].0 }
      guard
        let vector = nullVector(places + (lead == nil ? [] : [usable.count]), products, isLed: lead != nil),
        vector.residual < settings.largest
      else { continue }
      let smaller =
        known.filter { Set($0.inputs).isSubset(of: inputs) }.map(\.residual)
        + found.filter { Set($0.inputs).isSubset(of: inputs) }.map(\.residual)
      guard smaller.allSatisfy({ vector.residual < settings.gain * $0 }) else { continue }
      found.append(
        NullVector(inputs: inputs, weights: vector.weights, lead: vector.lead, residual: vector.residual))
    }
    return found
  }

  private static func products(_ columns: [[Double]], _ weights: [Double]) -> Matrix {
    var matrix = Matrix(rows: columns.count, columns: columns.count)
    for r in columns.indices {
      for c in 0...r {
        let sum = weights.indices.reduce(0.0) { $0 + weights[$1] * columns[r][$1] * columns[c][$1] }
        (matrix[r, c], matrix[c, r]) = (sum, sum)
      }
    }
    return matrix
  }

  /// The vector of the smallest singular value of some columns, in simple numbers, with weight 1 for the first input if possible;
  /// `nil` if one of the columns hardly contributes.
  private func nullVector(
    _ places: [Int], _ products: Matrix, isLed: Bool
  ) -> (weights: [Rational], lead: Double?, residual: Double)? {
    let scales = places.map { products[$0, $0].squareRoot() }
    guard scales.allSatisfy({ $0 > 0 && $0.isFinite }) else { return nil }
    var correlations = Matrix.identity(places.count)
    for r in places.indices {
      for c in places.indices {
        correlations[r, c] = products[places[r], places[c]] / (scales[r] * scales[c])
      }
    }
    let eigen = SymmetricEigenvectors(correlations)
    guard let first = eigen.values.first, let vector = eigen.vectors.first,
      max(0, first).squareRoot() < settings.largest,
      vector.allSatisfy({ abs($0) > settings.smallestWeight })
    else { return nil }
    let raw = zip(vector, scales).map { $0 / $1 }
    let inputCount = places.count - (isLed ? 1 : 0)
    for reference in 0..<inputCount {
      let weights = raw.prefix(inputCount).map { simple($0 / raw[reference]) }
      guard weights.allSatisfy({ $0 != nil && $0 != .zero }) else { continue }
      let whole = weights.compactMap { $0 }
      let lead = isLed ? -raw[inputCount] / raw[reference] : nil
      let w = whole.map(\.doubleValue) + (lead.map { [-$0] } ?? [])
      // The residual of the rounded vector, over the effects of its parts.
      var (rest, parts) = (0.0, 0.0)
      for r in w.indices {
        parts += w[r] * w[r] * products[places[r], places[r]]
        for c in w.indices { rest += w[r] * w[c] * products[places[r], places[c]] }
      }
      return (whole, lead, (max(0, rest) / parts).squareRoot())
    }
    return nil
  }
}
