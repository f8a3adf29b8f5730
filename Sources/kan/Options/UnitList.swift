import ArgumentParser
import KANPlots
import SwiftKAN

/// Units of columns, `pt=GeV,dphi=rad`.
struct UnitList: ExpressibleByArgument {
  let units: [String: Plot.Text]

  init?(argument: String) {
    var units: [String: Plot.Text] = [:]
    for pair in argument.split(separator: ",", omittingEmptySubsequences: false) {
      let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty else { return nil }
      units[String(parts[0])] = Plot.Text(String(parts[1]))
    }
    self.units = units
  }
}
