import KANData
import KANFormula
import Testing

@testable import KANSearch

/// Which inputs act together, of laws with exact derivatives.
@Suite struct InterplayTests {
  private func interplay(_ law: SampleLaw) throws -> Interplay {
    let data = try law.table(rows: 600)
    return Interplay(try Surrogate(law, on: data), columns: data.inputs)
  }

  @Test func seesSums() throws {
    let sum = try interplay(SampleLaw("sin(a*b) + exp(c)", 1...2, 1...2, 1...2))
    #expect(sum.groups(on: .linear) == [[0, 1], [2]])
    #expect(sum.groups(on: .logarithmic(sign: 1)) == [[0, 1, 2]])
  }

  @Test func seesProducts() throws {
    let product = try interplay(SampleLaw("(2 + sin(a*c))*exp(b)", 1...2, 1...2, 1...2))
    #expect(product.groups(on: .linear) == [[0, 1, 2]])
    #expect(product.groups(on: .logarithmic(sign: 1)) == [[0, 2], [1]])
  }

  /// A target of either sign has no logarithm.
  @Test func seesProductsThatChangeTheirSign() throws {
    let product = try interplay(SampleLaw("sin(3*a*c)*(b - 1)*exp(b)", -1...1, -1...2, 0.5...1))
    #expect(product.factors() == [[0, 2], [1]])
    #expect(product.excess(0, 1) < 1e-9)
    let other = try interplay(SampleLaw("sin(3*a)*b + c", -1...1, -1...1, -1...1))
    #expect(other.factors() == [[0, 1, 2]])
    let sum = try interplay(SampleLaw("a + b^2", -1...1, -1...1))
    #expect(abs(sum.excess(0, 1) - 1) < 1e-9)
  }

  @Test func seesCompositions() throws {
    // b and c matter through b·c + sin(c) only.
    let inner = try interplay(SampleLaw("(a + b*c + sin(3*c))^2*a + exp(a*a)", 0...1, 0.1...1, 0.1...1))
    #expect(inner.compositions().map(\.inputs) == [[1, 2]])
    let none = try interplay(SampleLaw("a*b*b + b*c*c + sin(3*a*c)", 1...3, 1...3, 1...3))
    #expect(none.compositions().isEmpty)
  }

  /// ∂²f/∂a∂b of a·b is 1: its change a standard deviation over all slopes is known.
  @Test func measuresTheChange() throws {
    let product = try interplay(SampleLaw("a*b", -1...1, -1...1))
    // Slopes are b·σ and a·σ, σ = 1/√3; the change a deviation is σ², b's root mean square in 0.9 of the range 0.9·σ.
    #expect(abs(product.change(0, 1, on: .linear) - 1 / 0.9) < 0.1)
    let sum = try interplay(SampleLaw("a + b^2", -1...1, -1...1))
    #expect(sum.change(0, 1, on: .linear) < 1e-9)
  }
}
