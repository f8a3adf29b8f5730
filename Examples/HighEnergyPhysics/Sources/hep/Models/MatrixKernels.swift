/// Products of small matrices with tiles of samples, eight samples a vector; all widths are multiples of 8.
enum MatrixKernels {
  private typealias Vector = SIMD8<Float>

  @inline(__always)
  private static func load(_ p: UnsafePointer<Float>) -> Vector {
    UnsafeRawPointer(p).loadUnaligned(as: Vector.self)
  }

  @inline(__always)
  private static func store(_ v: Vector, _ p: UnsafeMutablePointer<Float>) {
    UnsafeMutableRawPointer(p).storeBytes(of: v, as: Vector.self)
  }

  /// out[r][s] = start[r] + Σ_c m[r·rowStep + c·columnStep]·x[c][s].
  static func multiply(
    _ m: UnsafePointer<Float>, rowStep: Int, columnStep: Int, rows: Int, columns: Int,
    _ x: UnsafePointer<Float>, starts: UnsafePointer<Float>?, into out: UnsafeMutablePointer<Float>,
    width: Int
  ) {
    var r = 0
    // Four rows at a time, so that each sample that is loaded is used four times.
    while r + 4 <= rows {
      let row = m + r * rowStep
      for s in stride(from: 0, to: width, by: 8) {
        var a = Vector(repeating: starts?[r] ?? 0)
        var b = Vector(repeating: starts?[r + 1] ?? 0)
        var c = Vector(repeating: starts?[r + 2] ?? 0)
        var d = Vector(repeating: starts?[r + 3] ?? 0)
        var weight = row
        var sample = x + s
        for _ in 0..<columns {
          let v = load(sample)
          a += v * weight[0]
          b += v * weight[rowStep]
          c += v * weight[2 * rowStep]
          d += v * weight[3 * rowStep]
          weight += columnStep
          sample += width
        }
        store(a, out + r * width + s)
        store(b, out + (r + 1) * width + s)
        store(c, out + (r + 2) * width + s)
        store(d, out + (r + 3) * width + s)
      }
      r += 4
    }
    while r < rows {
      for s in stride(from: 0, to: width, by: 8) {
        var a = Vector(repeating: starts?[r] ?? 0)
        for c in 0..<columns { a += load(x + c * width + s) * m[r * rowStep + c * columnStep] }
        store(a, out + r * width + s)
      }
      r += 1
    }
  }

  /// out[r][c] += Σ_s a[r][s]·x[c][s].
  static func addOuterProduct(
    _ a: UnsafePointer<Float>, rows: Int, _ x: UnsafePointer<Float>, columns: Int, width: Int,
    to out: UnsafeMutablePointer<Float>
  ) {
    for r in 0..<rows {
      let own = a + r * width
      let target = out + r * columns
      var c = 0
      while c + 4 <= columns {
        let column = x + c * width
        var (p, q, u, v) = (Vector.zero, Vector.zero, Vector.zero, Vector.zero)
        for s in stride(from: 0, to: width, by: 8) {
          let w = load(own + s)
          p += w * load(column + s)
          q += w * load(column + width + s)
          u += w * load(column + 2 * width + s)
          v += w * load(column + 3 * width + s)
        }
        target[c] += p.sum()
        target[c + 1] += q.sum()
        target[c + 2] += u.sum()
        target[c + 3] += v.sum()
        c += 4
      }
      while c < columns {
        var p = Vector.zero
        for s in stride(from: 0, to: width, by: 8) { p += load(own + s) * load(x + c * width + s) }
        target[c] += p.sum()
        c += 1
      }
    }
  }

  /// out[r] += Σ_s a[r][s].
  static func addRowSums(
    _ a: UnsafePointer<Float>, rows: Int, width: Int, to out: UnsafeMutablePointer<Float>
  ) {
    for r in 0..<rows {
      var p = Vector.zero
      for s in stride(from: 0, to: width, by: 8) { p += load(a + r * width + s) }
      out[r] += p.sum()
    }
  }
}
