extension SplineEdge {
  /// φ at every sample of a basis that was evaluated on this edge's input.
  package func values(on basis: SplineBasis) -> [Double] {
    contraction(basis.base, basis.values, basis)
  }

  /// φ′ at every sample; the basis must have been evaluated with derivatives.
  package func derivatives(on basis: SplineBasis) -> [Double] {
    precondition(basis.derivatives.count == basis.values.count, "the basis was made without derivatives")
    return contraction(basis.baseDerivatives, basis.derivatives, basis)
  }

  private func contraction(_ base: [Double], _ bases: [Double], _ basis: SplineBasis) -> [Double] {
    let width = basis.width
    return coefficients.withUnsafeBufferPointer { c in
      bases.withUnsafeBufferPointer { b in
        (0..<basis.count).map { s in
          var sum = baseWeight == 0 ? 0 : baseWeight * base[s]
          for r in 0..<width { sum += c[basis.first[s] + r] * b[s * width + r] }
          return sum
        }
      }
    }
  }
}
