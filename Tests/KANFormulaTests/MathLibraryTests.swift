import Foundation
import KANNumerics
import Testing

@testable import KANFormula

@Suite struct MathLibraryTests {
  /// The C library is the reference: no bit may differ, whatever the name under which its functions are called.
  @Test func powersAreThoseOfTheCLibrary() {
    let special: [Double] = [
      0, -0.0, 1, -1, 2, -2, 3, -3, 0.5, -0.5, 1.5, -8, 1e300, -1e300, 1e-300, .infinity, -.infinity, .nan,
      0x1p53, -0x1p53, 0x1p53 - 1, 1 - 0x1p53, .leastNonzeroMagnitude, -.leastNonzeroMagnitude,
    ]
    var random = SeededRandom(seed: 5)
    var pairs = special.flatMap { x in special.map { (x, $0) } }
    for _ in 0..<2000 {
      let x = random.normal(mean: 0, standardDeviation: 5)
      pairs += [(x, random.normal(mean: 0, standardDeviation: 5)), (x, (8 * random.normal()).rounded())]
    }
    let different = pairs.filter { x, p in
      let (value, expected) = (realPower(x, p), pow(x, p))
      return value.bitPattern != expected.bitPattern && !(value.isNaN && expected.isNaN)
    }
    #expect(different.isEmpty)
  }

  @Test(
    arguments: [
      (0.5, 3, "0.500"), (-1e22, 0, "-10000000000000000000000"), (.infinity, 2, "inf"), (2.5e-9, 4, "0.0000"),
    ] as [(Double, Int, String)])
  func fixedTextHasNoPowerOfTen(x: Double, decimals: Int, text: String) {
    #expect(x.fixedText(decimals: decimals) == text)
  }

  @Test func theLargestNumberFits() {
    #expect(Double.greatestFiniteMagnitude.fixedText(decimals: 12).count == 309 + 1 + 12)
  }
}
