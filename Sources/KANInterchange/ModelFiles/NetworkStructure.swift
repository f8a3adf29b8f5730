import KANModel
import SymbolLibrary

/// A network without its trained numbers, as JSON in the metadata of a model file.
struct NetworkStructure: Codable {
  /// The names of the inputs.
  var inputs: [String]
  /// The names of the outputs.
  var outputs: [String]
  /// How edges continue outside their grids.
  var outside: OutsidePolicy
  var layers: [LayerStructure]
  /// The functions to which symbolic edges refer by position.
  var symbols: [Symbol]
}

/// A layer without its trained numbers.
struct LayerStructure: Codable {
  /// The number I of inputs.
  var inputs: Int
  /// The number of sums that are outputs themselves.
  var sums: Int
  /// For each product node the number of sums it multiplies.
  var products: [Int]
  /// The base function of the spline edges.
  var base: Network.BaseFunction
  /// The order k of the splines.
  var order: Int
  /// The number of intervals of each input's grid.
  var intervals: [Int]
  /// The kinds of the edges, those of sum j at `j * inputs ..< (j + 1) * inputs`.
  var edges: [EdgeStructure]
}

/// The kind of an edge: `"spline"`, `"cut"`, or the list of the symbols of its terms.
enum EdgeStructure: Codable, Hashable {
  case spline
  case cut
  case symbolic([Int])

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let symbols = try? container.decode([Int].self) {
      self = .symbolic(symbols)
      return
    }
    switch try container.decode(String.self) {
    case "spline": self = .spline
    case "cut": self = .cut
    default:
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "an unknown kind of edge")
    }
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .spline: try container.encode("spline")
    case .cut: try container.encode("cut")
    case .symbolic(let symbols): try container.encode(symbols)
    }
  }
}

extension LayerStructure {
  /// The number of sums, factors of products included; `nil` if no layer can have such counts.
  var factorCount: Int? {
    guard sums >= 0, products.allSatisfy({ $0 >= 2 }) else { return nil }
    var count = sums
    for arity in products {
      let (next, overflow) = count.addingReportingOverflow(arity)
      guard !overflow else { return nil }
      count = next
    }
    return count >= 1 ? count : nil
  }

  /// Throws if counts contradict each other, so that they can be multiplied and used as indices safely.
  func check(number l: Int, symbolCount: Int) throws(InterchangeError) {
    func bad(_ reason: String) -> InterchangeError {
      .badMetadata(key: "network", reason: "has a layer \(l) \(reason)")
    }
    guard inputs >= 1 else { throw bad("without inputs") }
    guard let factors = factorCount else { throw bad("with impossible sums or products") }
    guard (1...5).contains(order) else { throw bad("of order \(order), not 1 to 5") }
    guard intervals.count == inputs else { throw bad("with \(intervals.count) grids for \(inputs) inputs") }
    // No file could contain the knots of more intervals.
    guard intervals.allSatisfy({ $0 >= 1 && $0 <= 1 << 40 }) else { throw bad("with an impossible grid") }
    guard SafetensorsReader.product([inputs, factors]) == edges.count else {
      throw bad("with \(edges.count) edges for \(inputs) × \(factors)")
    }
    for case .symbolic(let symbols) in edges where !symbols.allSatisfy((0..<symbolCount).contains) {
      throw bad("with an edge of an unknown function")
    }
  }
}
