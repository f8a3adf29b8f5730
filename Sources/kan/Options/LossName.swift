import ArgumentParser
import SwiftKAN

extension LossName: ExpressibleByArgument {}
