import SymbolLibrary

/// One layer of an ordinary network in SwiftKAN's form: y = W·σ(x) + b with one function σ of every input.
struct FeedForwardLayer {
  /// Its name in messages.
  let name: String
  /// The number of inputs.
  let inputs: Int
  /// `weights[j * inputs + i]`.
  var weights: [Double]
  /// The bias of each output.
  var biases: [Double]
  /// σ, the activation of the previous layer.
  var function = ModelFile.ImportOptions.Activation.identity.symbol

  var outputs: Int { biases.count }

  /// Folds in s·x + t of its inputs, which applies after σ and before the weights: W·(s·σ(x) + t) + b.
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

  /// Folds in s·y + t of its outputs; `scales` and `shifts` have one number for each output.
  mutating func give(scales: [Double], shifts: [Double]) {
    for j in 0..<outputs {
      biases[j] = scales[j] * biases[j] + shifts[j]
      guard scales[j] != 1 else { continue }
      for i in 0..<inputs { weights[j * inputs + i] *= scales[j] }
    }
  }
}
