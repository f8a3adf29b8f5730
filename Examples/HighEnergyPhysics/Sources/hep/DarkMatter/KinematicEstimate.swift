import Foundation
import SwiftKAN

/// What kinematics alone says: the W mass for the neutrino, the rest of the missing momentum for the mediator.
///
/// Where the transverse mass of lepton and missing momentum exceeds m_W, the neutrino cannot carry all of it: it gets the
/// share that brings the transverse mass down to m_W, and then flies at the rapidity of the lepton. Elsewhere it gets
/// all, with the smaller |p_z| that m_W allows. The mediator gets what is left, no longitudinal momentum, and the mean mass
/// of the sample.
struct KinematicEstimate {
  static let massOfW = 80.385
  /// The mean of the four masses in the sample, in GeV.
  static let meanMediatorMass = 275.0

  /// The eight targets in GeV, in the laboratory.
  static func momenta(_ part: DarkMatterEvents.Part, lepton: (px: [Double], py: [Double], pz: [Double]))
    -> [[Double]]
  {
    var result = [[Double]](repeating: [], count: 8)
    for s in 0..<part.count {
      let (mx, my) = (part.missing.x[s], part.missing.y[s])
      let missing = (mx * mx + my * my).squareRoot()
      let pt = (lepton.px[s] * lepton.px[s] + lepton.py[s] * lepton.py[s]).squareRoot()
      // M_T² = 2·(p_T·MET − p_T⃗·MET⃗)
      let massSquared = 2 * (pt * missing - lepton.px[s] * mx - lepton.py[s] * my)
      let share = min(1, massOfW * massOfW / max(massSquared, 1e-9))
      let neutrinoPt = share * missing
      let neutrinoPz = share < 1 ? neutrinoPt * lepton.pz[s] / pt : part.neutrinoPz[s]
      let (nx, ny) = (share * mx, share * my)
      let (px, py) = (mx - nx, my - ny)
      let mediatorEnergy = (px * px + py * py + meanMediatorMass * meanMediatorMass).squareRoot()
      let values = [
        nx, ny, neutrinoPz, (neutrinoPt * neutrinoPt + neutrinoPz * neutrinoPz).squareRoot(), px, py, 0,
        mediatorEnergy,
      ]
      for (j, value) in values.enumerated() { result[j].append(value) }
    }
    return result
  }
}
