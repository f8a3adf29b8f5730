import KANFormula
import KANSymbolic
import SymbolLibrary

/// The information that a family or a reduction needs besides its subproblem.
struct SearchContext: Sendable {
  /// The functions that may occur.
  let catalog: SymbolCatalog
  /// The constraints on the form of laws.
  var constraints = Discovery.Options.Constraints()
  /// The enabled members.
  let methods: MethodSelection
  /// The number of threads; results do not depend on it.
  let threads: Int
  /// The budget.
  private(set) var budget: WorkBudget
  /// The statistical model of the target: parts of the search declare which one they support.
  var likelihood = Likelihood.gaussian
  /// The dimensions of the table's inputs; empty if no units are known.
  var dimensions: [String: PhysicalDimension] = [:]
  /// The best laws so far, best first, for families that build on them.
  var laws: [Expression] = []
  /// How to treat the subproblem.
  var look = Look()

  /// The same with another budget.
  func spending(_ budget: WorkBudget) -> SearchContext {
    var other = self
    other.budget = budget
    return other
  }

  /// The same with another look.
  func looking(_ look: Look) -> SearchContext {
    var other = self
    other.look = look
    return other
  }

  /// The same with known laws.
  func knowing(_ laws: [Expression]) -> SearchContext {
    var other = self
    other.laws = laws
    return other
  }

  /// `transform` of every item on all threads, with results in the order of the items.
  func map<Item: Sendable, Result: Sendable>(
    _ items: [Item], _ transform: @Sendable (Item, SearchContext) -> Result
  ) -> [Result] {
    Parallel.map(items, threads: threads, budget: budget) { item, own in transform(item, spending(own)) }
  }
}
