import SwiftKAN

/// How an event is turned before it is learned from: x along the missing transverse momentum, y on the side of the
/// lepton, z on the side of the light jet.
///
/// Physics is the same for any angle around the beam, in the mirror and from both ends of the beam, up to the spin
/// correlations that violate parity, which need three momenta and are unseen here. A network that sees turned events
/// need not learn that.
struct EventFrame: Sendable {
  /// The direction of the missing momentum.
  let cosine: Double
  let sine: Double
  /// ±1: where y and z point.
  let across: Double
  let along: Double

  /// A momentum of the laboratory in the frame of the event.
  func event(_ x: Double, _ y: Double) -> (x: Double, y: Double) {
    (cosine * x + sine * y, across * (cosine * y - sine * x))
  }

  /// A momentum of the frame in the laboratory.
  func laboratory(_ x: Double, _ y: Double) -> (x: Double, y: Double) {
    (cosine * x - sine * across * y, sine * x + cosine * across * y)
  }

  /// The frames of all events of a table.
  static func frames(of table: Table) throws -> [EventFrame] {
    let (x, y) = (try table.column("met_x"), try table.column("met_y"))
    let (px, py) = (try table.column("lep_px"), try table.column("lep_py"))
    let pz = try table.column("ljet_pz")
    return x.indices.map { s in
      let missing = max((x[s] * x[s] + y[s] * y[s]).squareRoot(), 1e-9)
      let (c, i) = (x[s] / missing, y[s] / missing)
      return EventFrame(
        cosine: c, sine: i, across: c * py[s] - i * px[s] < 0 ? -1 : 1, along: pz[s] < 0 ? -1 : 1)
    }
  }
}
