/// Weighted counts in bins, with their errors.
public struct Histogram: Hashable, Sendable {
  /// The n + 1 edges of the bins, in increasing order.
  public let edges: [Double]
  /// Σ w of each bin.
  public let contents: [Double]
  /// √Σ w² of each bin: one standard error of its content for independent events.
  public let errors: [Double]
  /// Σ w of the values below the first edge; values that are not finite are not counted.
  public let below: Double
  /// Σ w of the values above the last edge.
  public let above: Double

  /// A histogram whose contents were computed elsewhere; `below` and `above` are 0.
  ///
  /// - Parameters:
  ///   - edges: The n + 1 edges of the bins, strictly increasing.
  ///   - contents: Σ w of each of the n bins.
  ///   - errors: One standard error of each content; `nil` means √|content|, the error of a count.
  public init(edges: [Double], contents: [Double], errors: [Double]? = nil) {
    precondition(edges.count == contents.count + 1, "a histogram of n bins has n + 1 edges")
    precondition(zip(edges, edges.dropFirst()).allSatisfy(<), "the edges of a histogram must rise")
    precondition(errors == nil || errors?.count == contents.count, "every bin has one error")
    self.edges = edges
    self.contents = contents
    self.errors = errors ?? contents.map { abs($0).squareRoot() }
    below = 0
    above = 0
  }

  /// Fills bins between given edges; a bin includes its lower edge, the last bin both edges.
  ///
  /// - Parameters:
  ///   - values: One value per event; those that are not finite are left out.
  ///   - weights: One weight per event, which may be negative; `nil` means all 1.
  ///   - edges: The n + 1 edges, at least two, strictly increasing.
  public init(_ values: [Double], weights: [Double]? = nil, edges: [Double]) {
    precondition(weights == nil || weights?.count == values.count, "one weight per value")
    precondition(edges.count >= 2, "a histogram needs two edges")
    precondition(zip(edges, edges.dropFirst()).allSatisfy(<), "the edges of a histogram must rise")
    var sums = [Double](repeating: 0, count: edges.count - 1)
    var squares = sums
    var (below, above) = (0.0, 0.0)
    for (n, value) in values.enumerated() where value.isFinite {
      let weight = weights?[n] ?? 1
      guard let bin = BinSearch.bin(of: value, in: edges) else {
        if value < edges[0] { below += weight } else { above += weight }
        continue
      }
      sums[bin] += weight
      squares[bin] += weight * weight
    }
    self.edges = edges
    contents = sums
    errors = squares.map { $0.squareRoot() }
    self.below = below
    self.above = above
  }

  /// Fills bins of equal width; a bin includes its lower edge, the last bin both edges.
  ///
  /// - Parameters:
  ///   - values: One value per event; those that are not finite are left out.
  ///   - weights: One weight per event, which may be negative; `nil` means all 1.
  ///   - bins: The number of bins, at least 1.
  ///   - range: The range of the bins, finite; `nil` means that of the finite values. A range of width 0 becomes one of
  ///     width 1, and one that holds too few different numbers becomes wide enough.
  public init(_ values: [Double], weights: [Double]? = nil, bins: Int, range: ClosedRange<Double>? = nil) {
    self.init(values, weights: weights, edges: BinSearch.edges(bins: bins, range: range, values: values))
  }

  /// The centres of the bins.
  public var centers: [Double] { zip(edges, edges.dropFirst()).map { ($0 + $1) / 2 } }

  /// Contents and errors divided by the sum of all bins and by each bin's width: a density of integral 1.
  ///
  /// A histogram whose contents sum to 0 is returned as it is.
  public var normalized: Histogram {
    let total = contents.reduce(0, +)
    guard total != 0 else { return self }
    let widths = zip(edges, edges.dropFirst()).map { $1 - $0 }
    return Histogram(
      edges: edges, contents: zip(contents, widths).map { $0 / (total * $1) },
      errors: zip(errors, widths).map { $0 / (abs(total) * $1) })
  }
}

/// Finds and makes bins.
enum BinSearch {
  /// The bin of a value; `nil` outside all bins.
  static func bin(of value: Double, in edges: [Double]) -> Int? {
    let last = edges.count - 1
    guard value >= edges[0], value <= edges[last] else { return nil }
    var (lower, upper) = (0, last)
    while upper - lower > 1 {
      let middle = (lower + upper) / 2
      if value >= edges[middle] { lower = middle } else { upper = middle }
    }
    return lower
  }

  /// Edges of bins of equal width; a range too narrow for as many different edges becomes wider.
  static func edges(bins: Int, range: ClosedRange<Double>?, values: [Double]) -> [Double] {
    precondition(bins >= 1, "a histogram needs at least one bin")
    let finite = values.filter(\.isFinite)
    var (lower, upper) = (
      range?.lowerBound ?? finite.min() ?? 0, range?.upperBound ?? finite.max() ?? 1
    )
    precondition(lower.isFinite && upper.isFinite, "the range of a histogram is finite")
    if upper <= lower { (lower, upper) = (lower - 0.5, lower + 0.5) }
    // Numbers near the range lie this far apart, or closer.
    let spacing = max(lower.magnitude, upper.magnitude).ulp
    if upper - lower < 2 * spacing * Double(bins) {
      let centre = lower / 2 + upper / 2
      (lower, upper) = (centre - spacing * Double(bins), centre + spacing * Double(bins))
    }
    return (0...bins).map { n in
      let share = Double(n) / Double(bins)
      return n == bins ? upper : lower * (1 - share) + upper * share
    }
  }
}
