import Foundation
import KANKernels
import KANNumerics
import Testing

/// Elementary functions of columns on every instruction set, beside the C library's, which are right to one unit in the
/// last place.
@Suite struct ColumnMathTests {
  typealias Column = @convention(c) (Int, UnsafePointer<Double>?, UnsafeMutablePointer<Double>?) -> Void

  struct Case: Sendable, CustomTestStringConvertible {
    let name: String
    let column: @Sendable (kan_columns_f64) -> Column?
    let reference: @Sendable (Double) -> Double
    /// Typical arguments, and the largest ones.
    let ranges: [ClosedRange<Double>]
    var testDescription: String { name }
  }

  static let cases: [Case] = [
    Case(name: "exp", column: { $0.exp }, reference: { exp($0) }, ranges: [-3...3, -745...709.7]),
    Case(
      name: "log", column: { $0.log }, reference: { log($0) },
      ranges: [0.1...4, 0.99...1.01, 1e-308...1e-300]),
    Case(name: "sin", column: { $0.sin }, reference: { sin($0) }, ranges: [-7...7, -1e6...1e6, 1e6...1e15]),
    Case(name: "cos", column: { $0.cos }, reference: { cos($0) }, ranges: [-7...7, -1e6...1e6, 1e6...1e15]),
    Case(name: "tan", column: { $0.tan }, reference: { tan($0) }, ranges: [-7...7, -1e6...1e6]),
    Case(name: "arcsin", column: { $0.arcsin }, reference: { asin($0) }, ranges: [-1...1, -1e-3...1e-3]),
    Case(name: "arccos", column: { $0.arccos }, reference: { acos($0) }, ranges: [-1...1, 0.999...1]),
    Case(name: "arctan", column: { $0.arctan }, reference: { atan($0) }, ranges: [-5...5, -1e6...1e6]),
    Case(
      name: "sinh", column: { $0.sinh }, reference: { sinh($0) }, ranges: [-3...3, -0.01...0.01, -710...710]),
    Case(name: "cosh", column: { $0.cosh }, reference: { cosh($0) }, ranges: [-3...3, -710...710]),
    Case(
      name: "tanh", column: { $0.tanh }, reference: { tanh($0) }, ranges: [-3...3, -0.01...0.01, -30...30]),
  ]

  @Test(arguments: cases, [KAN_PORTABLE, KAN_AVX2, KAN_AVX512])
  func agreesWithTheLibrary(_ testCase: Case, level: Int) throws {
    let function = try #require(testCase.column(kan_select_columns(Int32(level)).pointee))
    var random = SeededRandom(seed: 3)
    for range in testCase.ranges {
      let x = (0..<5000).map { _ in random.uniform(in: range) } + [range.lowerBound, range.upperBound]
      let y = Self.apply(function, x)
      let errors = zip(x, y).map { x, y -> Double in
        let expected = testCase.reference(x)
        return (y - expected).magnitude / max(expected.ulp, .leastNormalMagnitude * .ulpOfOne)
      }
      #expect(errors.allSatisfy { $0 <= 3 }, "\(range): \(errors.max() ?? 0) units in the last place")
    }
  }

  /// Infinities, zeros, numbers beyond the domain, and NaN.
  @Test(arguments: cases, [KAN_PORTABLE, KAN_AVX2, KAN_AVX512])
  func knowsSpecialValues(_ testCase: Case, level: Int) throws {
    let function = try #require(testCase.column(kan_select_columns(Int32(level)).pointee))
    let x: [Double] = [0, .infinity, -.infinity, .nan, 1, -1, 2, -2, 800, -800, 1e300, -1e300]
    for (x, y) in zip(x, Self.apply(function, x)) {
      let expected = testCase.reference(x)
      let isSame =
        expected.isNaN ? y.isNaN : y == expected || (y - expected).magnitude <= 3 * expected.magnitude.ulp
      #expect(isSame, "\(testCase.name)(\(x)) is \(y), not \(expected)")
    }
  }

  private static func apply(_ function: Column, _ x: [Double]) -> [Double] {
    var y = x
    x.withUnsafeBufferPointer { from in
      y.withUnsafeMutableBufferPointer { to in function(x.count, from.baseAddress, to.baseAddress) }
    }
    return y
  }
}
