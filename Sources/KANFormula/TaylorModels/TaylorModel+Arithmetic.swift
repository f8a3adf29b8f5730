extension TaylorModel {
  /// Four units of rounding of a number of this size: its own and that of plain evaluation, with a margin.
  static func rounding(of size: Double) -> Double { size * 0x1p-51 }

  /// The sum.
  package static func + (a: TaylorModel, b: TaylorModel) -> TaylorModel { a.combined(with: b, sign: 1) }

  /// The difference.
  package static func - (a: TaylorModel, b: TaylorModel) -> TaylorModel { a.combined(with: b, sign: -1) }

  private func combined(with other: TaylorModel, sign: Double) -> TaylorModel {
    var result = self
    var size = 0.0
    for n in coefficients.indices {
      result.coefficients[n] += sign * other.coefficients[n]
      size += result.coefficients[n].magnitude
    }
    for v in errors.indices { result.errors[v] = Self.roundedUp(errors[v] + other.errors[v]) }
    result.errors[table.dimension] += Self.rounding(of: size)
    result.range = sign > 0 ? range + other.range : range - other.range
    result.tightenRange()
    return result
  }

  /// The sum with a constant.
  package func adding(_ constant: Interval) -> TaylorModel { self + TaylorModel(constant, table) }

  /// The product with a constant.
  package func scaled(by factor: Double) -> TaylorModel {
    var result = self
    var size = 0.0
    for n in coefficients.indices {
      result.coefficients[n] *= factor
      size += result.coefficients[n].magnitude
    }
    for v in errors.indices { result.errors[v] = Self.roundedUp(errors[v] * factor.magnitude) }
    result.errors[table.dimension] += Self.rounding(of: size) + Double.leastNonzeroMagnitude
    // The factor itself may be a rounded quotient.
    result.range = range * Interval(factor.nextDown, factor.nextUp)
    result.tightenRange()
    return result
  }

  /// The product; terms beyond the order go into the error.
  package static func * (a: TaylorModel, b: TaylorModel) -> TaylorModel {
    let table = a.table
    var result = TaylorModel(Interval(0), table)
    var sizes = (
      a: [Double](repeating: 0, count: table.order + 1), b: [Double](repeating: 0, count: table.order + 1)
    )
    a.coefficients.withUnsafeBufferPointer { x in
      b.coefficients.withUnsafeBufferPointer { y in
        table.products.withUnsafeBufferPointer { places in
          result.coefficients.withUnsafeMutableBufferPointer { z in
            for n in x.indices {
              sizes.a[table.degrees[n]] += x[n].magnitude
              sizes.b[table.degrees[n]] += y[n].magnitude
              guard x[n] != 0 else { continue }
              let start = table.starts[n]
              for m in 0..<table.countThrough[table.order - table.degrees[n]] {
                z[Int(places[start + m])] += x[n] * y[m]
              }
            }
          }
        }
      }
    }
    let (sizeA, sizeB) = (sizes.a.reduce(0, +), sizes.b.reduce(0, +))
    let (errorA, errorB) = (a.error, b.error)
    // |A·B − P·Q| ≤ |P|·e_B + |Q|·e_A + e_A·e_B
    let boundA = min(sizeA, Self.roundedUp(a.range.magnitude + errorA))
    let boundB = min(sizeB, Self.roundedUp(b.range.magnitude + errorB))
    for v in result.errors.indices {
      result.errors[v] = Self.roundedUp(
        Self.product(boundA, b.errors[v]) + Self.product(boundB + errorB, a.errors[v]))
    }
    // Each coefficient is a sum of at most `count` products.
    result.errors[table.dimension] +=
      Self.product(Self.rounding(of: sizeA), sizeB) * Double(table.count) + Double.leastNonzeroMagnitude
    var truncated = 0.0
    for q in 1...table.order {
      for r in (table.order + 1 - q)...table.order { truncated += sizes.a[q] * sizes.b[r] }
    }
    if truncated > 0 {
      let (left, right) = (a.shares, b.shares)
      let blame = left.indices.map { left[$0] * sizeB + right[$0] * sizeA }
      result.add(error: Self.roundedUp(truncated), sharedAs: blame)
    }
    result.range = a.range * b.range
    result.tightenRange()
    return result
  }

  /// 0·∞ is 0: the bound of zero.
  private static func product(_ a: Double, _ b: Double) -> Double { a == 0 || b == 0 ? 0 : a * b }
}
