import KANData
import KANFitting
import KANModel
import KANNumerics

extension Network {
  /// The curve of one edge with the rows of a table as points.
  ///
  /// - Parameters:
  ///   - address: The edge.
  ///   - columns: The inputs in the user's units, `columns[i][s]`.
  ///   - targets: One column per output, in the user's units; `nil` for classifiers, whose outputs are not measured.
  ///   - sampleLimit: The maximum number of rows used, evenly spaced in the table: some hundred points show the scatter, and more
  ///     would cover each other and make files of figures large. The standard errors are those of a fit to these rows; all rows of a
  ///     longer table would give smaller ones.
  /// - Throws: An error if the network has no such edge.
  package func edgeCurve(
    at address: Network.EdgeAddress, on columns: [[Double]], targets: [[Double]]? = nil,
    sampleLimit: Int = 600
  ) throws -> EdgeCurve {
    _ = try edge(at: address)
    let flow = activations(columns.map { $0.evenlySpaced(atMost: sampleLimit) })
    let x = flow.layerInputs[address.layer][address.input]
    let (lower, upper) = (x.min() ?? 0, x.max() ?? 1)
    let places = (0...120).map { lower + (upper - lower) * Double($0) / 120 }
    let phi = edgeValues(at: address, x)

    var (sampleX, sampleY): ([Double], [Double]) = (x, phi)
    var errors: [Double]?
    if let targets {
      let slopes = outputSlopes(bySumOf: address, flow)
      let residuals = outputs.indices.map { k in
        zip(targets[k].evenlySpaced(atMost: sampleLimit), flow.outputs[k]).map { t, y in
          (t - outputs[k].shift) / outputs[k].scale - y
        }
      }
      // Rows whose outputs hardly depend on the edge carry no information about it.
      let squares = x.indices.map { s in slopes.reduce(0) { $0 + $1[s] * $1[s] } }
      let floor = 0.01 * squares.reduce(0, +) / Double(max(squares.count, 1))
      let telling = x.indices.filter { squares[$0] > floor }
      sampleX = telling.map { x[$0] }
      sampleY = telling.map { s in
        phi[s] + outputs.indices.reduce(0) { $0 + slopes[$1][s] * residuals[$1][s] } / squares[s]
      }
      errors = standardErrors(at: address, places, seen: x, slopes: slopes, residuals: residuals)
    }
    let feature = address.layer == 0 ? inputs[address.input] : nil
    func shown(_ x: [Double]) -> [Double] { feature.map { f in x.map { f.scale * $0 + f.shift } } ?? x }
    return EdgeCurve(
      address: address, x: shown(places), values: edgeValues(at: address, places), standardErrors: errors,
      sampleX: shown(sampleX), sampleY: sampleY)
  }

  /// ∂y_k/∂s_j of the scaled outputs with respect to the sum to which an edge leads, `result[k][s]`, by forward differentiation.
  private func outputSlopes(bySumOf address: Network.EdgeAddress, _ flow: Activations) -> [[Double]] {
    let count = flow.layerInputs[0].first?.count ?? 0
    var slopes = layers[address.layer].outputSlopes(
      sums: flow.sums[address.layer],
      slopes: (0..<layers[address.layer].factorCount).map {
        [Double](repeating: $0 == address.sum ? 1 : 0, count: count)
      })
    for l in layers.indices.dropFirst(address.layer + 1) {
      let layer = layers[l]
      var sums = [[Double]](repeating: [Double](repeating: 0, count: count), count: layer.factorCount)
      for j in 0..<layer.factorCount {
        for i in 0..<layer.inputCount where !layer[input: i, sum: j].isCut {
          let own = edgeDerivatives(
            at: Network.EdgeAddress(layer: l, input: i, sum: j), flow.layerInputs[l][i])
          for s in 0..<count { sums[j][s] += own[s] * slopes[i][s] }
        }
      }
      slopes = layer.outputSlopes(sums: flow.sums[l], slopes: sums)
    }
    return slopes
  }

  /// √(σ²·gᵀ(JᵀJ)⁻¹g) with the derivatives g of φ with respect to the edge's own constants.
  private func standardErrors(
    at address: Network.EdgeAddress, _ places: [Double], seen x: [Double], slopes: [[Double]],
    residuals: [[Double]]
  ) -> [Double]? {
    let seen = parameterDerivatives(at: address, x)
    let design = seen.map { column in slopes.flatMap { slope in zip(column, slope).map(*) } }
    guard !design.isEmpty,
      let fit = try? LinearLeastSquares.fit(
        columns: design, y: residuals.flatMap(\.self), rankTolerance: 1e-10)
    else { return nil }
    let shown = parameterDerivatives(at: address, places)
    let c = fit.unscaledCovariance
    return places.indices.map { s in
      var sum = 0.0
      for a in shown.indices { for b in shown.indices { sum += shown[a][s] * c[a, b] * shown[b][s] } }
      return (fit.residualVariance * max(0, sum)).squareRoot()
    }
  }

  /// ∂φ/∂θ at every x for each free constant of an edge, `result[c][s]`. The base function of a spline is left out: the B-splines
  /// can represent it.
  private func parameterDerivatives(at address: Network.EdgeAddress, _ x: [Double]) -> [[Double]] {
    let layer = layers[address.layer]
    switch self[address] {
    case .cut: return []
    case .spline(let edge):
      let basis = SplineBasis(at: x, grid: layer.grids[address.input], base: layer.base, outside: outside)
      var columns = [[Double]](
        repeating: [Double](repeating: 0, count: x.count), count: edge.coefficients.count)
      for s in x.indices {
        for r in 0..<basis.width { columns[basis.first[s] + r][s] = basis.values[s * basis.width + r] }
      }
      return columns
    case .symbolic(let edge):
      var columns = [[Double](repeating: 1, count: x.count)]
      for term in edge.terms {
        columns.append(term.values(at: x))
        let slopes = term.symbol.derivatives(at: x.map { term.rate * $0 + term.shift })
        if term.symbol.gauge.hasRate { columns.append(zip(slopes, x).map { term.amplitude * $0 * $1 }) }
        if term.symbol.gauge.hasShift { columns.append(slopes.map { term.amplitude * $0 }) }
      }
      return columns.allSatisfy { $0.allSatisfy(\.isFinite) } ? columns : []
    }
  }
}

extension Layer {
  /// The slopes of the layer's outputs from those of its sums; products by the product rule.
  fileprivate func outputSlopes(sums: [[Double]], slopes: [[Double]]) -> [[Double]] {
    Array(slopes[..<sumCount])
      + productGroups.map { group in
        sums[0].indices.map { s in
          group.reduce(0) { total, j in
            total + group.reduce(slopes[j][s]) { $1 == j ? $0 : $0 * sums[$1][s] }
          }
        }
      }
  }
}
