import KANModel
import KANSymbolic

extension Plot {
  /// The curve of one edge with its error band, the samples that determine it and, if given, a closed form beside it.
  ///
  /// - Parameters:
  ///   - address: The edge.
  ///   - network: The network it belongs to.
  ///   - columns: The inputs in the user's units, `columns[i][s]`.
  ///   - targets: One column per output, in the user's units; `nil` for classifiers, whose outputs are not in any column.
  ///   - unit: The unit of the input that the edge reads, if it reads one.
  ///   - fit: A closed form fitted to the edge.
  /// - Throws: An error if the network has no such edge.
  public static func edge(
    _ address: Network.EdgeAddress, of network: Network, on columns: [[Double]], targets: [[Double]]? = nil,
    unit: Plot.Text? = nil, fit: Network.EdgeSuggestion? = nil
  ) throws -> Plot {
    edge(try network.edgeCurve(at: address, on: columns, targets: targets), of: network, unit: unit, fit: fit)
  }

  /// The same for a curve already computed.
  ///
  /// - Parameters:
  ///   - curve: The edge on a table.
  ///   - network: The network it belongs to, for names and units.
  ///   - unit: The unit of the input that the edge reads, if it reads one.
  ///   - fit: A closed form fitted to the edge.
  package static func edge(
    _ curve: EdgeCurve, of network: Network, unit: Plot.Text? = nil, fit: Network.EdgeSuggestion? = nil
  )
    -> Plot
  {
    let address = curve.address
    let feature = address.layer == 0 ? network.inputs[address.input] : nil
    let argument =
      feature.map { Plot.Text(name: $0.name) } ?? "node \(address.input) of layer \(address.layer)"
    var plot = Plot(
      x: Axis(argument, unit: unit), y: Axis("contribution to \(Self.destination(of: address, in: network))"))
    if let errors = curve.standardErrors {
      plot.add(
        .band(
          curve.x, from: zip(curve.values, errors).map(-), to: zip(curve.values, errors).map(+),
          label: "one standard error"
        ).colored(0))
    }
    plot.add(.points(curve.sampleX, curve.sampleY, label: "rows").colored(6).marked(.disc, size: 2))
    let isSymbolic = network[address].isSymbolic
    plot.add(
      .line(curve.x, curve.values, label: isSymbolic ? "closed form" : "learned curve").colored(0).dashed(
        .solid))
    if let fit {
      let x = feature.map { f in curve.x.map { ($0 - f.shift) / f.scale } } ?? curve.x
      plot.add(
        .line(curve.x, fit.edge.values(at: x), label: Plot.Text(plain: "fit: \(fit.name)")).colored(1).dashed(
          .dashed))
    }
    return plot
  }

  /// The name of what an edge contributes to: an output, a node, or a factor of a product, counted from 0 as in addresses.
  private static func destination(of address: Network.EdgeAddress, in network: Network) -> Plot.Text {
    let layer = network.layers[address.layer]
    guard address.sum < layer.sumCount else { return "factor \(address.sum - layer.sumCount)" }
    let isLast = address.layer == network.layers.count - 1
    guard isLast else { return "node \(address.sum) of layer \(address.layer + 1)" }
    let output = network.outputs[address.sum]
    // If the output is scaled, the edge contributes in the network's own units.
    let isScaled = output.shift != 0 || output.scale != 1
    return isScaled ? "\(Plot.Text(name: output.name)), standardised" : Plot.Text(name: output.name)
  }
}
