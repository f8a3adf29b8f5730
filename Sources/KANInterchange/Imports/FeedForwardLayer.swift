import SymbolLibrary

/// One layer of an ordinary network in the form of networks here: y = W·σ(x) + b with one function σ of every input.
struct FeedForwardLayer {
  /// What messages call it.
  let name: String
  /// The number of inputs.
  let inputs: Int
  /// `weights[j * inputs + i]`.
  var weights: [Double]
  /// One for each output.
  var biases: [Double]
  /// σ, the activation of the layer before.
  var function = ModelFile.ImportOptions.Activation.identity.symbol

  var outputs: Int { biases.count }

  /// The layer with s·x + t of its inputs taken in, which happens before the weights and behind σ: W·(s·σ(x) + t) + b.
  ///
  /// `scales` and `shifts` have one number for each input.
  mutating func take(scales: [Double], shifts: [Double]) {
    for j in 0..<outputs {
      for i in 0..<inputs {
        biases[j] += weights[j * inputs + i] * shifts[i]
        weights[j * inputs + i] *= scales[i]
      }
    }
  }

  /// The layer with s·y + t of its outputs taken in; `scales` and `shifts` have one number for each output.
  mutating func give(scales: [Double], shifts: [Double]) {
    for j in 0..<outputs {
      biases[j] = scales[j] * biases[j] + shifts[j]
      guard scales[j] != 1 else { continue }
      for i in 0..<inputs { weights[j * inputs + i] *= scales[j] }
    }
  }
}
