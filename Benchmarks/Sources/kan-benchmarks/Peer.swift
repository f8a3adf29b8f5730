import Foundation
import KANData
import KANModel
import KANTraining

/// The side of a comparison that SwiftKAN runs, driven line by line by `peers/compare.py`.
///
/// `load FOLDER SHAPE G K PRECISION THREADS` takes x.npy, y.npy and, where they exist, the parameters of a peer
/// (spline<l>.npy [out·in, basis], base<l>.npy [out, in]) from FOLDER, writes the network's predictions to
/// predictions.csv and answers `ready`; `step N` answers the times of N training steps in seconds;
/// `law RMSE` fits exp(sin(πx) + y²) and answers seconds, RMSE and G; `edge` looks one edge up in the whole library and
/// answers the median and minimum seconds and the result; `quit` ends.
enum Peer {
  static func serve() throws {
    var trainer: AdamTrainer?
    while let line = readLine() {
      let words = line.split(separator: " ").map(String.init)
      switch words.first {
      case "load":
        trainer = try load(Array(words.dropFirst()))
        answer(trainer == nil ? "not understood" : "ready")
      case "step":
        guard let trainer, let count = Int(words[1]) else { return }
        let times = (0..<count).map { _ in Timing.seconds { trainer.step() } }
        answer(times.map { String($0) }.joined(separator: " "))
      case "law":
        guard let goal = Double(words[1]) else { return }
        let data = try Laws.table(rows: 1000)
        let start = ContinuousClock.now
        let found = try Laws.fit(data, goal: goal)
        let duration = ContinuousClock.now - start
        let seconds =
          Double(duration.components.seconds) + 1e-18 * Double(duration.components.attoseconds)
        answer("\(seconds) \(found.rmse) \(found.intervals)")
      case "edge":
        let (timing, name) = try Edges.time()
        answer("\(timing.median) \(timing.minimum) \(name)")
      default: return
      }
    }
  }

  /// One line to the other side, without waiting in a buffer.
  private static func answer(_ line: String) {
    FileHandle.standardOutput.write(Data((line + "\n").utf8))
  }

  private static func load(_ words: [String]) throws -> AdamTrainer? {
    let folder = words[0]
    let shape = words[1].split(separator: ",").compactMap { Int($0) }
    guard let intervals = Int(words[2]), let order = Int(words[3]), let threads = Int(words[5]) else {
      return nil
    }
    let (x, y) = (
      try Table(contentsOf: "\(folder)/x.npy"), try Table(contentsOf: "\(folder)/y.npy")
    )
    let data = try Dataset(
      inputNames: x.columns.indices.map { "x\($0)" }, inputs: x.columns,
      targetNames: y.columns.indices.map { "y\($0)" }, targets: y.columns)
    var network = Network(
      inputs: data.inputNames.map { Network.Feature(name: $0) },
      outputs: data.targetNames.map { Network.Feature(name: $0) },
      shape: Network.Shape(shape), intervals: intervals, order: order, seed: 1)
    for l in network.layers.indices {
      guard FileManager.default.fileExists(atPath: "\(folder)/spline\(l).npy") else { continue }
      let splines = try Table(contentsOf: "\(folder)/spline\(l).npy").columns
      let bases = try Table(contentsOf: "\(folder)/base\(l).npy").columns
      let inputs = network.layers[l].inputCount
      for j in 0..<network.layers[l].factorCount {
        for i in 0..<inputs {
          network.layers[l][input: i, sum: j] = .spline(
            SplineEdge(baseWeight: bases[i][j], coefficients: splines.map { $0[j * inputs + i] }))
        }
      }
    }
    let rows = network.predictions(x.columns)[0].map { String($0) }.joined(separator: "\n")
    try rows.write(toFile: "\(folder)/predictions.csv", atomically: true, encoding: .utf8)
    var options = Optimizer.Adam()
    options.batchSize = nil
    options.rate = 1e-3
    let trainer = try AdamTrainer(
      network, on: data, options: options, precision: words[4] == "float" ? .single : .double,
      threads: threads)
    for _ in 0..<5 { trainer.step() }
    return trainer
  }
}
