import KANModel

/// The contents of pykan 0.2's `NAME_config.yml`.
struct PykanConfiguration {
  /// The nodes of one level, inputs first.
  struct Level {
    let sums: Int
    /// For each product node the number of sums it multiplies.
    let arities: [Int]

    var nodes: Int { sums + arities.count }
    /// The number of sums, factors of products included; levels are checked not to overflow.
    var factors: Int { sums + arities.reduce(0, +) }
  }

  let levels: [Level]
  /// The base function; `nil` for one that has no name here.
  let base: Network.BaseFunction?
  /// The function of edge (i→j) of layer l at `functions[l][j][i]`.
  let functions: [[[String]]]

  /// More than any file contains; keeps products of counts within 63 bits.
  private static let largest = 1 << 20

  /// Checks the entries that affect the arithmetic; the others are not read.
  ///
  /// - Parameters:
  ///   - document: The entries by name.
  ///   - length: The length of the file, which bounds the size of the contents: aliases could multiply it.
  init(_ document: [String: YAMLValue], length: Int) throws(InterchangeError) {
    func bad(_ key: String, _ reason: String) -> InterchangeError {
      .badCheckpoint(place: "\"\(key)\" of its configuration", reason: reason)
    }
    guard let width = document["width"]?.list, width.count >= 2 else {
      throw bad("width", "it is not a list of at least two layers")
    }
    let arity = document["mult_arity"] ?? .integer(2)
    var levels: [Level] = []
    var total = 0
    for (l, entry) in width.enumerated() {
      let counts = entry.list?.map(\.integer) ?? [entry.integer, 0]
      let possible = 0...Self.largest
      guard counts.count == 2, let sums = counts[0], let products = counts[1], possible.contains(sums),
        possible.contains(products), sums + products >= 1
      else { throw bad("width", "layer \(l) is not a pair of numbers of sums and products") }
      total += sums + products
      guard total <= Self.largest else { throw bad("width", "it has too many nodes") }
      var arities = [Int](repeating: arity.integer ?? 0, count: products)
      if let lists = arity.list {
        let own = lists.indices.contains(l) ? lists[l].list?.map { $0.integer ?? 0 } : []
        guard let own, own.count == products else {
          throw bad("mult_arity", "it does not name the factors of the \(products) products of layer \(l)")
        }
        arities = own
      }
      guard arities.allSatisfy({ (1...Self.largest).contains($0) }) else {
        throw bad("mult_arity", "the number of factors of a product of layer \(l) is not readable")
      }
      // pykan itself cannot evaluate a product of one factor if it is the first, nor if all products have one factor.
      guard arities.first != 1 else {
        throw bad("mult_arity", "the first product of layer \(l) has one factor")
      }
      guard arities.reduce(sums, +) <= Self.largest else {
        throw bad("mult_arity", "layer \(l) is too large")
      }
      levels.append(Level(sums: sums, arities: arities))
    }
    guard levels[0].arities.isEmpty else { throw bad("width", "inputs cannot be products") }
    self.levels = levels
    base = Self.base(document["base_fun_name"]?.text ?? "silu")

    var functions: [[[String]]] = []
    var edges = 0
    for l in 0..<levels.count - 1 {
      let key = "symbolic.funs_name.\(l)"
      edges += levels[l].nodes * levels[l + 1].factors
      guard edges <= length else { throw bad(key, "it is shorter than a network of this width needs") }
      guard let rows = document[key]?.list, rows.count == levels[l + 1].factors else {
        throw bad(key, "it does not have one row for each of \(levels[l + 1].factors) sums")
      }
      var names: [[String]] = []
      for row in rows {
        // `yaml.dump` quotes '0', but a manually edited file may not.
        let row = row.list?.map { $0.text ?? ($0.integer == 0 ? "0" : "?") }
        guard let row, row.count == levels[l].nodes else {
          throw bad(key, "a row does not have one function for each of \(levels[l].nodes) inputs")
        }
        names.append(row)
      }
      functions.append(names)
    }
    self.functions = functions
  }

  /// The base function with a name, or given by the tag of a module instead.
  private static func base(_ name: String) -> Network.BaseFunction? {
    switch name {
    case "silu", "identity", "zero": return Network.BaseFunction(rawValue: name)
    default: break
    }
    let modules: [String: Network.BaseFunction] = [
      "SiLU": .silu, "GELU": .gelu, "ReLU": .relu, "Identity": .identity,
    ]
    guard name.hasPrefix("!!python/object:torch.nn.") else { return nil }
    return name.split(separator: ".").last.flatMap { modules[String($0)] }
  }
}
