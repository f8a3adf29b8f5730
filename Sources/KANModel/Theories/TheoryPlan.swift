import KANFormula
import SymbolLibrary

/// Formulas as a graph of sums and products, each part once: an intermediate form between expressions and layers.
struct TheoryPlan {
  /// One term a·f(b·x + c) over a node x.
  private struct Link: Hashable {
    let source: Int
    let symbol: Symbol
    var amplitude: Double
    let rate: Double
    let shift: Double
  }

  /// A sum of terms and a constant.
  private struct Form: Hashable {
    var links: [Link] = []
    var constant: Double = 0

    /// factor·self.
    func scaled(by factor: Double) -> Form {
      var form = Form(links: links, constant: factor * constant)
      for n in links.indices { form.links[n].amplitude *= factor }
      return form
    }

    /// Adds another, joining equal functions of equal nodes.
    mutating func add(_ other: Form) {
      constant += other.constant
      for link in other.links {
        let same = links.firstIndex {
          $0.source == link.source && $0.symbol == link.symbol && $0.rate == link.rate
            && $0.shift == link.shift
        }
        if let same { links[same].amplitude += link.amplitude } else { links.append(link) }
      }
    }
  }

  /// The operation by which a node is computed from nodes before it.
  private enum Node: Hashable {
    case input(Int)
    case sum(Form)
    case product([Form])

    var forms: [Form] {
      switch self {
      case .input: []
      case .sum(let form): [form]
      case .product(let forms): forms
      }
    }

    var isProduct: Bool { if case .product = self { true } else { false } }
  }

  private let inputs: [Network.Feature]
  private var nodes: [Node] = []
  /// The number of layers below a node.
  private var levels: [Int] = []
  private var places: [Node: Int] = [:]

  private static let identity =
    SymbolCatalog.standard["x"]
    ?? Symbol(name: "x", expression: .variable("x"), gauge: .bothAbsorbed, complexity: 1)

  /// A graph with only the inputs.
  init(inputs: [Network.Feature]) {
    self.inputs = inputs
    for i in inputs.indices { _ = place(of: .input(i)) }
  }

  private mutating func place(of node: Node) -> Int {
    if let place = places[node] { return place }
    let sources = node.forms.flatMap(\.links).map { levels[$0.source] }
    levels.append(node == .input(nodes.count) ? 0 : 1 + (sources.max() ?? 0))
    nodes.append(node)
    places[node] = nodes.count - 1
    return nodes.count - 1
  }

  // MARK: From expressions to nodes

  /// The nodes for the outputs in the network's units.
  mutating func roots(of expressions: [Expression], outputs: [Network.Feature]) throws(ModelError) -> [Int] {
    var roots: [Int] = []
    for (expression, output) in zip(expressions, outputs) {
      var form = try form(expression)
      form.constant -= output.shift
      form = form.scaled(by: 1 / output.scale)
      // A product needs no sum above it if it is the only output; products come last in a layer.
      if expressions.count == 1, form.constant == 0, form.links.count == 1, let link = form.links.first,
        link.symbol == Self.identity, case .product(var factors) = nodes[link.source]
      {
        factors[0] = factors[0].scaled(by: link.amplitude)
        roots.append(place(of: .product(factors)))
      } else {
        roots.append(place(of: .sum(form)))
      }
    }
    return roots
  }

  private mutating func form(_ expression: Expression) throws(ModelError) -> Form {
    if expression.variables.isEmpty { return Form(constant: try Self.value(of: expression)) }
    switch expression {
    case .rational, .real, .constant: return Form(constant: try Self.value(of: expression))
    case .variable(let name):
      guard let i = inputs.firstIndex(where: { $0.name == name }) else {
        throw .notCompiled(part: "the variable '\(name)'", reason: "no input has this name")
      }
      let link = Link(source: i, symbol: Self.identity, amplitude: inputs[i].scale, rate: 1, shift: 0)
      return Form(links: [link], constant: inputs[i].shift)
    case .sum(let terms):
      var total = Form()
      for term in terms { total.add(try form(term)) }
      return total
    case .product(let factors): return try product(factors)
    case .power(let base, let exponent):
      if exponent.variables.isEmpty {
        let symbol = Self.symbol(.power(.variable("x"), exponent), gauge: .rateAbsorbed)
        return try Self.value(of: exponent) == 1 ? try form(base) : try form(of: symbol, at: base)
      }
      return try form(.function(.exp, .product([exponent, .function(.log, base)])))
    case .function(let function, let argument):
      return try form(of: Self.symbol(.function(function, .variable("x")), gauge: .free), at: argument)
    case .piecewise(let polynomial, let argument):
      return try form(of: Self.symbol(.piecewise(polynomial, .variable("x")), gauge: .free), at: argument)
    }
  }

