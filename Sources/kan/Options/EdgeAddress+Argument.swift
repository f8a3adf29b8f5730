import ArgumentParser
import SwiftKAN

/// An edge on the command line.
extension Network.EdgeAddress: ExpressibleByArgument {
  /// Reads `layer,input,sum`, counted from 0.
  public init?(argument: String) {
    do { try self.init(parsing: argument) } catch { return nil }
  }
}
