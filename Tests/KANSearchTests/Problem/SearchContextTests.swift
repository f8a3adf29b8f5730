import Foundation
import KANFormula
import KANSymbolic
import SymbolLibrary
import Testing

@testable import KANSearch

/// What families and reductions are told.
@Suite struct SearchContextTests {
  @Test func changesOneThingAtATime() {
    let budget = WorkBudget(limit: 10)
    let context = SearchContext.sample(methods: MethodSelection(without: ["pairs"]), threads: 3)
    let look = Look(breadth: .pairs, isThorough: true, weighting: .absoluteNoise)
    #expect(context.looking(look).look == look)
    #expect(context.looking(look).budget === context.budget && context.looking(look).threads == 3)
    #expect(context.spending(budget).budget === budget)
    #expect(
      context.spending(budget).methods == context.methods && context.spending(budget).look == context.look)
  }

  /// Work on several threads is charged in order, and results come in the order of the items.
  @Test(arguments: [1, 2, 8])
  func mapsInOrder(threads: Int) {
    let context = SearchContext.sample(threads: threads)
    let results = context.map(Array(0..<50)) { item, own -> Int in
      own.budget.spend(item)
      return item * item
    }
    #expect(results == (0..<50).map { $0 * $0 })
    #expect(context.budget.spent == 49 * 25)
  }

  @Test func looksForPowersOfExactDataFirst() {
    #expect(Look() == Look(breadth: .powers, isThorough: false, weighting: .rounding))
    #expect(Look.Breadth.allCases.map(\.rawValue) == [0, 1, 2])
  }

  @Test func weighsNoise() {
    #expect(Weighting.allCases.map(\.isNoisy) == [false, true, true])
    // √(mean square) of 3, −4 and 5·√3 is √(100/3).
    let target = [3, -4, 5 * 3.0.squareRoot()]
    #expect(
      abs(Weighting.absoluteNoise.smallestSignificant(of: target) - 0.1 * (100.0 / 3).squareRoot()) < 1e-15)
    #expect(Weighting.proportionalNoise.smallestSignificant(of: target) == 0)
    #expect(Weighting.rounding.smallestSignificant(of: target) == 0)
    #expect(Weighting.absoluteNoise.smallestSignificant(of: []) == 0)
  }

  @Test func methodsAreLeftOutByName() throws {
    let some = MethodSelection(without: ["pairs", "seeds"])
    #expect(!some.contains("pairs") && !some.contains("seeds") && some.contains("factors"))
    #expect(MethodSelection.all.contains("pairs") && MethodSelection.all == MethodSelection(without: []))
    let read = try JSONDecoder().decode(MethodSelection.self, from: try JSONEncoder().encode(some))
    #expect(read == some)
  }

  /// A law is allowed where every function in it is part of some symbol of the catalog.
  @Test(arguments: [
    ("a*b + 2", ["x"], true), ("a^3*b^2", ["x"], true), ("sin(a)", ["x"], false), ("sin(a*b)", ["sin"], true),
    ("1/a", ["x"], false), ("1/a", ["1/x"], true), ("sqrt(a)", ["1/x"], false), ("sqrt(a)", ["sqrt"], true),
    ("abs(a)", ["x"], true), ("a^b", ["x", "sqrt"], false), ("exp(sin(a))", ["exp", "sin"], true),
    ("exp(sin(a))", ["exp"], false), ("a^1.37", ["sqrt"], true), ("a^1.37", ["x"], false),
    ("a^(-1.37)", ["sqrt"], false), ("a^(-1.37)", ["sqrt", "1/x"], true),
  ])
  func catalogAllows(law: String, symbols: [String], isAllowed: Bool) throws {
    let catalog = try SymbolCatalog.standard.selecting(symbols)
    #expect(catalog.allows(try Expression(parsing: law)) == isAllowed)
  }
}
