import KANData
import KANModel
import KANNumerics
import KANSymbolic
import KANTraining

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// One edge compared with the whole function library.
enum Edges {
  /// A network [1,1] fitted to sin(3x + 0.5) on 500 rows.
  static func problem() throws -> (network: Network, data: Dataset) {
    var random = SeededRandom(seed: 4)
    let x = (0..<500).map { _ in random.uniform(in: -1...1) }
    let data = try Dataset(
      inputNames: ["x"], inputs: [x], targetNames: ["y"], targets: [x.map { sin(3 * $0 + 0.5) }])
    let network = try Network(for: data, shape: Network.Shape([1, 1]), intervals: 20, seed: 1)
    return (LevenbergMarquardt().fit(network, to: data).network, data)
  }

  /// The best closed form, and its time in seconds.
  static func time() throws -> (timing: Timing, name: String) {
    let (network, data) = try problem()
    let address = Network.EdgeAddress(layer: 0, input: 0, sum: 0)
    var name = ""
    let timing = Timing(repetitions: 20, seconds: 0.2) {
      name = (try? network.suggestions(for: address, on: data).first?.name) ?? "none"
    }
    return (timing, name)
  }

  static func run(_ report: inout Report) throws {
    let (timing, name) = try time()
    report.add(
      Line(
        group: "One edge of 500 rows against the whole function library", name: "sin(3x + 0.5)",
        timing: timing,
        note: "found: \(name)"))
  }
}
