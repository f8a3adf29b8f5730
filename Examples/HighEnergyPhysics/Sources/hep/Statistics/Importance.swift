import SwiftKAN

/// What a model loses when one input is shuffled among the events.
///
/// Source: Breiman, Machine Learning 45 (2001) 5 (permutation importance).
struct Importance: Codable {
  struct Input: Codable {
    let name: String
    /// The mean loss of quality over several shuffles, with the error of the mean.
    let loss: Measured
  }

  /// The most important first.
  let inputs: [Input]

  /// - Parameters:
  ///   - data: The events.
  ///   - repeats: Shuffles an input.
  ///   - quality: The larger, the better, of a table of events.
  init(_ data: Dataset, repeats: Int = 5, seed: UInt64 = 1, quality: (Dataset) throws -> Double) throws {
    let whole = try quality(data)
    var random = SplitMix(seed: seed)
    var found: [Input] = []
    for (i, name) in data.inputNames.enumerated() {
      let losses = try (0..<repeats).map { _ in
        var columns = data.inputs
        columns[i].shuffle(using: &random)
        let shuffled = try Dataset(
          inputNames: data.inputNames, inputs: columns, targetNames: data.targetNames, targets: data.targets)
        return whole - (try quality(shuffled))
      }
      let error = losses.deviation / Double(max(1, repeats - 1)).squareRoot()
      found.append(Input(name: name, loss: Measured(value: losses.mean, error: error)))
    }
    inputs = found.sorted { $0.loss.value > $1.loss.value }
  }
}
