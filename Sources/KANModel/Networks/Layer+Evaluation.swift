extension Layer {
  /// The sums s_j of all samples, `sums[j][s]`, factors of products included; `columns[i][s]` are the inputs.
  package func sums(_ columns: [[Double]], outside: OutsidePolicy) -> [[Double]] {
    precondition(columns.count == inputCount, "a layer of \(inputCount) inputs got \(columns.count) columns")
    let count = columns.first?.count ?? 0
    var sums = biases.map { [Double](repeating: $0, count: count) }
    for i in 0..<inputCount {
      precondition(columns[i].count == count, "columns of one table have equal lengths")
      // Computed once per input, and only if a spline needs it.
      let needsBasis = (0..<factorCount).contains { self[input: i, sum: $0].isSpline }
      let basis =
        needsBasis ? SplineBasis(at: columns[i], grid: grids[i], base: base, outside: outside) : nil
      for j in 0..<factorCount {
        let values: [Double]
        switch (self[input: i, sum: j], basis) {
        case (.spline(let edge), let basis?): values = edge.values(on: basis)
        case (.symbolic(let edge), _): values = edge.values(at: columns[i])
        default: continue
        }
        sums[j].withUnsafeMutableBufferPointer { sum in
          for s in 0..<count { sum[s] += values[s] }
        }
      }
    }
    return sums
  }

  /// The outputs of the layer from its sums: the plain sums, then the products over the following groups.
  package func outputs(fromSums sums: [[Double]]) -> [[Double]] {
    var outputs = Array(sums[..<sumCount])
    for group in productGroups {
      var product = sums[group.lowerBound]
      for j in group.dropFirst() {
        for s in product.indices { product[s] *= sums[j][s] }
      }
      outputs.append(product)
    }
    return outputs
  }

  /// The sums that each product node multiplies.
  package var productGroups: [Range<Int>] {
    var start = sumCount
    return productArities.map { arity in
      defer { start += arity }
      return start..<start + arity
    }
  }

  /// The sums that form output `node`: one for a plain sum, the factors for a product.
  package func sums(ofOutput node: Int) -> Range<Int> {
    node < sumCount ? node..<node + 1 : productGroups[node - sumCount]
  }
}
