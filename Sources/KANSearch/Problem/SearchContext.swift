import KANFormula
import KANSymbolic
import SymbolLibrary

/// What a family or a reduction needs to know beside its subproblem.
struct SearchContext: Sendable {
  /// The functions that may occur.
  let catalog: SymbolCatalog
  /// What laws may look like.
  var constraints = Discovery.Options.Constraints()
  /// The members that take part.
  let methods: MethodSelection
  /// The number of threads; results do not depend on it.
  let threads: Int
  /// What may be spent.
  let budget: WorkBudget
  /// What the target is taken to be: members of the search say which one they are for.
  var likelihood = Likelihood.gaussian
  /// The dimensions of the table's inputs; empty where no units are known.
  var dimensions: [String: PhysicalDimension] = [:]
  /// The best laws so far, best first, for families that build on them.
  var laws: [Expression] = []
  /// How to look.
  var look = Look()

  /// The same with a budget of another.
  func spending(_ budget: WorkBudget) -> SearchContext {
    SearchContext(
      catalog: catalog, constraints: constraints, methods: methods, threads: threads, budget: budget,
      likelihood: likelihood, dimensions: dimensions, laws: laws, look: look)
  }

  /// The same, looking in another way.
  func looking(_ look: Look) -> SearchContext {
    SearchContext(
      catalog: catalog, constraints: constraints, methods: methods, threads: threads, budget: budget,
      likelihood: likelihood, dimensions: dimensions, laws: laws, look: look)
  }

  /// The same, with what is known.
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
