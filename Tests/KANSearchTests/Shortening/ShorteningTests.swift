import KANFormula
import KANNumerics
import KANSymbolic
import SymbolLibrary
import Testing

@testable import KANSearch

/// Points of a square and a function that is a percent off p·sin(0.87·q), as a network would be: smoothly.
private struct Rows {
  let columns: [[Double]]
  let target: [Double]

  init(_ law: (Double, Double) -> Double) {
    columns = SobolSequence.columns(300, allOver: [-1...1, -1...1])
    target = zip(columns[0], columns[1]).map { p, q in law(p, q) + 0.003 * Double.cos(3 * p + 2 * q) }
  }

  var refiner: ExpressionRefiner {
    let mean = target.mean
    let spread = (target.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(target.count)).squareRoot()
    return ExpressionRefiner(
      columns: columns, names: ["p", "q"], target: target, rootWeights: nil, spread: spread
    )
    .fitting(to: .comparison)
  }

  var forms: ShorterForms { ShorterForms(names: ["p", "q"], columns: columns, catalog: .standard) }

  func shorter(than laws: [String]) throws -> [LawShortening.Form] {
    let shortening = LawShortening(
      refiner: refiner, forms: forms, box: ["p": -1...1, "q": -1...1], isAllowed: { _ in true })
    return shortening.shorter(
      than: try laws.map { try Expression(parsing: $0) }, budget: WorkBudget())
  }
}

@Suite struct ShorteningTests {
  private let rows = Rows { $0 * .sin(0.87 * $1) }

  /// All forms one step away, with curves of all functions or of some.
  private func forms(of law: String, functions: [String]? = nil) throws -> [Expression] {
    let forms =
      try functions.map {
        ShorterForms(
          names: ["p", "q"], columns: rows.columns, catalog: try SymbolCatalog.standard.selecting($0))
      } ?? rows.forms
    return forms.of(try Expression(parsing: law)).map { $0.simplified().form }
  }

  private func form(_ law: String) throws -> Expression {
    try Expression(parsing: law).simplified().form
  }

  @Test func everyStepTakesOnePart() throws {
    let sum = try forms(of: "1.5*p^2 + 2.5*sin(0.5*q)")
    #expect(sum.contains(try form("1.5*p^2")))
    #expect(sum.contains(try form("2.5*sin(0.5*q)")))
    #expect(sum.contains(try form("1.5*p + 2.5*sin(0.5*q)")))
    #expect(sum.contains(try form("1.5*p^2 + 1.5*q")))
    let product = try forms(of: "1.5*exp(0.5*p)*cos(1.5*q)")
    #expect(product.contains(try form("1.5*exp(0.5*p)")))
    #expect(product.contains(try form("1.5*p*cos(1.5*q)")))
  }

  /// A quadratic that stands for an exponential is replaced by one where the catalog has it: its factor is that of the product.
  @Test func curvesOfOneInputAreReplaced() throws {
    let found = try forms(of: "0.09*(q - 3.25)^2*cos(3.3*p)", functions: ["x", "exp"])
    let expected = try form("0.5*exp(0.75*q)*cos(3.3*p)")
    #expect(found.contains(expected), "\(expected) is none of \(found.count) forms")
  }

  /// What looks like a product of two curves may be one curve of a product, and have another function around it.
  @Test func functionsAreMergedAndReplaced() throws {
    let merged = try forms(of: "0.5*r + 1.3*tanh(1.6*p)*sin(1.5*q)")
    #expect(merged.contains(try form("0.5*r + 1.3*tanh(2.5*p*q)")))
    #expect(merged.contains(try form("0.5*r + 1.3*sin(2.5*p*q)")))
    let replaced = try forms(of: "1.3*sin(0.9*p*q)", functions: ["x", "tanh"])
    #expect(replaced.contains(try form("1.3*tanh(1.2*p*q)")))
  }

  @Test func namedNumbersBecomeFree() throws {
    #expect(try forms(of: "sin(2*p)*cos(3*q/2)").contains(try form("sin(2.5*p)*cos(1.5*q)")))
  }

  /// What is left of decorations is the law, with its own constant, on a front on which each longer law leaves less.
  @Test func decoratedLawLosesItsDecorations() throws {
    let front = try rows.shorter(than: ["7.2*sin(0.14*p)*sin(0.88*q) + 0.01*p^2*q^2 + 0.001*q"])
    let law = try #require(front.first { $0.error < 0.02 })
    let expected = try [form("p*sin(0.5*q)"), form("0.5*p*sin(0.5*q)")]
    #expect(expected.contains(law.law.form))
    #expect(abs(law.law.value(at: ["p": 1, "q": 0.5]) - .sin(0.435)) < 0.01)
    for (a, b) in zip(front, front.dropFirst()) {
      #expect(a.law.complexity < b.law.complexity && b.error < 0.9 * a.error)
    }
  }

  @Test func whatMayNotStandIsNotProposed() throws {
    let shortening = LawShortening(
      refiner: rows.refiner, forms: rows.forms, box: [:], isAllowed: { $0.variables == ["p", "q"] })
    let laws = [try Expression(parsing: "0.5*p^2*q + 0.8*p*q")]
    #expect(
      shortening.shorter(than: laws, budget: WorkBudget()).allSatisfy { $0.law.variables == ["p", "q"] })
  }

  /// Without work nothing is tried; what was given stays.
  @Test func exhaustedBudgetEndsIt() throws {
    let shortening = LawShortening(
      refiner: rows.refiner, forms: rows.forms, box: [:], isAllowed: { _ in true })
    let law = try Expression(parsing: "0.5*p^2*q + 0.8*p*q")
    let front = shortening.shorter(than: [law], budget: WorkBudget(limit: 0))
    #expect(front.map(\.law) == [law])
  }
}
