import KANData
import KANFormula
import KANSymbolic
import SymbolLibrary

@testable import KANSearch

extension SearchContext {
  /// Everything allowed, as much work as is wanted.
  static func sample(
    _ look: Look = Look(), methods: MethodSelection = .all, threads: Int = 1,
    budget: WorkBudget = WorkBudget()
  ) -> SearchContext {
    SearchContext(catalog: .standard, methods: methods, threads: threads, budget: budget, look: look)
  }
}

extension Subproblem {
  /// The whole problem of a table.
  init(_ data: Dataset) { self.init(FeatureTable(data, rows: 4_000)) }

  /// Its factor and term in every row, to see whether factor·t + term is the target.
  func composedValues(on data: Dataset) throws -> [Double] {
    let factors = try data.values(of: factor)
    let terms = try data.values(of: term)
    return values.indices.map { factors[$0] * values[$0] + terms[$0] }
  }
}

extension LawSearch {
  /// A search that was not started, of a table's own laws.
  static func sample(_ data: Dataset, options: Discovery.Options = Discovery.Options(threads: 1)) throws
    -> LawSearch
  {
    try LawSearch(data, options: options, budget: WorkBudget(), observer: nil)
  }

  /// A law at its best constants.
  func law(_ text: String, weighting: Weighting = .absoluteNoise) throws -> Law? {
    session.fitter.law(
      try Expression(parsing: text), from: .family("given"), weighting: weighting, budget: WorkBudget())
  }
}
