import KANFormula
import KANModel
import SymbolLibrary

/// A layer prepared for enclosure: if several edges are multiples of the same function of an input, it is enclosed once.
///
/// For an ordinary network with 64 nodes in each of two neighbouring layers these are 64 enclosures instead of 4,096.
struct LayerProgram: Sendable {
  /// f(b·x + c) of one input.
  private struct RatedFunction: Hashable {
    let input: Int
    let function: Expression
    let rate: Double
    let shift: Double
  }

  /// A term of a sum.
  private enum Term {
    /// amplitude·unit.
    case unit(Int, amplitude: Double)
    /// A spline of an input.
    case edge(EdgeProgram, input: Int)
  }

  private let units: [(input: Int, program: TaylorProgram)]
  /// The constant and the terms of each sum.
  private let sums: [(constant: Double, terms: [Term])]
  private let sumCount: Int
  private let products: [Range<Int>]

  init(_ layer: Layer, outside: OutsidePolicy) {
    var units: [(input: Int, program: TaylorProgram)] = []
    var places: [RatedFunction: Int] = [:]
    var sums: [(constant: Double, terms: [Term])] = []
    for j in 0..<layer.factorCount {
      var sum = (constant: layer.biases[j], terms: [Term]())
      for i in 0..<layer.inputCount {
        let edge = layer[input: i, sum: j]
        guard case .symbolic(let form) = edge else {
          EdgeProgram(edge, grid: layer.grids[i], base: layer.base, outside: outside)
            .map { sum.terms.append(.edge($0, input: i)) }
          continue
        }
        sum.constant += form.offset
        for term in form.terms {
          let unit = RatedFunction(
            input: i, function: term.symbol.expression, rate: term.rate, shift: term.shift)
          if places[unit] == nil, let program = Self.program(of: term) {
            places[unit] = units.count
            units.append((i, program))
          }
          if let place = places[unit] { sum.terms.append(.unit(place, amplitude: term.amplitude)) }
        }
      }
      sums.append(sum)
    }
    self.units = units
    self.sums = sums
    sumCount = layer.sumCount
    products = Array(layer.productGroups)
  }

  /// f(b·x + c) in the variable `x`.
  private static func program(of term: SymbolicTerm) -> TaylorProgram? {
    var unit = term
    unit.amplitude = 1
    return try? TaylorProgram(SymbolicEdge(terms: [unit]).expression(of: .variable("x")), variables: ["x"])
  }

  /// The outputs of the layer; `nil` if one is defined nowhere.
  func models(of x: [TaylorModel]) -> [TaylorModel]? {
    var values: [TaylorModel] = []
    values.reserveCapacity(units.count)
    for unit in units {
      guard let value = unit.program.model(of: [x[unit.input]]) else { return nil }
      values.append(value)
    }
    var models: [TaylorModel] = []
    for (constant, terms) in sums {
      var sum = x[0].replaced(by: constant)
      for term in terms {
        switch term {
        case .unit(let place, let amplitude):
          sum = sum + (amplitude == 1 ? values[place] : values[place].scaled(by: amplitude))
        case .edge(let program, let input):
          guard let value = program.model(of: [x[input]]) else { return nil }
          sum = sum + value
        }
      }
      models.append(sum)
    }
    return Array(models[..<sumCount])
      + products.map { group in group.dropFirst().reduce(models[group.lowerBound]) { $0 * models[$1] } }
  }
}
