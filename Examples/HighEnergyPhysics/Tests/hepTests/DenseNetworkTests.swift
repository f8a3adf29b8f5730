import SwiftKAN
import Testing

@testable import hep

/// The perceptron beside one that is written in plain loops.
@Suite struct DenseNetworkTests {
  /// Layers and events that leave remainders of blocks and tiles.
  private let model = DenseNetwork(widths: [7, 13, 5, 2], seed: 3)

  private func events(_ count: Int) throws -> Dataset {
    var random = SplitMix(seed: 9)
    func columns(_ number: Int) -> [[Double]] {
      (0..<number).map { _ in (0..<count).map { _ in Double.random(in: -2...2, using: &random) } }
    }
    return try Dataset(
      inputNames: (1...7).map { "x\($0)" }, inputs: columns(7), targetNames: ["y1", "y2"], targets: columns(2)
    )
  }

  private func trainer(_ data: Dataset) throws -> ModelTrainer<DenseNetwork> {
    var options = TrainingOptions()
    options.optimizer = .lbfgs()
    options.steps = 1
    options.threads = 1
    return try ModelTrainer(model, from: model.randomParameters(), on: data, options: options)
  }

  /// Means and deviations of columns, with which a trainer scales them.
  private func features(_ columns: [[Double]]) -> [Network.Feature] {
    columns.map { column in
      let mean = column.reduce(0, +) / Double(column.count)
      let variance = column.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(column.count)
      return Network.Feature(name: "", shift: mean, scale: variance.squareRoot())
    }
  }

  /// The inputs or targets of sample s in scaled units.
  private func scaled(_ columns: [[Double]], _ features: [Network.Feature], _ s: Int) -> [Double] {
    zip(columns, features).map { ($0[s] - $1.shift) / $1.scale }
  }

  /// The nodes of every layer, before and after LeakyReLU.
  private func nodes(_ input: [Double], _ p: [Double]) -> [(sums: [Double], values: [Double])] {
    var layers = [(sums: input, values: input)]
    for l in 0..<model.layerCount {
      let (inputs, outputs, from) = (model.widths[l], model.widths[l + 1], model.offsets[l])
      let x = layers[l].values
      let sums = (0..<outputs).map { j in
        (0..<inputs).reduce(p[from + inputs * outputs + j]) { $0 + p[from + j * inputs + $1] * x[$1] }
      }
      let isLast = l + 1 == model.layerCount
      layers.append((sums, isLast ? sums : sums.map { $0 > 0 ? $0 : 0.01 * $0 }))
    }
    return layers
  }

  @Test("forward is what plain loops give", arguments: [5, 128, 300])
  func forward(count: Int) throws {
    let data = try events(count)
    let trainer = try trainer(data)
    let p = trainer.parameters
    let predicted = trainer.predictions(data, at: p)
    let (inputs, outputs) = (features(data.inputs), features(data.targets))
    for s in 0..<count {
      let output = nodes(scaled(data.inputs, inputs, s), p)[model.layerCount].values
      for (j, feature) in outputs.enumerated() {
        let expected = feature.shift + feature.scale * output[j]
        #expect(abs(predicted[j][s] - expected) < 1e-4, "event \(s)")
      }
    }
  }

  /// The first step of L-BFGS goes straight down: it says what the gradient is, up to a factor.
  @Test("backward is what plain loops give", arguments: [5, 128, 300])
  func backward(count: Int) throws {
    let data = try events(count)
    let trainer = try trainer(data)
    let p = trainer.parameters
    var gradient = [Double](repeating: 0, count: p.count)
    let (inputFeatures, outputFeatures) = (features(data.inputs), features(data.targets))
    for s in 0..<count {
      let layers = nodes(scaled(data.inputs, inputFeatures, s), p)
      let truth = scaled(data.targets, outputFeatures, s)
      var adjoints = zip(layers[model.layerCount].values, truth).map { $0 - $1 }
      for l in (0..<model.layerCount).reversed() {
        let (inputs, outputs, from) = (model.widths[l], model.widths[l + 1], model.offsets[l])
        var below = [Double](repeating: 0, count: inputs)
        for j in 0..<outputs {
          gradient[from + inputs * outputs + j] += adjoints[j]
          for i in 0..<inputs {
            gradient[from + j * inputs + i] += adjoints[j] * layers[l].values[i]
            below[i] += adjoints[j] * p[from + j * inputs + i]
          }
        }
        adjoints = zip(below, layers[l].sums).map { $1 > 0 ? $0 : 0.01 * $0 }
      }
    }
    _ = try trainer.step()
    let step = zip(trainer.parameters, p).map { $0 - $1 }
    func product(_ a: [Double], _ b: [Double]) -> Double { zip(a, b).map(*).reduce(0, +) }
    let factor = -product(step, gradient) / product(gradient, gradient)
    #expect(factor > 0)
    let largest = step.map(abs).max() ?? 0
    for n in p.indices {
      #expect(abs(step[n] + factor * gradient[n]) < 1e-3 * largest, "parameter \(n)")
    }
  }
}
