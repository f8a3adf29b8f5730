import KANNumerics

extension SeededRandom {
  /// `count` numbers uniform in `range`.
  public mutating func uniforms(_ count: Int, in range: ClosedRange<Double>) -> [Double] {
    (0..<count).map { _ in uniform(in: range) }
  }

  /// `count` standard normal numbers.
  public mutating func normals(_ count: Int) -> [Double] { (0..<count).map { _ in normal() } }
}
