import KANFormula
import KANNumerics
import KANSymbolic

/// For columns with units: the search in dimensionless groups, of which there are fewer than columns.
struct DimensionlessGroupsStage: SearchStage {
  static let name = "dimensionless-groups"
  static let summary = "with units, the search among dimensionless groups comes first"

  /// The share of the budget that the groups leave to the columns themselves.
  private static let reserve = 0.4
  /// The relative variation of a target over its scale below which the target is the scale itself.
  private static let constancy = 1e-5

  func advance(_ archive: inout LawArchive, in session: SearchSession) -> SearchOutcome {
    guard !session.options.units.isEmpty else { return archive.outcome(session.budget) }
    let reduction = DimensionalReduction(of: session.table, units: session.options.units)
    guard let table = reduction.table else { return archive.outcome(session.budget) }
    let mean = table.target.mean
    if table.target.allSatisfy({ abs($0 - mean) <= Self.constancy * abs(mean) }) {
      add(.product([.real(mean), table.scale.expression]), as: table.scale.name, &archive, session)
    } else if let data = table.data {
      session.reserving(Self.reserve) { session in
        let groups = Dictionary(uniqueKeysWithValues: zip(data.inputNames, table.groups.map(\.expression)))
        let structure = "\(table.scale.name)·f(\(table.groups.map(\.name).joined(separator: ", ")))"
        for law in LawSearch.laws(of: data, like: session) {
          add(.product([table.scale.expression, law.substituting(groups)]), as: structure, &archive, session)
        }
      }
    }
    return archive.outcome(session.budget)
  }

  /// Adds a law that was found among groups, with its constants refined on the columns.
  private func add(
    _ expression: Expression, as structure: String, _ archive: inout LawArchive, _ session: SearchSession
  ) {
    if let law = session.fitter.law(
      expression, from: .groups(structure), weighting: .absoluteNoise, budget: session.budget)
    {
      archive.add(law)
    }
  }
}
