import SwiftKAN

/// The distance of a formula from the network that it was read off, as readable text.
struct AgreementText {
  let text: String

  init(_ agreement: NetworkAgreement) {
    var table = TextTable(
      ["distance from the network", "points", "rms", "largest", "proven"], numbers: [1, 2, 3, 4])
    for (name, distance) in [("on the data", agreement.onData), ("on the box", agreement.onBox)] {
      table.add(name, "\(distance.count)", distance.rms.text(digits: 3), distance.maximum.text(digits: 3), "")
    }
    table.add("everywhere on the box", "", "", "", Self.bound(agreement.certified))
    for edge in agreement.edges {
      table.add(
        "edge \(edge.edge)", "", "", edge.certified.largestSeen.text(digits: 3), Self.bound(edge.certified))
    }
    text = table.text
  }

  private static func bound(_ certified: CertifiedBound) -> String {
    certified.boundForDisplay.map { "<= " + $0.text(digits: 3) } ?? "no bound"
  }
}
