import KANFormula
import KANModel

/// The complete contents of a model file, in words and numbers that any language can read.
struct PlainDescription: Encodable {
  /// An input or output: inputs enter as (x − shift)/scale, outputs leave as scale·y + shift.
  struct FeatureText: Encodable {
    let name: String
    let shift: Double
    let scale: Double
  }

  /// One layer.
  struct LayerText: Encodable {
    let inputs: Int
    let sums: Int
    /// For each product node the number of sums it multiplies.
    let products: [Int]
    let base: String
    let order: Int
    /// The knots of each input.
    let knots: [[Double]]
    let biases: [Double]
    let edges: [EdgeText]
  }

  /// One edge that is not cut.
  struct EdgeText: Encodable {
    let input: Int
    let sum: Int
    let kind: String
    var baseWeight: Double?
    var coefficients: [Double]?
    var offset: Double?
    var terms: [TermText]?
  }

  /// One term amplitude·f(rate·x + shift).
  struct TermText: Encodable {
    let function: String
    /// f in the variable x.
    let expression: String
    let amplitude: Double
    let rate: Double
    let shift: Double
  }

  /// A formula of the file.
  struct FormulaText: Encodable {
    let output: String
    let expression: String
  }

  let format = "swiftkan-json"
  let version = 1
  let inputs: [FeatureText]
  let outputs: [FeatureText]
  let outside: String
  let layers: [LayerText]
  let formulas: [FormulaText]
  let provenance: [String: String]

  init(_ file: ModelFile) {
    func text(_ feature: Network.Feature) -> FeatureText {
      FeatureText(name: feature.name, shift: feature.shift, scale: feature.scale)
    }
    inputs = file.network.inputs.map(text)
    outputs = file.network.outputs.map(text)
    outside = file.network.outside.rawValue
    layers = file.network.layers.map(Self.text)
    formulas = file.formulas.map { FormulaText(output: $0.outputName, expression: $0.text) }
    provenance = file.provenance
  }

  private static func text(_ layer: Layer) -> LayerText {
    var edges: [EdgeText] = []
    for j in 0..<layer.factorCount {
      for i in 0..<layer.inputCount {
        switch layer[input: i, sum: j] {
        case .cut: continue
        case .spline(let edge):
          edges.append(
            EdgeText(
              input: i, sum: j, kind: "spline", baseWeight: edge.baseWeight, coefficients: edge.coefficients))
        case .symbolic(let edge):
          let terms = edge.terms.map { term in
            TermText(
              function: term.symbol.name, expression: TextPrinter().print(term.symbol.expression),
              amplitude: term.amplitude, rate: term.rate, shift: term.shift)
          }
          edges.append(EdgeText(input: i, sum: j, kind: "symbolic", offset: edge.offset, terms: terms))
        }
      }
    }
    return LayerText(
      inputs: layer.inputCount, sums: layer.sumCount, products: layer.productArities,
      base: layer.base.rawValue,
      order: layer.order, knots: layer.grids.map(\.knots), biases: layer.biases, edges: edges)
  }

  /// The text as UTF-8; numbers have all their digits, equal networks give equal bytes.
  func bytes() throws(InterchangeError) -> [UInt8] {
    Array(try MetadataJSON.text(self, key: "json").utf8) + [10]
  }
}
