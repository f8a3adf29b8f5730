import KANKernels

/// Sums over rows by the kernel of this machine, in the same order on every column.
enum RowProducts {
  private static let kernels = kan_select_f64(Int32(KAN_BEST)).pointee

  /// Σ aₙ·bₙ.
  static func dot(_ a: UnsafePointer<Double>, _ b: UnsafePointer<Double>, _ count: Int) -> Double {
    kernels.dot(count, a, b)
  }

  /// Σ xₙ².
  static func square(_ x: [Double]) -> Double {
    x.withUnsafeBufferPointer { buffer in
      buffer.baseAddress.map { dot($0, $0, buffer.count) } ?? 0
    }
  }

  /// y += a·x.
  static func add(_ a: Double, _ x: [Double], to y: inout [Double]) {
    kernels.addScaled(min(x.count, y.count), a, x, &y)
  }
}
