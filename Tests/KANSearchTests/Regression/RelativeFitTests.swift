import KANNumerics
import KANTestSupport
import RealModule
import Testing

@testable import KANSearch

/// α·column + β·companion with the least relative error, against the normal equations written out.
@Suite struct RelativeFitTests {
  @Test(arguments: 1...20 as ClosedRange<UInt64>)
  func solvesTheNormalEquations(seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    let count = 7 + Int(seed)
    let target = random.uniforms(count, in: 0.5...4)
    let column = random.uniforms(count, in: -2...2)
    let companion = random.uniforms(count, in: 0.1...2)
    let fit = RelativeFit(target: target, companion: companion)
    let hit = try #require(fit.fit(column))
    let u = zip(column, target).map { $0 / $1 }
    let v = zip(companion, target).map { $0 / $1 }
    let one = target.map { _ in 1.0 }
    let determinant = u.dot(u) * v.dot(v) - u.dot(v) * u.dot(v)
    let alpha = (u.dot(one) * v.dot(v) - v.dot(one) * u.dot(v)) / determinant
    let beta = (v.dot(one) * u.dot(u) - u.dot(one) * u.dot(v)) / determinant
    func error(_ alpha: Double, _ beta: Double) -> Double {
      let square = zip(u, v).reduce(0) { total, pair in
        let r = alpha * pair.0 + beta * pair.1 - 1
        return total + r * r
      }
      return (square / Double(count)).squareRoot()
    }
    // β is kept where it halves the error.
    let plain = u.dot(one) / u.dot(u)
    if error(alpha, beta) < 0.5 * error(plain, 0) {
      #expect(isClose(hit.alpha, alpha, within: 1e-11) && isClose(hit.beta, beta, within: 1e-11))
      #expect(isClose(hit.error, error(alpha, beta), within: 1e-11))
    } else {
      #expect(isClose(hit.alpha, plain, within: 1e-12) && hit.beta == 0)
      #expect(isClose(hit.error, error(plain, 0), within: 1e-12))
    }
    #expect(isClose(fit.roughError(column), error(alpha, beta), within: 1e-7))
  }

  @Test func leavesTheCompanionOutWhereItMakesNoDifference() throws {
    let target = (1...20).map(Double.init)
    let hit = try #require(
      RelativeFit(target: target.map { 3 * $0 }, companion: target.map { _ in 1 }).fit(target))
    #expect(isClose(hit.alpha, 3, within: 1e-14) && hit.beta == 0 && hit.error < 1e-14)
  }

  @Test func findsBothOfAnExactSum() throws {
    let x = (1...20).map { 0.3 * Double($0) }
    let column = x.map { Double.exp($0) }
    let target = column.map { 2 * $0 - 1.5 }
    let hit = try #require(RelativeFit(target: target, companion: x.map { _ in 1 }).fit(column))
    #expect(
      isClose(hit.alpha, 2, within: 1e-12) && isClose(hit.beta, -1.5, within: 1e-11) && hit.error < 1e-13)
  }

  @Test(arguments: [[Double]](arrayLiteral: [0, 0, 0], [.nan, 1, 2], [.infinity, 1, 2]))
  func refusesColumnsThatAreNotFinite(column: [Double]) {
    let fit = RelativeFit(target: [1, 2, 3], companion: [1, 1, 1])
    #expect(fit.fit(column) == nil && fit.roughError(column) == .infinity)
  }
}
