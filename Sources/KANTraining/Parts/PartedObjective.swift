/// The objective of a network on rows in parts: the mean of the objectives of the parts, weighted by their total weights.
///
/// Every rank has the same parameters and gets the same value and gradient, so that all of them take the same steps without further
/// messages. Penalties on parameters alone are the same in every part, and therefore in their mean.
final class PartedObjective: TrainableObjective {
  private let rows: PartedRows
  /// The objective of each part of this rank.
  private let parts: [any TrainableObjective]
  /// The batch for the next estimate, with its draw.
  private var batch: (draw: BatchDraw, step: Int, of: Int)?

  let parameterCount: Int
  var sampleCount: Int { rows.count }

  /// - Parameters:
  ///   - rows: Parts and ranks.
  ///   - parts: The same objective for each part of this rank.
  init(_ rows: PartedRows, parts: [any TrainableObjective]) {
    (self.rows, self.parts) = (rows, parts)
    parameterCount = parts[0].parameterCount
  }

  func value(at parameters: [Double]) -> Double {
    rows.mean { [parts[$0].value(at: parameters)] }[0]
  }

  func dataLoss(at parameters: [Double]) -> Double {
    rows.mean { [parts[$0].dataLoss(at: parameters)] }[0]
  }

  func value(at parameters: [Double], gradient: inout [Double]) -> Double {
    mean(into: &gradient) { part, own in parts[part].value(at: parameters, gradient: &own) }
  }

  func batchGradient(at parameters: UnsafePointer<Double>, rows: ArraySlice<Int>?) -> (
    value: Double, gradient: PartialGradients<Double>
  ) {
    let parameters = load(parameters)
    var gradient = [Double](repeating: 0, count: parameterCount)
    let value: Double
    if let (draw, step, steps) = batch {
      value = mean(into: &gradient) { part, own in
        let drawn = draw.rows(ofPart: part, step: step, of: steps)
        return drawn.isEmpty ? 0 : parts[part].estimate(at: parameters, rows: drawn, gradient: &own)
      }
    } else {
      value = self.value(at: parameters, gradient: &gradient)
    }
    return (value, PartialGradients(buffer: Buffer(gradient, padding: 0), tables: 1))
  }

  /// The mean of values and gradients, in one message per rank.
  private func mean(
    into gradient: inout [Double], _ part: (_ part: Int, _ gradient: inout [Double]) -> Double
  ) -> Double {
    let sum = rows.mean { place in
      var own = [Double](repeating: 0, count: parameterCount)
      let value = part(place, &own)
      own.append(value)
      return own
    }
    gradient = Array(sum.dropLast())
    return sum[parameterCount]
  }

  var hasProximalPart: Bool { parts[0].hasProximalPart }

  func applyProximalStep(_ parameters: inout [Double], steps: [Double]) {
    parts[0].applyProximalStep(&parameters, steps: steps)
  }

  func lossAndOutputs(at parameters: [Double]) -> (loss: Double, outputs: [[Double]]) {
    preconditionFailure("the outputs of rows in parts are nowhere together; what needs them is refused")
  }

  /// Sets the batch for the next estimate; `nil` for all rows.
  func draw(_ batch: (draw: BatchDraw, step: Int, of: Int)?) { self.batch = batch }
}

extension PartedObjective: AdamHost {
  var drawsBatches: Bool { true }

  func adam(from state: AdamState) -> any AdamWork {
    PartedAdam(self, from: state, draw: BatchDraw(rows, seed: state.seed))
  }
}

extension DifferentiableObjective {
  /// `batchGradient` for callers that have compact vectors.
  func estimate(at parameters: [Double], rows: ArraySlice<Int>, gradient: inout [Double]) -> Double {
    let own = Buffer<Scalar>(count: storageCount, repeating: 0)
    store(parameters, into: own.pointer)
    let (value, partial) = batchGradient(at: own.pointer, rows: rows)
    let isFinite = Scalar.gather(
      storageCount, tables: partial.tables, partial.buffer.pointer, own.pointer)
    gradient = load(own.pointer)
    return isFinite ? value : .nan
  }
}
