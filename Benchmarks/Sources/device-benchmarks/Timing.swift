#if CUDA
  import KANCore

  /// One network with one size of batch.
  struct Timing {
    let shape: [Int]
    let intervals: Int
    let batch: Int

    /// The cases of the comparison with other tools.
    static let all: [Timing] = [1024, 131_072].flatMap { batch in
      [([43, 64, 1], 5), ([43, 64, 1], 50), ([37, 40, 40, 8], 5), ([37, 40, 40, 8], 50), ([2, 5, 1], 5)].map {
        Timing(shape: $0.0, intervals: $0.1, batch: batch)
      }
    }

    /// One line of the table.
    func line(on device: CUDADevice, steps: Int) throws -> String {
      let off = try difference(on: device)
      let trainer = try trainer(rows: batch, .single, device)
      for _ in 0..<10 { trainer.step() }
      let clock = ContinuousClock()
      let times = (0..<max(1, steps / 10)).map { _ in
        clock.measure { for _ in 0..<10 { trainer.step() } } / 10
      }
      let median = times.sorted()[times.count / 2]
      let milliseconds =
        Double(median.components.seconds) * 1e3 + Double(median.components.attoseconds) * 1e-15
      return "| \(shape) | \(intervals) | \(batch) | \((milliseconds * 1e4).rounded() / 1e4) | \(off) |"
    }

    /// How far the card's steps deviate from those of the processor.
    private func difference(on device: CUDADevice) throws -> Double {
      let networks = try [device, nil].map { device in
        let trainer = try trainer(rows: 1024, .double, device)
        for _ in 0..<3 { trainer.step() }
        return trainer.network.layers.flatMap(\.edges).flatMap { edge -> [Double] in
          guard case .spline(let spline) = edge else { return [] }
          return spline.coefficients + [spline.baseWeight]
        }
      }
      return zip(networks[0], networks[1]).map { abs($0 - $1) }.max() ?? 0
    }

    /// Adam on the whole of a random table inside the grids.
    private func trainer(
      rows: Int, _ precision: TrainingOptions.Precision, _ device: CUDADevice?
    ) throws -> AdamTrainer {
      var generator = SplitMix()
      let inputs = (0..<shape[0]).map { _ in
        (0..<rows).map { _ in Double.random(in: -1...1, using: &generator) }
      }
      let targets = (0..<shape[shape.count - 1]).map { _ in
        (0..<rows).map { _ in Double.random(in: -1...1, using: &generator) }
      }
      let data = try Dataset(
        inputNames: inputs.indices.map { "x\($0)" }, inputs: inputs,
        targetNames: targets.indices.map { "y\($0)" }, targets: targets)
      let network = Network(
        inputs: data.inputNames.map { Network.Feature(name: $0) },
        outputs: data.targetNames.map { Network.Feature(name: $0) },
        shape: Network.Shape(shape), intervals: intervals, order: 3, seed: 1)
      var (options, adam) = (TrainingOptions(), Optimizer.Adam())
      (adam.batchSize, adam.rate) = (nil, 1e-3)
      (options.optimizer, options.precision, options.device) = (.adam(adam), precision, device)
      return try AdamTrainer(network, on: data, as: options)
    }
  }

  /// Numbers of a fixed start (Steele, Lea & Flood 2014, SplitMix64).
  struct SplitMix: RandomNumberGenerator {
    private var state: UInt64 = 1

    mutating func next() -> UInt64 {
      state &+= 0x9e37_79b9_7f4a_7c15
      var z = state
      z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
      z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
      return z ^ (z >> 31)
    }
  }
#endif
