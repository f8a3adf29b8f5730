import KANNumerics

/// Sums over the rows of columns, in a fixed order.
package enum ColumnSums {
  /// Σ a·b.
  package static func dot(_ a: [Double], _ b: [Double]) -> Double {
    a.withUnsafeBufferPointer { a in
      b.withUnsafeBufferPointer { b in
        var sum = SIMD8<Double>.zero
        let whole = a.count / 8
        let (x, y) = (UnsafeRawPointer(a.baseAddress), UnsafeRawPointer(b.baseAddress))
        if let x, let y {
          for n in 0..<whole {
            sum +=
              x.loadUnaligned(fromByteOffset: 64 * n, as: SIMD8<Double>.self)
              * y.loadUnaligned(fromByteOffset: 64 * n, as: SIMD8<Double>.self)
          }
        }
        var rest = 0.0
        for s in (8 * whole)..<a.count { rest += a[s] * b[s] }
        return sum.sum() + rest
      }
    }
  }

  /// a·b, row by row.
  package static func product(_ a: [Double], _ b: [Double]) -> [Double] {
    [Double](unsafeUninitializedCapacity: a.count) { result, count in
      for s in a.indices { result[s] = a[s] * b[s] }
      count = a.count
    }
  }

  /// Σ v·aᵢ·aⱼ of all pairs.
  package static func gram(_ columns: [[Double]], _ weights: [Double]) -> Matrix {
    let size = columns.count
    var matrix = Matrix(rows: size, columns: size)
    for i in 0..<size {
      let weighted = product(columns[i], weights)
      for j in i..<size {
        let sum = dot(weighted, columns[j])
        (matrix[i, j], matrix[j, i]) = (sum, sum)
      }
    }
    return matrix
  }
}
