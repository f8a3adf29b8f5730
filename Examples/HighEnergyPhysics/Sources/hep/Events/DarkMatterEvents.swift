import Foundation
import SwiftKAN

/// The events of the dark-matter study: what the detector sees, and the momenta of the two particles it does not see.
struct DarkMatterEvents {
  static let targetNames = ["nu_px", "nu_py", "nu_pz", "nu_e", "phi_px", "phi_py", "phi_pz", "phi_e"]

  /// The targets in the frame of the event: along the missing momentum, across it, and along the beam.
  static let frameTargetNames = [
    "nu_par", "nu_perp", "nu_pz", "nu_e", "phi_par", "phi_perp", "phi_pz", "phi_e",
  ]

  /// One part of the events.
  struct Part {
    /// Inputs and targets in the frame of the event.
    let data: Dataset
    /// The true momenta in the laboratory, in GeV.
    let truth: [[Double]]
    /// How each event was turned.
    let frames: [EventFrame]
    /// Missing transverse momentum and lepton momentum in the laboratory, in GeV, for the kinematic estimate.
    let missing: (x: [Double], y: [Double])
    let neutrinoPz: [Double]

    var count: Int { data.count }

    /// Predictions in the frame of the event turned back into the laboratory.
    func laboratory(_ predicted: [[Double]]) -> [[Double]] {
      var result = predicted
      for (x, y, z) in [(0, 1, 2), (4, 5, 6)] {
        for (s, frame) in frames.enumerated() {
          (result[x][s], result[y][s]) = frame.laboratory(predicted[x][s], predicted[y][s])
          result[z][s] = frame.along * predicted[z][s]
        }
      }
      return result
    }
  }

  let train: Part
  let validation: Part
  let test: Part
  /// The standard deviation of each target over the training events, in GeV: the unit of the mean absolute error.
  let deviations: [Double]

  init(_ table: Table) throws {
    let split = try EventSplit(table)
    let frames = try EventFrame.frames(of: table)
    let (names, columns) = try Self.inputs(table, frames)
    let truth = try Self.targetNames.map { try table.column($0) }
    let turned = Self.turned(truth, frames)
    let all = try Dataset(
      inputNames: names, inputs: columns, targetNames: Self.frameTargetNames, targets: turned)
    let (x, y, pz) = (try table.column("met_x"), try table.column("met_y"), try table.column("nu_pz_w"))
    func part(_ rows: [Int]) -> Part {
      Part(
        data: all.selecting(rows: rows), truth: truth.map { $0.at(rows) }, frames: rows.map { frames[$0] },
        missing: (x.at(rows), y.at(rows)), neutrinoPz: pz.at(rows))
    }
    (train, validation, test) = (part(split.train), part(split.validation), part(split.test))
    deviations = truth.map { $0.at(split.train).deviation }
  }

  private static func turned(_ momenta: [[Double]], _ frames: [EventFrame]) -> [[Double]] {
    var result = momenta
    for (x, y, z) in [(0, 1, 2), (4, 5, 6)] {
      for (s, frame) in frames.enumerated() {
        (result[x][s], result[y][s]) = frame.event(momenta[x][s], momenta[y][s])
        result[z][s] = frame.along * momenta[z][s]
      }
    }
    return result
  }

  /// Momenta turned into the frame of the event, `_par` along and `_perp` across the missing momentum; what has no
  /// direction stays. Of the missing momentum itself only the length is left to say.
  private static func inputs(_ table: Table, _ frames: [EventFrame]) throws -> ([String], [[Double]]) {
    var names: [String] = []
    var columns: [[Double]] = []
    func add(_ name: String, _ column: [Double]) {
      names.append(name)
      columns.append(column)
    }
    for particle in ["lep", "bjet", "ljet", "xjet"] {
      let (x, y) = (try table.column(particle + "_px"), try table.column(particle + "_py"))
      let turned = frames.indices.map { frames[$0].event(x[$0], y[$0]) }
      add(particle + "_par", turned.map(\.x))
      add(particle + "_perp", turned.map(\.y))
      add(particle + "_pz", zip(try table.column(particle + "_pz"), frames).map { $0 * $1.along })
      add(particle + "_e", try table.column(particle + "_e"))
    }
    for name in ["lep_eta", "bjet_eta", "ljet_eta", "nu_pz_w"] {
      add(name, zip(try table.column(name), frames).map { $0 * $1.along })
    }
    for name in [
      "met", "lep_pt", "bjet_pt", "ljet_pt", "mtw", "dphi_lep_met", "dphi_bjet_met", "dphi_ljet_met",
      "m_lep_bjet",
      "dr_lep_bjet", "m_bjet_ljet", "m_lep_bjet_ljet", "ht_jets", "n_jets", "n_btags", "lep_charge",
      "nu_disc_sign",
    ] { add(name, try table.column(name)) }
    return (names, columns)
  }
}
