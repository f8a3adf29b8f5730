import ArgumentParser
import Foundation
import SwiftKAN

/// How fast a table is read, and what it takes in memory.
struct ReadCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "read", abstract: "Times the reading of a table of events; prints JSON.")

  @Argument(help: "CSV, NPY or NPZ.")
  var file: String

  private struct Reading: Encodable {
    let rows: Int
    let columns: Int
    let megabytes: Double
    let seconds: Double
    let processorSeconds: Double
    let megabytesPerSecond: Double
    let peakMegabytes: Double
    /// The peak in units of the table as `Float`.
    let peakInFloatTables: Double
  }

  func run() throws {
    let size = try FileManager.default.attributesOfItem(atPath: file)[.size] as? Int ?? 0
    let (clock, processor) = (ContinuousClock.now, Resources.processorSeconds)
    let table = try Table(contentsOf: file)
    let seconds = (ContinuousClock.now - clock).seconds
    let megabytes = Double(size) / 1e6
    print(
      try LineOfJSON.text(
        Reading(
          rows: table.rowCount, columns: table.names.count, megabytes: megabytes, seconds: seconds,
          processorSeconds: Resources.processorSeconds - processor, megabytesPerSecond: megabytes / seconds,
          peakMegabytes: Resources.peakMegabytes,
          peakInFloatTables: Resources.peakMegabytes / (4e-6 * Double(table.rowCount * table.names.count)))))
  }
}
