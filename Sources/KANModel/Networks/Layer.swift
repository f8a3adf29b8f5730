/// One layer of a Kolmogorov-Arnold network: x ∈ Rᴵ to y ∈ Rᴶ.
///
/// Sums s_j = Σᵢ φᵢⱼ(xᵢ) + β_j come first; the outputs are the first `sumCount` sums themselves, followed
/// by one product for each entry of `productArities`, taken over consecutive groups of the remaining sums.
package struct Layer: Hashable, Sendable, Codable {
  /// The number I of inputs.
  package let inputCount: Int
  /// The number of sums that are outputs themselves.
  package let sumCount: Int
  /// For each product node the number of sums it multiplies.
  package let productArities: [Int]
  /// The base function of all spline edges of the layer.
  package var base: Network.BaseFunction
  /// One knot grid per input; all have the same order.
  package var grids: [KnotGrid]
  /// Edges, those of sum j at `j * inputCount ..< (j + 1) * inputCount`.
  package var edges: [Edge]
  /// The constant β_j of each sum.
  package var biases: [Double]

  /// The number of sums s_j, factors of products included.
  package var factorCount: Int { sumCount + productArities.reduce(0, +) }
  /// The number J of outputs.
  package var outputCount: Int { sumCount + productArities.count }
  /// The order k of the splines.
  package var order: Int { grids[0].order }

  /// The edge from input `i` to sum `j`.
  package subscript(input i: Int, sum j: Int) -> Edge {
    get { edges[j * inputCount + i] }
    set { edges[j * inputCount + i] = newValue }
  }

  /// A layer from its parts; `precondition`s that the counts agree.
  package init(
    inputCount: Int, sumCount: Int, productArities: [Int] = [], base: Network.BaseFunction, grids: [KnotGrid],
    edges: [Edge], biases: [Double]
  ) {
    let factors = sumCount + productArities.reduce(0, +)
    precondition(inputCount >= 1 && factors >= 1, "a layer needs at least one input and one sum")
    precondition(productArities.allSatisfy { $0 >= 2 }, "a product node multiplies at least two sums")
    precondition(
      grids.count == inputCount, "a layer of \(inputCount) inputs needs as many grids, not \(grids.count)")
    precondition(
      edges.count == inputCount * factors,
      "a layer of \(inputCount) × \(factors) needs as many edges, not \(edges.count)")
    precondition(
      biases.count == factors, "a layer of \(factors) sums needs as many biases, not \(biases.count)")
    self.inputCount = inputCount
    self.sumCount = sumCount
    self.productArities = productArities
    self.base = base
    self.grids = grids
    self.edges = edges
    self.biases = biases
  }
}
