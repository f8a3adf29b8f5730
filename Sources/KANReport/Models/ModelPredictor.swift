import KANData
import KANFormula
import KANInterchange
import KANModel
import KANTraining

/// The predictions of a model for new rows: values of quantities, probabilities of labels, with one standard error if the constants
/// of a formula have errors.
package struct ModelPredictor: Sendable {
  /// The part of the model that predicts.
  package enum Source: String, Sendable, Hashable, CaseIterable {
    case network, formula
  }

  /// The part that predicts.
  package let source: Source
  /// The names of the inputs, in the order in which they are expected.
  package let inputNames: [String]
  /// The columns of `predictions(_:)`.
  package let columnNames: [String]
  /// The classes in words to which the numbers of the column `class` belong; `nil` if they are numbers themselves.
  package let classNames: [String]?

  private let file: ModelFile
  private let hasErrors: [Bool]

  /// Prepares a model for prediction.
  ///
  /// - Parameter source: The part that is to predict; `nil` for the formulas if every output has one, otherwise the network.
  /// - Throws: `ReportError.noFormula` if formulas are requested and the model has none.
  package init(_ file: ModelFile, by source: Source? = nil) throws(ReportError) {
    let hasFormulas = file.formulas.count == file.network.outputs.count
    guard source != .formula || hasFormulas else { throw .noFormula }
    let speaker = source ?? (hasFormulas ? .formula : .network)
    let outputs = file.network.outputs.map(\.name)
    let hasErrors =
      speaker == .formula && file.lossName != .ce
      ? file.formulas.map { (try? $0.standardErrors($0.variables.map { _ in [1.0] })) != nil }
      : outputs.map { _ in false }
    var names: [String] = []
    for (j, output) in outputs.enumerated() {
      let name = Self.label(output, file.lossName, speaker == .formula ? file.formulas[j] : nil)
      names += hasErrors[j] ? [name, "\(name) error"] : [name]
    }
    if file.lossName == .ce { names.append("class") }
    (self.file, self.source, self.hasErrors) = (file, speaker, hasErrors)
    inputNames = file.network.inputs.map(\.name)
    columnNames = names
    let classes = outputs.compactMap { output in
      output.firstIndex(of: "=").map { String(output[output.index(after: $0)...]) }
    }
    classNames =
      file.lossName == .ce && classes.count == outputs.count && classes.contains { Double($0) == nil }
      ? classes : nil
  }

  /// The name of a column of predictions.
  private static func label(_ output: String, _ loss: LossName, _ formula: Formula?) -> String {
    if case .logOdds(let event, nil)? = formula?.meaning { return "P(\(event))" }
    // An output such as kind=red is one class of a column.
    let event = output.replacing("=", with: " = ")
    return switch loss {
    case .bce: output.contains("=") ? "P(\(event))" : "P(\(output) = 1)"
    case .ce: "P(\(event))"
    case .mse, .mae, .huber: output
    }
  }

  /// The columns of `columnNames` for rows of `inputNames`; NaN where a formula is not defined.
  ///
  /// - Parameters:
  ///   - inputs: `inputs[i][s]`.
  ///   - threads: The number of threads; the results do not depend on it.
  package func predictions(_ inputs: [[Double]], threads: Int = 1) throws -> [[Double]] {
    var values: [[Double]] = []
    var errors: [[Double]?] = []
    switch source {
    case .network:
      values = file.network.predictions(inputs, threads: threads)
      errors = values.map { _ in nil }
    case .formula:
      for formula in file.formulas {
        let columns = formula.variables.map { variable in
          inputNames.firstIndex(of: variable.name).map { inputs[$0] } ?? []
        }
        guard !columns.isEmpty else {
          // A constant: no column says how many rows there are.
          values.append((inputs.first ?? []).map { _ in formula.expression.value(at: [:]) })
          errors.append(nil)
          continue
        }
        values.append(try formula.values(columns))
        errors.append(try formula.standardErrors(columns))
      }
    }
    switch file.lossName {
    case .mse, .mae, .huber: break
    case .bce:
      for j in values.indices {
        values[j] = Probabilities.sigmoid(values[j])
        // To first order, a change of the logit changes its probability by p·(1 − p) times as much.
        errors[j] = errors[j].map { zip($0, values[j]).map { $0 * $1 * (1 - $1) } }
      }
    case .ce:
      let logits = values
      values = logits.indices.map { Probabilities.softmax(logits, of: $0) }
      values.append(
        (logits.first ?? []).indices.map { s in
          Double(logits.indices.reduce(0) { logits[$1][s] > logits[$0][s] ? $1 : $0 })
        })
    }
    return values.indices.flatMap { j in
      hasErrors.indices.contains(j) && hasErrors[j]
        ? [values[j], errors[j] ?? values[j].map { _ in .nan }] : [values[j]]
    }
  }

  /// The number of rows with an input outside the range on which the model was made, as far as its formulas or grids record it.
  package func rowsOutside(_ inputs: [[Double]]) -> Int {
    let ranges = inputNames.enumerated().map { i, name in
      file.formulas.lazy.flatMap(\.variables).first { $0.name == name }?.range ?? gridRange(i)
    }
    return (inputs.first ?? []).indices.count { s in
      inputs.indices.contains { i in ranges[i].map { !$0.contains(inputs[i][s]) } ?? false }
    }
  }

  /// The range of an input's grid, in the user's unit; `nil` if none of its edges is a spline.
  private func gridRange(_ input: Int) -> ClosedRange<Double>? {
    let (layer, feature) = (file.network.layers[0], file.network.inputs[input])
    guard layer.grids.indices.contains(input), !file.network.isSymbolic else { return nil }
    let range = layer.grids[input].range
    return
      (range.lowerBound * feature.scale + feature.shift)...(range.upperBound * feature.scale + feature.shift)
  }
}
