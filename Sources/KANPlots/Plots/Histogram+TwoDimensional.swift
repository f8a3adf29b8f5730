extension Histogram {
  /// Weighted counts in the cells of two variables.
  public struct TwoDimensional: Hashable, Sendable {
    /// The edges of the bins of the first variable, in increasing order.
    public let xEdges: [Double]
    /// The edges of the bins of the second variable, in increasing order.
    public let yEdges: [Double]
    /// Σ w of each cell, `contents[xBin][yBin]`.
    public let contents: [[Double]]

    /// A histogram whose cells were computed elsewhere, such as a scan over two settings.
    ///
    /// - Parameters:
    ///   - xEdges: The edges of the bins of the first variable, in increasing order, one more than bins.
    ///   - yEdges: The edges of the bins of the second variable, in increasing order, one more than bins.
    ///   - contents: Σ w of each cell, `contents[xBin][yBin]`.
    public init(xEdges: [Double], yEdges: [Double], contents: [[Double]]) {
      precondition(
        contents.count == xEdges.count - 1 && contents.allSatisfy { $0.count == yEdges.count - 1 },
        "n bins have n + 1 edges")
      self.xEdges = xEdges
      self.yEdges = yEdges
      self.contents = contents
    }

    /// Fills cells of equal size; by default over the range of the values.
    ///
    /// - Parameters:
    ///   - x: The first variable of every event.
    ///   - y: The second variable of every event.
    ///   - weights: One weight per event, which may be negative; `nil` means all 1.
    ///   - xBins: The number of bins of the first variable, at least 1.
    ///   - yBins: The number of bins of the second variable, at least 1.
    ///   - xRange: The range of the first variable's bins; `nil` means that of its finite values.
    ///   - yRange: The range of the second variable's bins; `nil` means that of its finite values.
    public init(
      _ x: [Double], _ y: [Double], weights: [Double]? = nil, xBins: Int = 40, yBins: Int = 40,
      xRange: ClosedRange<Double>? = nil, yRange: ClosedRange<Double>? = nil
    ) {
      precondition(x.count == y.count && (weights == nil || weights?.count == x.count), "one value per event")
      let xEdges = BinSearch.edges(bins: xBins, range: xRange, values: x)
      let yEdges = BinSearch.edges(bins: yBins, range: yRange, values: y)
      var contents = [[Double]](repeating: [Double](repeating: 0, count: yBins), count: xBins)
      for n in x.indices {
        guard x[n].isFinite, y[n].isFinite, let i = BinSearch.bin(of: x[n], in: xEdges),
          let j = BinSearch.bin(of: y[n], in: yEdges)
        else { continue }
        contents[i][j] += weights?[n] ?? 1
      }
      self.init(xEdges: xEdges, yEdges: yEdges, contents: contents)
    }
  }
}
