extension Network {
  /// Checks the `precondition`s of the initialisers and more, for networks that come from files.
  ///
  /// - Throws: `ModelError.inconsistent` if counts, orders, names or ranges contradict each other; `ModelError.notFinite` if a
  ///   number is NaN or infinite.
  package func validated() throws(ModelError) {
    try check(features: inputs, kind: "input")
    try check(features: outputs, kind: "output")
    guard let first = layers.first, let last = layers.last else {
      throw ModelError.inconsistent(place: "the layers", reason: "there are none")
    }
    for (l, layer) in layers.enumerated() { try layer.validated(number: l) }
    guard first.inputCount == inputs.count else {
      throw ModelError.inconsistent(
        place: "layer 0", reason: "it takes \(first.inputCount) of \(inputs.count) inputs")
    }
    guard last.outputCount == outputs.count else {
      throw ModelError.inconsistent(
        place: "layer \(layers.count - 1)", reason: "it gives \(last.outputCount) of \(outputs.count) outputs"
      )
    }
    for l in layers.indices.dropFirst() where layers[l].inputCount != layers[l - 1].outputCount {
      throw ModelError.inconsistent(
        place: "layer \(l)",
        reason:
          "it takes \(layers[l].inputCount) inputs, but the layer before gives \(layers[l - 1].outputCount)")
    }
  }

  private func check(features: [Network.Feature], kind: String) throws(ModelError) {
    guard !features.isEmpty else { throw .inconsistent(place: "the \(kind)s", reason: "there are none") }
    var names: Set<String> = []
    for feature in features {
      let place = "\(kind) '\(feature.name)'"
      guard !feature.name.isEmpty else {
        throw .inconsistent(place: "an \(kind)", reason: "its name is empty")
      }
      guard names.insert(feature.name).inserted else {
        throw .inconsistent(place: place, reason: "its name is used twice")
      }
      guard feature.shift.isFinite, feature.scale.isFinite else { throw .notFinite(place: place) }
      guard feature.scale > 0 else { throw .inconsistent(place: place, reason: "its scale is not positive") }
    }
  }
}

extension Layer {
  fileprivate func validated(number l: Int) throws(ModelError) {
    let place = "layer \(l)"
    guard inputCount >= 1, sumCount >= 0, productArities.allSatisfy({ $0 >= 2 }) else {
      throw .inconsistent(place: place, reason: "it needs inputs, and products of at least two sums")
    }
    // Counts from a file may be anything; neither they nor their products may overflow.
    var factors = sumCount
    for arity in productArities {
      let (sum, overflow) = factors.addingReportingOverflow(arity)
      guard !overflow else { throw .inconsistent(place: place, reason: "its products are too large") }
      factors = sum
    }
    guard factors >= 1, biases.count == factors else {
      throw .inconsistent(place: place, reason: "\(factors) sums need as many biases, not \(biases.count)")
    }
    let (edgeCount, overflow) = factors.multipliedReportingOverflow(by: inputCount)
    guard !overflow, edges.count == edgeCount else {
      throw .inconsistent(
        place: place, reason: "it has \(edges.count) edges for \(inputCount) × \(factors)")
    }
    guard grids.count == inputCount else {
      throw .inconsistent(place: place, reason: "\(inputCount) inputs need as many grids, not \(grids.count)")
    }
    guard biases.allSatisfy(\.isFinite) else { throw .notFinite(place: "the biases of \(place)") }
    for (i, grid) in grids.enumerated() { try check(grid, place: "grid \(i) of \(place)") }
    for j in 0..<factors {
      for i in 0..<inputCount { try check(Network.EdgeAddress(layer: l, input: i, sum: j)) }
    }
  }

  private func check(_ grid: KnotGrid, place: String) throws(ModelError) {
    guard (1...5).contains(grid.order), grid.order == grids[0].order else {
      throw .inconsistent(place: place, reason: "its order \(grid.order) is not that of the layer, 1 to 5")
    }
    guard grid.knots.count >= 2 * grid.order + 2 else {
      throw .inconsistent(
        place: place, reason: "\(grid.knots.count) knots are too few for order \(grid.order)")
    }
    guard grid.knots.allSatisfy(\.isFinite) else { throw .notFinite(place: place) }
    guard zip(grid.knots, grid.knots.dropFirst()).allSatisfy({ $0 < $1 }) else {
      throw .inconsistent(place: place, reason: "its knots do not increase")
    }
  }

  private func check(_ address: Network.EdgeAddress) throws(ModelError) {
    switch self[input: address.input, sum: address.sum] {
    case .cut: return
    case .spline(let edge):
      let count = grids[address.input].basisCount
      guard edge.coefficients.count == count else {
        throw .inconsistent(
          place: "edge \(address)",
          reason: "its grid needs \(count) coefficients, not \(edge.coefficients.count)")
      }
      guard edge.baseWeight.isFinite, edge.coefficients.allSatisfy(\.isFinite) else {
        throw .notFinite(place: "edge \(address)")
      }
    case .symbolic(let edge):
      for term in edge.terms where !term.symbol.expression.variables.allSatisfy({ $0 == "x" }) {
        throw .inconsistent(
          place: "edge \(address)", reason: "its function '\(term.symbol.name)' is not a function of x")
      }
      let numbers = [edge.offset] + edge.terms.flatMap { [$0.amplitude, $0.rate, $0.shift] }
      guard numbers.allSatisfy(\.isFinite) else { throw .notFinite(place: "edge \(address)") }
    }
  }
}
