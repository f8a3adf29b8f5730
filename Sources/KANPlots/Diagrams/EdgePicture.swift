import KANFormula
import KANModel
import KANSymbolic

/// One edge as a diagram shows it.
package struct EdgePicture: Hashable, Sendable {
  package let address: Network.EdgeAddress
  /// The share of the outputs' spread that passes through it.
  package let score: Double
  /// The curve over the edge's arguments, both axes scaled to 0…1, at equally spaced x.
  let curve: [Double]
  let isSymbolic: Bool
  /// The function's name, for closed forms.
  let name: Plot.Text?
  /// The tooltip.
  package let note: String

  /// The edge at an address whose arguments are `x`, in the layer's own units.
  init(of network: Network, at address: Network.EdgeAddress, arguments x: [Double], score: Double) {
    self.address = address
    self.score = score
    let finite = x.filter(\.isFinite)
    let (lower, upper) = (finite.min() ?? -1, finite.max() ?? 1)
    let places = (0...60).map { lower + (upper - lower) * Double($0) / 60 }
    let values = network.edgeValues(at: address, places)
    let seen = values.filter(\.isFinite)
    let (least, most) = (seen.min() ?? 0, seen.max() ?? 0)
    curve = values.map { most > least && $0.isFinite ? ($0 - least) / (most - least) : 0.5 }
    // The first layer takes the user's columns; what the others take has no name.
    let input = address.layer == 0 ? network.inputs[address.input] : nil
    let argument = input?.name ?? "u"
    func unscaled(_ x: Double) -> Double { x * (input?.scale ?? 1) + (input?.shift ?? 0) }
    let form: String
    if case .symbolic(let edge) = network[address] {
      isSymbolic = true
      name = Self.name(of: edge)
      let u = FormulaExpression.variable(argument)
      let scaled = input.map {
        $0.scale == 1 && $0.shift == 0 ? u : (u - .real($0.shift)) * .real(1 / $0.scale)
      }
      form = TextPrinter(digits: 4).print(edge.expression(of: scaled ?? u).simplified())
    } else {
      isSymbolic = false
      name = nil
      form = "learned curve"
    }
    note =
      "edge \(address): \(form); share \(Self.percent(score)) %; "
      + "\(argument) from \(unscaled(lower).decimalText(digits: 3)) to \(unscaled(upper).decimalText(digits: 3)), "
      + "φ from \(least.decimalText(digits: 3)) to \(most.decimalText(digits: 3))"
  }

  /// A share in percent with two digits, but never as a power of ten.
  private static func percent(_ share: Double) -> String {
    share >= 0.1 ? "\(Int((100 * share).rounded()))" : (100 * share).decimalText(digits: 2)
  }

  /// The names of the functions of a closed form, in mathematical notation where possible.
  private static func name(of edge: SymbolicEdge) -> Plot.Text {
    let names = edge.terms.map { term -> String in
      let name = term.symbol.name
      guard name.allSatisfy({ "x0123456789^/.-()+|".contains($0) }) else {
        return Plot.Text(plain: name.count > 14 ? name.prefix(13) + "…" : name).source
      }
      // x^10 means the tenth power.
      let parts = name.split(separator: "^", maxSplits: 1).map(String.init)
      return parts.count == 2 ? "$\(parts[0])^{\(parts[1])}$" : "$\(name)$"
    }
    return Plot.Text(names.isEmpty ? "0" : names.joined(separator: " + "))
  }
}
