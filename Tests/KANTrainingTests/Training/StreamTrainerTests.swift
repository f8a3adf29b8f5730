import Foundation
import KANData
import KANModel
import KANNumerics
import KANTestSupport
import Testing

@testable import KANTraining

@Suite struct StreamTrainerTests {
  /// Writes y = x₀² − x₁ with a column between them that nobody needs.
  private func file(rows: Int, descr: String, bad: Int? = nil) throws -> String {
    var random = SeededRandom(seed: 3)
    var header = "{'descr': '\(descr)', 'fortran_order': False, 'shape': (\(rows), 4), }"
    header += String(repeating: " ", count: 117 - header.utf8.count) + "\n"
    var bytes = Data([0x93]) + Data("NUMPY".utf8) + Data([1, 0, 118, 0]) + Data(header.utf8)
    for s in 0..<rows {
      let (a, b) = (random.uniform(in: -1...1), random.uniform(in: -1...1))
      for value in [a, s == bad ? .nan : 9, b, a * a - b] {
        if descr == "<f4" {
          withUnsafeBytes(of: Float(value)) { bytes.append(contentsOf: $0) }
        } else {
          withUnsafeBytes(of: value) { bytes.append(contentsOf: $0) }
        }
      }
    }
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID()).npy")
    try bytes.write(to: path)
    return path.path
  }

  private var network: Network {
    Network(
      inputs: [Network.Feature(name: "a"), Network.Feature(name: "b")],
      outputs: [Network.Feature(name: "y", shift: 0.3, scale: 0.8)],
      shape: Network.Shape([2, 1]), seed: 1)
  }

  @Test("a stream of batches from a file learns its law", arguments: ["<f4", "<f8"])
  func learns(descr: String) throws {
    let path = try file(rows: 3001, descr: descr)
    defer { try? FileManager.default.removeItem(atPath: path) }
    let source = try NPYRows(contentsOf: path)
    #expect(source.rowCount == 3001 && source.columnCount == 4)
    var options = Optimizer.Adam()
    options.rate = 0.02
    options.batchSize = 100
    var results: [Network] = []
    for threads in [1, 2] {
      let trainer = try StreamTrainer(
        network, on: source, inputs: [0, 2], targets: [3], options: options, threads: threads)
      let first = try trainer.step()
      var last = first
      for _ in 0..<400 { last = try trainer.step() }
      #expect(last < 1e-3 * first)
      #expect(trainer.epoch == 13)
      results.append(trainer.network)
    }
    #expect(results[0] == results[1])
  }

  @Test("a batch that cannot be read is named when its turn comes, left out, and training goes on")
  func leavesOutBadBatches() throws {
    let (path, clean) = (try file(rows: 300, descr: "<f4", bad: 133), try file(rows: 300, descr: "<f4"))
    defer { for name in [path, clean] { try? FileManager.default.removeItem(atPath: name) } }
    var options = Optimizer.Adam()
    options.batchSize = 100
    func trainer(_ path: String) throws -> StreamTrainer {
      try StreamTrainer(
        network, on: NPYRows(contentsOf: path), inputs: [0, 2], targets: [3], options: options)
    }
    let (broken, whole) = (try trainer(path), try trainer(clean))
    var failures = 0
    for _ in 0..<6 {
      let before = broken.network
      do {
        let loss = try broken.step()
        if failures == 0 { #expect(try whole.step() == loss) } else { #expect(loss.isFinite) }
      } catch {
        #expect(error == .notFinite(text: "nan", place: .row(134), column: "1"))
        #expect(broken.network == before)
        failures += 1
      }
    }
    #expect(failures == 2 && broken.epoch == 2)
  }

  @Test("a number that is not finite is named with its place")
  func namesBadNumbers() throws {
    let path = try file(rows: 50, descr: "<f4", bad: 33)
    defer { try? FileManager.default.removeItem(atPath: path) }
    let source = try NPYRows(contentsOf: path)
    var values = [Float](repeating: 0, count: 200)
    #expect(throws: DataError.notFinite(text: "nan", place: .row(34), column: "1")) {
      try values.withUnsafeMutableBufferPointer { try source.read(0..<50, into: $0) }
    }
  }

  @Test("a file that is no table of rows is refused", arguments: ["", "no array", "\u{93}NUMPY"])
  func refusesOthers(text: String) throws {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID()).npy")
    try Data(text.unicodeScalars.map { UInt8($0.value) }).write(to: path)
    defer { try? FileManager.default.removeItem(at: path) }
    #expect(throws: DataError.self) { try NPYRows(contentsOf: path.path) }
    #expect(throws: DataError.self) { try NPYRows(contentsOf: path.path + ".missing") }
  }

  @Test(
    "steps by hand are the steps of a training run", arguments: [TrainingOptions.Precision.single, .double])
  func stepsByHand(precision: TrainingOptions.Precision) throws {
    let network = SampleNetworks.make(.mixedDeep)
    let data = SampleNetworks.table(for: network, rows: 300)
    var options = TrainingOptions()
    var adam = Optimizer.Adam()
    adam.batchSize = 64
    options.optimizer = .adam(adam)
    options.grid = .fixed
    options.steps = 10
    options.precision = precision
    options.threads = 1
    let run = try network.trained(on: data, options: options)
    let trainer = try AdamTrainer(
      network, on: data, options: adam, totalSteps: 10, precision: precision, threads: 2, seed: options.seed)
    for _ in 0..<10 { trainer.step() }
    // The run returns the best network it looked at, which here is the last one if it gained at all.
    #expect(run.account.bestStep == 0 || isClose(trainer.loss, run.account.lossAfter, within: 0))
  }
}
