import KANFormula
import KANModel
import KANNumerics
import SymbolLibrary

@testable import KANPlots

/// Networks of the sizes that a diagram must cope with.
enum SampleDiagrams {
  static let all: [(name: String, network: Network)] = [
    ("smallest", network("2,1,1", names: ["x", "y"])),
    ("product", closed(network("3,1+1,1", names: ["lep_pt", "met", "dphi_lep_met"]))),
    ("mixed", mixed),
    ("deep", network("5,4,3+1*3,2", names: ["x1", "x2", "theta", "p_T", "eta"])),
    ("wide", network("43,64,1", names: (0..<43).map { "feature_\($0)" })),
    ("single", network("1,1", names: ["x"])),
  ]

  static func network(_ shape: String, names: [String]) -> Network {
    do {
      let shape = try Network.Shape(parsing: shape)
      return Network(
        inputs: names.map { Network.Feature(name: $0, shift: 1, scale: 2) },
        outputs: (0..<shape.outputCount).map {
          Network.Feature(name: $0 == 0 ? "m_W" : "y_\($0)", shift: 0, scale: 1)
        },
        shape: shape, noise: 1, seed: 7)
    } catch { preconditionFailure("\(error)") }
  }

  /// All edges become closed forms.
  static func closed(_ network: Network) -> Network {
    var network = network
    let symbols = SymbolCatalog.standard.symbols
    for (n, address) in network.edgeAddresses.enumerated() {
      network[address] = .symbolic(
        SymbolicEdge(terms: [
          SymbolicTerm(symbol: symbols[n % symbols.count], amplitude: 1, rate: 0.3, shift: 1.5)
        ]))
    }
    return network
  }

  /// Curves, closed forms, cut edges and an input without influence.
  static var mixed: Network {
    var network = network("4,3,1", names: ["alpha", "m_1", "m_2", "unused"])
    let names = ["sin", "x^2", "exp", "sqrt"]
    for (n, address) in network.allEdgeAddresses.enumerated() {
      if address.layer == 0, address.input == 3 || n % 5 == 0 { network[address] = .cut }
      if n % 3 == 1, !network[address].isCut {
        let symbol = SymbolCatalog.standard.symbols.first { $0.name == names[n % names.count] }
        if let symbol {
          network[address] = .symbolic(
            SymbolicEdge(terms: [SymbolicTerm(symbol: symbol, rate: 0.2, shift: 2)]))
        }
      }
    }
    return network
  }

  static func table(for network: Network, rows: Int = 300) -> [[Double]] {
    var random = SeededRandom(seed: 2)
    return network.inputs.map { _ in (0..<rows).map { _ in 1 + 2 * random.normal() } }
  }
}
