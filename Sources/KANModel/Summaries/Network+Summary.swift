import KANFormula

extension Network {
  /// A summary of the network, one fact per line: shape, parameters, scaling, and for each layer its grids, edges and biases.
  /// Numbers have six significant digits.
  public var summary: [String] {
    var lines = [
      "shape \(shape), \(parameterCount) parameters, \(edgeAddresses.count) of \(allEdgeAddresses.count) edges",
      "outside the grids: \(outside.summary)",
    ]
    lines += inputs.map { "input \($0.name): \($0.summaryOfInput)" }
    lines += outputs.map { "output \($0.name): \($0.summaryOfOutput)" }
    for (l, layer) in layers.enumerated() { lines += layer.summary(number: l) }
    return lines
  }
}

extension OutsidePolicy {
  /// The continuation in a few words.
  fileprivate var summary: String {
    switch self {
    case .linear: "straight lines"
    case .clamp: "constant"
    case .fading: "bases fade to zero"
    }
  }
}

extension Network.Feature {
  /// (x - shift)/scale, without neutral numbers.
  fileprivate var summaryOfInput: String {
    let shifted = shift == 0 ? "x" : "(x\(signed(-shift)))"
    return scale == 1 ? shifted : "\(shifted)/\(short(scale))"
  }

  /// scale*y + shift, without neutral numbers.
  fileprivate var summaryOfOutput: String {
    (scale == 1 ? "y" : "\(short(scale))*y") + (shift == 0 ? "" : signed(shift))
  }
}

extension Layer {
  fileprivate func summary(number l: Int) -> [String] {
    var lines = ["layer \(l): \(inputCount) -> \(outputCount), order \(order), base \(base.rawValue)"]
    lines += grids.enumerated().map { i, grid in
      "  grid \(l),\(i): \(grid.intervals) intervals on [\(short(grid.range.lowerBound)), \(short(grid.range.upperBound))]"
    }
    for j in 0..<factorCount {
      lines += (0..<inputCount).map { i in
        "  edge \(Network.EdgeAddress(layer: l, input: i, sum: j)): \(self[input: i, sum: j].summary)"
      }
      if biases[j] != 0 { lines.append("  bias \(l),\(j): \(short(biases[j]))") }
    }
    lines += zip(sumCount..., productGroups).map { node, group in
      "  product \(l),\(node): of sums \(group.map(String.init).joined(separator: ", "))"
    }
    return lines
  }
}

extension Edge {
  /// The kind of the edge and its most important properties, in a few words.
  package var summary: String {
    switch self {
    case .cut: "cut"
    case .spline(let edge):
      "spline of \(edge.coefficients.count) coefficients, base weight \(short(edge.baseWeight))"
    case .symbolic(let edge):
      edge.terms.isEmpty
        ? short(edge.offset)
        : edge.terms.map(\.summary).reduce("") { sum, term in
          sum.isEmpty ? term : sum + (term.hasPrefix("-") ? " - " + term.dropFirst() : " + " + term)
        } + (edge.offset == 0 ? "" : signed(edge.offset))
    }
  }
}

extension SymbolicTerm {
  /// The term as amplitude*[name](rate*x + shift), without neutral constants.
  package var summary: String {
    let inner = (rate == 1 ? "" : "\(short(rate))*") + "x" + (shift == 0 ? "" : signed(shift))
    return (amplitude == 1 ? "" : "\(short(amplitude))*") + "[\(symbol.name)](\(inner))"
  }
}

private func short(_ x: Double) -> String { x.decimalText(digits: 6) }

/// ` + 1.5` or ` - 1.5`: a number as the last term of a sum.
private func signed(_ value: Double) -> String { value < 0 ? " - \(short(-value))" : " + \(short(value))" }
