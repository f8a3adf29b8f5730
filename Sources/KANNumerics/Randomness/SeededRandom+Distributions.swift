import RealModule

extension SeededRandom {
  /// A number from the standard normal distribution.
  ///
  /// The polar method (Marsaglia & Bray, 1964); the second number of each pair is dropped, so that the state of the generator is
  /// all that a resumable run must store.
  package mutating func normal() -> Double {
    while true {
      let u = 2 * uniform() - 1
      let v = 2 * uniform() - 1
      let square = u * u + v * v
      if square > 0 && square < 1 { return u * (-2 * .log(square) / square).squareRoot() }
    }
  }

  /// A number from the normal distribution of the given mean and standard deviation.
  package mutating func normal(mean: Double, standardDeviation: Double) -> Double {
    mean + standardDeviation * normal()
  }

  /// An integer uniform in 0 ..< `bound`, without bias.
  ///
  /// Written out because the standard library does not specify how it consumes random bits.
  package mutating func integer(below bound: Int) -> Int {
    precondition(bound > 0, "an integer below \(bound) does not exist")
    // Multiply and reject (Lemire, ACM TOMACS 29, 2019).
    let range = UInt64(bound)
    var product = next().multipliedFullWidth(by: range)
    if product.low < range {
      let threshold = (0 &- range) % range
      while product.low < threshold { product = next().multipliedFullWidth(by: range) }
    }
    return Int(product.high)
  }

  /// The elements in random order (Fisher and Yates).
  @_specialize(where Element == Int)
  package mutating func shuffled<Element>(_ elements: [Element]) -> [Element] {
    var result = elements
    for n in stride(from: result.count - 1, to: 0, by: -1) { result.swapAt(n, integer(below: n + 1)) }
    return result
  }
}
