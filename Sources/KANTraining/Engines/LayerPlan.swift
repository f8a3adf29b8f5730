import KANKernels
import KANModel
import SymbolLibrary

/// One layer of a `NetworkPlan`.
package struct LayerPlan: Sendable {
  /// All spline edges that start at one input.
  package struct SplineBlock: Sendable {
    package let input: Int
    /// G + k.
    package let basisCount: Int
    /// The sums j to which the edges lead, ascending.
    package let sums: [Int32]
    /// The offset of the coefficients [basis][edge].
    package let offset: Int
    /// The offset of the base weights [edge], unless the base function is zero.
    package let baseOffset: Int?
  }

  /// One term a·f(b·x + c); constants without an offset keep the value of the network.
  struct TermPlan: Sendable {
    let function: CompiledSymbol
    /// The row of the workspace that stores f and f′ of this term.
    let row: Int
    let amplitude: Int
    let rate: Int?
    let shift: Int?
    let fixedRate: Double
    let fixedShift: Double
  }

  /// One symbolic edge.
  package struct SymbolicPlan: Sendable {
    let input: Int
    let sum: Int
    let terms: [TermPlan]
    let offset: Int
  }

  package let inputCount: Int
  package let sumCount: Int
  package let factorCount: Int
  /// For each product node the sums it multiplies.
  package let products: [Range<Int>]
  package let order: Int
  /// `KAN_BASE_…`, or `nil` for none.
  let base: Int32?
  /// The base function, if no kernel has it; `base` is then meaningless, but not `nil`.
  let plainBase: Network.BaseFunction?
  package let blocks: [SplineBlock]
  package let symbolic: [SymbolicPlan]
  package let biasOffset: Int
  /// The number of symbolic terms in the layer.
  let termCount: Int

  /// Biases and the constants of symbolic edges, which end the layer's part of the vector.
  let otherRange: Range<Int>

  package var outputCount: Int { sumCount + products.count }
  /// Sums and products share one table of rows: sums first, then products.
  package var rowCount: Int { factorCount + products.count }
  /// The row of output `j` in that table.
  package func row(ofOutput j: Int) -> Int { j < sumCount ? j : factorCount + j - sumCount }

  init(_ layer: Layer, next: inout Int) {
    inputCount = layer.inputCount
    sumCount = layer.sumCount
    factorCount = layer.factorCount
    order = layer.order
    var products: [Range<Int>] = []
    var start = layer.sumCount
    for arity in layer.productArities {
      products.append(start..<start + arity)
      start += arity
    }
    self.products = products
    switch layer.base {
    case .silu: base = Int32(KAN_BASE_SILU)
    case .identity: base = Int32(KAN_BASE_IDENTITY)
    case .gelu, .relu: base = -1
    case .zero: base = nil
    }
    plainBase = layer.base == .gelu || layer.base == .relu ? layer.base : nil

    var blocks: [SplineBlock] = []
    for i in 0..<layer.inputCount {
      let sums = (0..<layer.factorCount).filter { j in
        if case .spline = layer[input: i, sum: j] { true } else { false }
      }
      guard !sums.isEmpty else { continue }
      let basisCount = layer.grids[i].basisCount
      let offset = next
      next += basisCount * sums.count
      var baseOffset: Int?
      if base != nil {
        baseOffset = next
        next += sums.count
      }
      blocks.append(
        SplineBlock(
          input: i, basisCount: basisCount, sums: sums.map(Int32.init), offset: offset, baseOffset: baseOffset
        ))
    }
    self.blocks = blocks
    biasOffset = next
    next += layer.factorCount

    var symbolic: [SymbolicPlan] = []
    var termCount = 0
    for j in 0..<layer.factorCount {
      for i in 0..<layer.inputCount {
        guard case .symbolic(let edge) = layer[input: i, sum: j] else { continue }
        let terms = edge.terms.map { term in
          func place(_ isFree: Bool) -> Int? {
            guard isFree else { return nil }
            defer { next += 1 }
            return next
          }
          defer { termCount += 1 }
          return TermPlan(
            function: term.symbol.compiled, row: termCount, amplitude: place(true) ?? 0,
            rate: place(term.symbol.gauge.hasRate), shift: place(term.symbol.gauge.hasShift),
            fixedRate: term.rate, fixedShift: term.shift)
        }
        symbolic.append(SymbolicPlan(input: i, sum: j, terms: terms, offset: next))
        next += 1
      }
    }
    self.symbolic = symbolic
    otherRange = biasOffset..<next
    self.termCount = termCount
  }
}
