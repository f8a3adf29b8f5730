import Foundation
import KANFormula
import KANModel
import SymbolLibrary

/// A few symbols, so that these tests stand without the catalog.
extension Symbol {
  static let line = Symbol(name: "x", expression: .variable("x"), gauge: .bothAbsorbed, complexity: 1)
  static let sine = Symbol(name: "sin", expression: .function(.sin, .variable("x")), complexity: 2)
  static let exponential = Symbol(
    name: "exp", expression: .function(.exp, .variable("x")), gauge: .shiftAbsorbed, complexity: 2)
  static let square = Symbol(
    name: "x^2", expression: .power(.variable("x"), .rational(Rational(2))), gauge: .rateAbsorbed,
    complexity: 2)
}

extension SymbolicEdge {
  /// 2·sin(3x) + ½·(x − 1)² − ¼.
  static let sineAndSquare = SymbolicEdge(
    terms: [
      SymbolicTerm(symbol: .sine, amplitude: 2, rate: 3),
      SymbolicTerm(symbol: .square, amplitude: 0.5, shift: -1),
    ], offset: -0.25)
}

extension Edge {
  /// amplitude·symbol(rate·x + shift) + offset.
  static func symbolic(
    _ symbol: Symbol, amplitude: Double = 1, rate: Double = 1, shift: Double = 0, offset: Double = 0
  ) -> Edge {
    .symbolic(
      SymbolicEdge(
        terms: [SymbolicTerm(symbol: symbol, amplitude: amplitude, rate: rate, shift: shift)], offset: offset)
    )
  }
}

func sin3(_ x: Double) -> Double { sin(3 * x) }
