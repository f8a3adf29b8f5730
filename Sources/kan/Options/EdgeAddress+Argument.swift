import ArgumentParser
import SwiftKAN

/// An edge on the command line: `layer,input,sum`, counted from 0.
extension EdgeAddress: @retroactive ExpressibleByArgument {
  public init?(argument: String) {
    let parts = argument.split(separator: ",", omittingEmptySubsequences: false).map { Int($0) }
    guard parts.count == 3, let layer = parts[0], let input = parts[1], let sum = parts[2] else { return nil }
    guard layer >= 0, input >= 0, sum >= 0 else { return nil }
    self.init(layer: layer, input: input, sum: sum)
  }
}
