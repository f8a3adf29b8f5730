import KANData
import KANFormula
import KANSymbolic
import SymbolLibrary
import Testing

@testable import KANSearch

/// Sums of terms for log-odds.
@Suite struct LogOddsModelTests {
  private static func table() throws -> FeatureTable {
    FeatureTable(try LabelDiscoveryTests.table(rows: 1_500).data, rows: 1_500)
  }

  private func term(_ text: String, _ table: FeatureTable) throws -> LogOddsModel.Term {
    let expression = try Expression(parsing: text)
    return LogOddsModel.Term(expression: expression, values: try #require(table.values(of: expression)))
  }

  @Test func termsLowerTheMisfit() throws {
    let table = try Self.table()
    let empty = try #require(LogOddsModel(table))
    #expect(abs(empty.misfit - Likelihood.nullMisfit(labels: table.target)) < 1e-6)
    let one = try #require(empty.adding(term("x*y", table), steps: 20, WorkBudget()))
    let two = try #require(one.adding(term("exp(-0.4*z)", table), steps: 20, WorkBudget()))
    #expect(one.misfit < empty.misfit - 100 && two.misfit < one.misfit - 10)
    #expect(two.constants == 4 && two.expression.freeConstants.count == 4)
    // The rate of the decay is free, and moves towards the one that made the labels.
    let refined = two.refined(steps: 30, WorkBudget())
    #expect(refined.misfit <= two.misfit)
    let rate = try #require(refined.terms[1].expression.freeConstants.first)
    #expect(abs(rate) > 0.5 && abs(rate) < 2, "\(rate)")
    // What the model says and what its expression says are the same.
    let values = try #require(table.values(of: refined.expression))
    #expect(zip(values, refined.logits).allSatisfy { abs($0 - $1) < 1e-9 })
    let shorter = try #require(refined.removing(1, steps: 20, WorkBudget()))
    #expect(abs(shorter.misfit - one.misfit) < 1e-3)
  }

  @Test func functionsStayWithinTheCatalog() throws {
    let table = try Self.table()
    let all = LogOddsAtom.all(of: table, inputs: [0, 1], catalog: .standard)
    #expect(all.allSatisfy { $0.values.count == table.count && $0.values.allSatisfy(\.isFinite) })
    let lines = LogOddsAtom.all(
      of: table, inputs: [0, 1], catalog: try SymbolCatalog.standard.selecting(["x"]))
    #expect(!lines.isEmpty && lines.allSatisfy { $0.expression.freeConstants.isEmpty })
  }
}
