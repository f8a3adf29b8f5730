import SwiftKAN

/// The events of the multijet study: 43 inputs of the classifiers, and what is needed to judge them.
struct QCDEvents {
  /// The kinematic variables in the order of the datasheet.
  static let columns = [
    "lep_pt", "lep_eta", "lep_charge", "met", "mtw", "dphi_lep_met", "n_jets", "n_btags", "j1_pt", "j1_eta",
    "j1_m",
    "j2_pt", "j2_eta", "j2_m", "bjet_pt", "bjet_eta", "bjet_m", "ljet_pt", "ljet_eta", "ljet_m", "ht_jets",
    "st",
    "pt_vecsum_jets", "m_jets", "m_j1j2", "pt_j1j2", "dr_j1j2", "dphi_j1j2", "deta_ljet_bjet", "dr_lep_j1",
    "dr_lep_j2", "dr_lep_bjet", "dphi_met_j1", "dphi_met_j2", "m_lep_bjet", "m_top", "pt_top", "pt_w",
    "cos_theta_star", "sphericity", "aplanarity", "centrality", "met_sig",
  ]

  /// Momenta, masses and shapes, which enter as logarithms.
  static let logarithms: [LogarithmicInput] =
    [
      "lep_pt", "met", "mtw", "j1_pt", "j1_m", "j2_pt", "j2_m", "bjet_pt", "bjet_m", "ljet_pt", "ljet_m",
      "ht_jets",
      "st", "pt_vecsum_jets", "m_jets", "m_j1j2", "pt_j1j2", "m_lep_bjet", "m_top", "pt_top", "pt_w",
    ].map { LogarithmicInput(column: $0, offset: 5) } + [
      LogarithmicInput(column: "met_sig", offset: .rational(FormulaExpression.Rational(1, 2) ?? 1)),
      LogarithmicInput(column: "sphericity", offset: .rational(FormulaExpression.Rational(1, 50) ?? 1)),
      LogarithmicInput(column: "aplanarity", offset: .rational(FormulaExpression.Rational(1, 500) ?? 1)),
      LogarithmicInput(column: "centrality", offset: 0),
    ]

  /// Inputs that kinematics gives from others: the W's transverse momentum from those of its parts, the scalar sum of all
  /// transverse momenta, the significance of the missing one, and the sum of the two leading jets.
  static let derived: [DerivedInput] = {
    let (muon, missing, mass, jets) = (column("lep_pt"), column("met"), column("mtw"), column("ht_jets"))
    let (first, second, angle) = (column("j1_pt"), column("j2_pt"), column("dphi_j1j2"))
    let pairs: [(String, [String], FormulaExpression)] = [
      ("pt_w", ["log_lep_pt", "log_met", "log_mtw"], .abs((muon + missing).pow(2) - mass.pow(2)).sqrt()),
      ("st", ["log_lep_pt", "log_met", "log_ht_jets"], muon + missing + jets),
      ("met_sig", ["log_met", "log_ht_jets"], missing / jets.sqrt()),
      (
        "pt_j1j2", ["log_j1_pt", "log_j2_pt", "dphi_j1j2"],
        .abs(first.pow(2) + second.pow(2) + 2 * first * second * .cos(angle)).sqrt()
      ),
    ]
    return pairs.compactMap { name, sources, value in
      logarithms.first { $0.column == name }.map {
        DerivedInput(name: $0.name, sources: sources, definition: $0.definition.substituting([name: value]))
      }
    }
  }()

  /// What those of some inputs stand for that are no columns; where others among them determine one, in terms of these.
  static func definitions(of inputs: [String]) -> [String: FormulaExpression] {
    let independent = derived.independent(inputs)
    return derived.filter { inputs.contains($0.name) && !independent.contains($0.name) }
      .reduce(into: logarithms.definitions) { $0[$1.name] = $1.definition }
  }

  private static func column(_ name: String) -> FormulaExpression { .variable(name) }

  /// One part of the events.
  struct Part {
    /// Inputs as the classifiers see them, label 1 for prompt muons and 0 for multijets, unweighted.
    let data: Dataset
    /// The transverse W mass in GeV.
    let mtw: [Double]
    /// The cross section that each row stands for, in pb.
    let weights: [Double]
    /// Rows that share a hard event have one number.
    let groups: [Double]

    /// The variables in the units of the table, for formulas.
    let table: [String: [Double]]

    var labels: [Double] { data.targets[0] }
    var count: Int { data.count }

    /// A formula of the variables, for every event.
    func values(of formula: Formula) throws -> [Double] {
      try formula.values(formula.variables.map { table[$0.name] ?? [] })
    }
  }

  let train: Part
  let validation: Part
  let test: Part

  init(_ table: Table) throws {
    let split = try EventSplit(table)
    let inputs = try Self.inputs(table)
    let all = try Dataset(
      inputNames: inputs.map(\.name), inputs: inputs.map(\.values), targetNames: ["label"],
      targets: [table.column("label")])
    guard all.labelsAreBinary else { throw StudyError("the column label contains values other than 0 and 1") }
    let (mtw, weights, groups) = (
      try table.column("mtw"), try table.column("weight_pb"),
      table["group"] ?? (0..<table.rowCount).map(Double.init)
    )
    // Formulas are of what stands in the table, but for directions along the beam, which are those of the light jet.
    var plain = Dictionary(uniqueKeysWithValues: zip(all.inputNames, all.inputs))
    for name in Self.columns where plain[name] == nil { plain[name] = try table.column(name) }
    func part(_ rows: [Int]) -> Part {
      Part(
        data: all.selecting(rows: rows), mtw: mtw.at(rows), weights: weights.at(rows),
        groups: groups.at(rows),
        table: plain.mapValues { $0.at(rows) })
    }
    (train, validation, test) = (part(split.train), part(split.validation), part(split.test))
  }

  /// The inputs with the beam axis turned so that the light jet flies forward: proton-proton collisions look the same
  /// from both ends, and the classifier need not learn it.
  private static func inputs(_ table: Table) throws -> [(name: String, values: [Double])] {
    let forward = try table.column("ljet_eta").map { $0 < 0 ? -1.0 : 1.0 }
    return try columns.map { name in
      if let logarithm = logarithms.first(where: { $0.column == name }) {
        return (logarithm.name, try logarithm.values(table))
      }
      let column = try table.column(name)
      return (name, name.hasSuffix("_eta") ? zip(column, forward).map(*) : column)
    }
  }
}
