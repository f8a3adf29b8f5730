import KANFormula
import KANModel
import SymbolLibrary

/// A tool for which networks are written.
protocol ForeignTool {
  /// Its name.
  static var name: String { get }
  /// Whether it supports closed forms on edges.
  static var hasClosedForms: Bool { get }
  /// Whether all its layers have grids of one size.
  static var hasOneGridSize: Bool { get }
}

/// A network in the form that other tools share: features unscaled, splines that fade outside their grids.
struct ForeignNetwork {
  /// The network for the tool; outputs that are products may still be shifted.
  let network: Network
  /// The number of layers before the first of the original.
  let addedLayers: Int
  /// Notes on its deviation from the original.
  let notes: [String]

  /// Converts `original`, exactly inside its grids.
  init<Tool: ForeignTool>(
    _ original: Network, for tool: Tool.Type, tolerance: Double
  ) throws(InterchangeError) {
    var layers = original.layers
    let isScaled = original.inputs.contains { $0.shift != 0 || $0.scale != 1 }
    addedLayers = isScaled ? 1 : 0
    let shifts = Self.foldScaling(of: original.outputs, into: &layers[layers.count - 1])
    if isScaled {
      layers.insert(Self.scalingLayer(of: original, withSplines: !Tool.hasClosedForms), at: 0)
    }
    let largest = layers.flatMap(\.grids).map(\.intervals).max() ?? 1
    for l in layers.indices {
      let own = layers[l].grids.map(\.intervals).max() ?? 1
      layers[l].splitIntervals(upTo: Tool.hasOneGridSize ? largest : own)
    }
    network = Network(
      inputs: original.inputs.map { Network.Feature(name: $0.name) },
      outputs: zip(original.outputs, shifts).map { Network.Feature(name: $0.name, shift: $1) },
      layers: layers,
      outside: .fading)
    notes = [try Self.comparison(network, with: original, tool: Tool.name, tolerance: tolerance)]
  }

  /// y ← scale·y + shift in the last layer; returns the shifts that remain to be added to products.
  private static func foldScaling(of outputs: [Network.Feature], into layer: inout Layer) -> [Double] {
    outputs.enumerated().map { node, feature in
      let j = layer.sums(ofOutput: node).lowerBound
      for i in 0..<layer.inputCount {
        layer[input: i, sum: j] = layer[input: i, sum: j].scaled(by: feature.scale)
      }
      layer.biases[j] *= feature.scale
      guard node < layer.sumCount else { return feature.shift }
      layer.biases[j] += feature.shift
      return 0
    }
  }

  /// (x − shift)/scale as a layer: by straight splines, which are exact on the training box, or by functions.
  private static func scalingLayer(of network: Network, withSplines: Bool) -> Layer {
    let count = network.inputs.count
    let order = network.layers[0].order
    let grids = network.trainingBox.map {
      KnotGrid(uniformOn: $0, intervals: network.layers[0].grids[0].intervals, order: order)
    }
    var layer = Layer.identities(of: count, shifts: [], repeating: [], order: order)
    layer.grids = grids
    for (i, feature) in network.inputs.enumerated() {
      if withSplines {
        let line = grids[i].grevilleAbscissae.map { ($0 - feature.shift) / feature.scale }
        layer[input: i, sum: i] = .spline(SplineEdge(baseWeight: 0, coefficients: line))
      } else if case .symbolic(var edge) = layer[input: i, sum: i] {
        edge.terms[0].rate = 1 / feature.scale
        edge.terms[0].shift = -feature.shift / feature.scale
        layer[input: i, sum: i] = .symbolic(edge)
      }
    }
    return layer
  }

  private static func comparison(
    _ network: Network, with original: Network, tool: String, tolerance: Double
  ) throws(InterchangeError) -> String {
    let count = 1024
    let points = original.sampledInputs(count: count)
    let outputs = original(points)
    let difference = zip(network(points), outputs).reduce(0) { largest, columns in
      zip(columns.0, columns.1).reduce(largest) { max($0, Self.difference($1.0, $1.1)) }
    }
    let largest = outputs.joined().reduce(0) { $1.isFinite ? max($0, abs($1)) : $0 }
    guard difference <= tolerance * largest else {
      throw .cannotExport(
        to: tool, place: "the inner grids",
        reason:
          "some nodes leave their grids, where splines of \(tool) fade to zero but those of this network continue as straight lines, so that the "
          + "outputs would differ by up to \(difference.decimalText(digits: 3)) inside the training box; write the formula as code instead, "
          + "or train with adaptive grids")
    }
    let text =
      "at \(count) points of the training box the outputs differ by at most \(difference.decimalText(digits: 2))"
    guard original.outside != .fading else { return text }
    return text + "; outside the grids splines of \(tool) fade to zero, but those of this network continue"
  }

  /// |a − b|; 0 if both are no numbers or the same infinity, ∞ if only one is.
  private static func difference(_ a: Double, _ b: Double) -> Double {
    if a == b || a.isNaN && b.isNaN { return 0 }
    return a.isFinite && b.isFinite ? abs(a - b) : .infinity
  }
}

extension Layer {
  /// The layer with `count` intervals on every grid that has fewer: the widest intervals are halved, and no function changes.
  mutating func splitIntervals(upTo count: Int) {
    for i in 0..<inputCount where grids[i].intervals < count {
      let grid = grids[i]
      var inner = Array(grid.knots[grid.order..<grid.knots.count - grid.order])
      var new: [Double] = []
      while inner.count - 1 < count {
        let widths = zip(inner, inner.dropFirst()).map { $1 - $0 }
        guard let widest = widths.indices.max(by: { widths[$0] < widths[$1] }) else { return }
        let middle = inner[widest] + widths[widest] / 2
        new.append(middle)
        inner.insert(middle, at: widest + 1)
      }
      grids[i] = grid.inserting(new)
      for j in 0..<factorCount {
        guard case .spline(let edge) = self[input: i, sum: j] else { continue }
        self[input: i, sum: j] = .spline(edge.inserting(new, into: grid))
      }
    }
  }
}
