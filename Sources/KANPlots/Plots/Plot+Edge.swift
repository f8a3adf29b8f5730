import KANModel
import KANSymbolic

extension Plot {
  /// The curve of one edge with its error band, the samples that determine it and, if given, a closed form beside it.
  ///
  /// - Parameters:
  ///   - curve: The edge on a table.
  ///   - network: The network it belongs to, for names and units.
  ///   - fit: A closed form fitted to the edge.
  public static func edge(_ curve: EdgeCurve, of network: Network, fit: EdgeSuggestion? = nil) -> Plot {
    let address = curve.address
    let feature = address.layer == 0 ? network.inputs[address.input] : nil
    let argument = feature.map { RichText(name: $0.name) } ?? "$x_{\(address.layer),\(address.input)}$"
    var plot = Plot(
      x: Axis(argument), y: Axis("$\\varphi_{\(address.layer),\(address.input),\(address.sum)}$"))
    if let errors = curve.standardErrors {
      plot.add(
        .band(
          curve.x, from: zip(curve.values, errors).map(-), to: zip(curve.values, errors).map(+),
          label: "one standard error"
        ).colored(0))
    }
    plot.add(.points(curve.sampleX, curve.sampleY, label: "samples").colored(6).marked(.disc, size: 2))
    let isSymbolic = network[address].isSymbolic
    plot.add(
      .line(curve.x, curve.values, label: isSymbolic ? "closed form" : "learned curve").colored(0).dashed(
        .solid))
    if let fit {
      let x = feature.map { f in curve.x.map { ($0 - f.shift) / f.scale } } ?? curve.x
      plot.add(
        .line(curve.x, fit.edge.values(at: x), label: RichText(plain: "fit: \(fit.name)")).colored(1).dashed(
          .dashed))
    }
    return plot
  }
}