  /// The value of a part without variables.
  private static func value(of part: Expression) throws(ModelError) -> Double {
    let value = part.value(at: [:])
    guard value.isFinite else {
      throw .notCompiled(part: "'\(TextPrinter().print(part))'", reason: "its value is not a finite number")
    }
    return value
  }

  private mutating func product(_ factors: [Expression]) throws(ModelError) -> Form {
    var weight = 1.0
    var forms: [Form] = []
    for factor in factors {
      if factor.variables.isEmpty {
        weight *= try Self.value(of: factor)
      } else if case .product(let inner) = factor {
        return try product(factors.filter { $0 != factor } + inner + repeated(factor, in: factors))
      } else {
        forms.append(try form(factor))
      }
    }
    if forms.count == 1 { return forms[0].scaled(by: weight) }
    let source = place(of: .product(forms))
    return Form(links: [Link(source: source, symbol: Self.identity, amplitude: weight, rate: 1, shift: 0)])
  }

  /// All but the first of the factors that equal `factor`.
  private func repeated(_ factor: Expression, in factors: [Expression]) -> [Expression] {
    Array(factors.filter { $0 == factor }.dropFirst())
  }

  private mutating func form(of symbol: Symbol, at argument: Expression) throws(ModelError) -> Form {
    let inner = try form(argument)
    if inner.links.count == 1, let link = inner.links.first, link.symbol == Self.identity {
      return Form(links: [
        Link(source: link.source, symbol: symbol, amplitude: 1, rate: link.amplitude, shift: inner.constant)
      ])
    }
    let source = place(of: .sum(inner))
    return Form(links: [Link(source: source, symbol: symbol, amplitude: 1, rate: 1, shift: 0)])
  }

  private static func symbol(_ expression: Expression, gauge: Gauge) -> Symbol {
    SymbolCatalog.standard.symbols.first { $0.expression == expression }
      ?? Symbol(
        name: TextPrinter().print(expression), expression: expression, gauge: gauge,
        complexity: expression.complexity)
  }

  // MARK: From nodes to layers

  /// The layers up to the roots. A node that is needed in later layers is passed on by identities.
  func layers(
    endingWith roots: [Int], intervals: Int, order: Int, base: Network.BaseFunction
  ) -> [Layer] {
    let top = max(1, roots.map { levels[$0] }.max() ?? 1)
    var last = levels
    for (n, node) in nodes.enumerated() {
      for link in node.forms.flatMap(\.links) { last[link.source] = max(last[link.source], levels[n] - 1) }
    }
    for root in roots { last[root] = top }
    let grid = KnotGrid(uniformOn: -1...1, intervals: intervals, order: order)
    var below = Array(inputs.indices)
    return (1...top).map { l in
      var slots = nodes.indices.filter { levels[$0] <= l && last[$0] >= l }
      if l == top { slots = roots }
      let sums = slots.filter { levels[$0] < l || !nodes[$0].isProduct }
      let products = slots.filter { levels[$0] == l && nodes[$0].isProduct }
      var rows = sums.map { n in levels[n] < l ? passing(n) : nodes[n].forms[0] }
      for n in products { rows += nodes[n].forms }
      let layer = Layer(
        inputCount: below.count, sumCount: sums.count, productArities: products.map { nodes[$0].forms.count },
        base: base, grids: [KnotGrid](repeating: grid, count: below.count),
        edges: rows.flatMap { row in below.map { edge(from: $0, in: row) } }, biases: rows.map(\.constant))
      below = sums + products
      return layer
    }
  }

  private func passing(_ node: Int) -> Form {
    Form(links: [Link(source: node, symbol: Self.identity, amplitude: 1, rate: 1, shift: 0)])
  }

  private func edge(from node: Int, in row: Form) -> Edge {
    let terms = row.links.filter { $0.source == node }.map {
      SymbolicTerm(symbol: $0.symbol, amplitude: $0.amplitude, rate: $0.rate, shift: $0.shift)
    }
    return terms.isEmpty ? .cut : .symbolic(SymbolicEdge(terms: terms))
  }
}
