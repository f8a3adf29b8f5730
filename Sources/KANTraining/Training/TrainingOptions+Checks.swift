import KANData
import KANModel

extension TrainingOptions {
  /// Throws if table and options do not fit network and loss.
  func check(_ network: Network, _ data: Dataset, part: String) throws(TrainingError) {
    try check(ModelScaling(inputs: network.inputs, outputs: network.outputs), data, part: part)
    try checkOptimizer(network)
    if let accelerator, let reason = accelerator.refusal(of: network, acceleratorSettings) {
      throw .optionNotSupported(name: "the device", value: accelerator.name, advice: reason)
    }
  }

  /// Throws if table and options do not fit a model and the loss.
  func check(_ model: ModelScaling, _ data: Dataset, part: String) throws(TrainingError) {
    guard data.inputs.count == model.inputs.count else {
      throw .inputCount(expected: model.inputs.count, found: data.inputs.count)
    }
    let expected = loss.targetCount(outputs: model.outputs.count)
    guard data.targets.count == expected else {
      throw .targetCount(expected: expected, found: data.targets.count)
    }
    guard data.count > 0 else { throw .emptyTable(part: part) }
    if let weights = data.weights {
      let sum = weights.reduce(0, +)
      guard sum > 0 else { throw .weightSum(part: part, sum: sum) }
    }
    try checkOptions()
    try checkLabels(model, data)
    if criterion == .rocAUC {
      guard data.targets.count == 1, data.targets[0].allSatisfy({ $0 == 0 || $0 == 1 }) else {
        throw .optionNotSupported(
          name: "the criterion", value: "rocAUC", advice: "it needs one target of labels 0 and 1")
      }
      guard let first = data.targets[0].first, data.targets[0].contains(where: { $0 != first }) else {
        throw .optionNotSupported(
          name: "the criterion", value: "rocAUC", advice: "it needs both labels among the \(part) rows")
      }
    }
  }

  private func checkLabels(_ model: ModelScaling, _ data: Dataset) throws(TrainingError) {
    guard !loss.scalesTargets else { return }
    for output in model.outputs where output.shift != 0 || output.scale != 1 {
      throw .scaledLogits(output: output.name)
    }
    let classes = model.outputs.count
    for (j, column) in data.targets.enumerated() {
      let name = data.targetNames.indices.contains(j) ? data.targetNames[j] : "\(j)"
      for (row, value) in column.enumerated() {
        if loss.target == .binaryLabels {
          guard value == 0 || value == 1 else {
            throw .labelNotBinary(target: name, row: row, value: value)
          }
        } else {
          guard value >= 0, value < Double(classes), value == value.rounded() else {
            throw .labelNotAClass(target: name, row: row, value: value, classes: classes)
          }
        }
      }
    }
  }

  private func checkOptions() throws(TrainingError) {
    func require(_ holds: Bool, _ name: String, _ value: Any, _ allowed: String) throws(TrainingError) {
      guard holds else { throw .optionOutOfRange(name: name, value: "\(value)", allowed: allowed) }
    }
    func requireTolerances(_ relative: Double, _ gradient: Double) throws(TrainingError) {
      try require(relative >= 0 && relative.isFinite, "relative tolerance", relative, "0 or more")
      try require(gradient >= 0 && gradient.isFinite, "gradient tolerance", gradient, "0 or more")
    }
    try require(steps >= 0, "steps", steps, "0 or more")
    if let threads { try require(threads >= 1, "threads", threads, "1 or more") }
    if let patience { try require(patience >= 1, "patience", patience, "1 or more") }
    if let every = grid.updateEvery { try require(every >= 1, "grid.updateEvery", every, "1 or more") }
    for intervals in grid.extensions {
      try require((1...10_000).contains(intervals), "grid.extensions", intervals, "from 1 to 10000")
    }
    if let checkpoint {
      try require(checkpoint.every >= 1, "checkpoint.every", checkpoint.every, "1 or more")
    }
    try loss.check()
    switch penalty {
    case .none: break
    case .sparsity(let strength, let l1, let entropy):
      try require(strength >= 0 && strength.isFinite, "penalty strength", strength, "0 or more")
      try require(
        l1 >= 0 && l1.isFinite && entropy >= 0 && entropy.isFinite, "penalty l1 and entropy",
        "\(l1), \(entropy)", "0 or more")
    case .groupLasso(let strength), .ridge(let strength):
      try require(strength >= 0 && strength.isFinite, "penalty strength", strength, "0 or more")
    }
    switch optimizer {
    case .adam(let adam):
      try require(adam.rate > 0 && adam.rate.isFinite, "rate", adam.rate, "positive")
      try require((0..<1).contains(adam.beta1), "beta1", adam.beta1, "at least 0 and below 1")
      try require((0..<1).contains(adam.beta2), "beta2", adam.beta2, "at least 0 and below 1")
      try require(
        adam.weightDecay >= 0 && adam.weightDecay.isFinite, "weight decay", adam.weightDecay, "0 or more")
      try require(adam.epsilon > 0 && adam.epsilon.isFinite, "epsilon", adam.epsilon, "positive")
      switch adam.schedule {
      case .constant: break
      case .cosine(let final):
        try require(final >= 0 && final.isFinite, "the schedule's final", final, "0 or more")
      case .exponential(let factor):
        try require(factor > 0 && factor.isFinite, "the schedule's factor", factor, "positive")
      }
      if let averaging = adam.averaging {
        try require((0..<1).contains(averaging), "averaging", averaging, "at least 0 and below 1")
      }
      if let size = adam.batchSize { try require(size >= 1, "batch size", size, "1 or more") }
    case .lbfgs(let lbfgs):
      try require(lbfgs.memory >= 1, "memory", lbfgs.memory, "1 or more")
      try require(
        0 < lbfgs.decrease && lbfgs.decrease < lbfgs.curvature && lbfgs.curvature < 1,
        "Wolfe constants", "\(lbfgs.decrease), \(lbfgs.curvature)", "0 < decrease < curvature < 1")
      try requireTolerances(lbfgs.relativeTolerance, lbfgs.gradientTolerance)
    case .levenbergMarquardt(let lm):
      try require(lm.ridge >= 0 && lm.ridge.isFinite, "ridge", lm.ridge, "0 or more")
      try require(
        lm.initialDamping > 0 && lm.initialDamping.isFinite, "initial damping", lm.initialDamping, "positive")
      try requireTolerances(lm.relativeTolerance, lm.gradientTolerance)
    }
  }

  private func checkOptimizer(_ network: Network) throws(TrainingError) {
    switch optimizer {
    case .adam: return
    case .lbfgs:
      if case .groupLasso = penalty {
        throw .penaltyNotSupported(penalty: "group lasso", optimizer: "L-BFGS", advice: "use adam")
      }
    case .levenbergMarquardt(let lm):
      guard loss == .meanSquaredError else {
        throw .lossNotSupported(
          loss: loss.name, optimizer: "Levenberg-Marquardt", advice: "use lbfgs, or adam for a large table")
      }
      guard penalty == .none else {
        throw .penaltyNotSupported(
          penalty: "a penalty", optimizer: "Levenberg-Marquardt", advice: "use adam, or lbfgs for sparsity")
      }
      var finest = network
      if let last = grid.extensions.max() { finest = finest.refiningGrids(to: last) }
      let count = NetworkPlan(finest).parameterCount
      guard count <= lm.parameterLimit else {
        throw .tooManyParameters(count: count, limit: lm.parameterLimit)
      }
    }
  }
}
