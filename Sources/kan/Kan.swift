import ArgumentParser
import SwiftKAN

@main
struct Kan: ParsableCommand {
  func run() {}
}
