import KANData
import KANFormula
import KANModel

extension Network {
  /// The closed form of one output, its constants refined together on the data, recognised and given errors.
  ///
  /// - Parameters:
  ///   - output: Which output, counted from 0.
  ///   - data: The rows that decide the constants; for classifiers pass the network's own outputs as targets.
  ///   - constants: Named constants to recognise besides π, e and small roots.
  /// - Throws: `SymbolicError` where an edge is still a spline, the table does not fit, or the formula is not finite on it.
  public func formula(
    forOutput output: Int = 0, refinedOn data: Dataset, constants: [NamedConstant] = []
  ) throws(SymbolicError) -> Formula {
    guard data.inputNames == inputs.map(\.name) else {
      throw .columnsDiffer(network: inputs.map(\.name), table: data.inputNames)
    }
    let composed: Expression
    let column: Dataset
    do throws(ModelError) { composed = try expressions()[output] } catch { throw .model(error) }
    do throws(DataError) {
      column = try Dataset(
        inputNames: data.inputNames, inputs: data.inputs, targetNames: [outputs[output].name],
        targets: [data.targets[output]], weights: data.weights)
    } catch { throw .data(error) }
    let refiner = ExpressionRefiner(column)
    let builder = FormulaBuilder(
      training: refiner, validation: refiner, recognizer: ConstantRecognizer(userConstants: constants),
      box: data.box, outputName: outputs[output].name, isJudgedApart: false)
    guard let built = builder.build(composed) else { throw .notFinite(output: outputs[output].name) }
    return builder.formula(built)
  }
}

extension Dataset {
  /// The range of every input.
  var box: [String: ClosedRange<Double>] {
    var box: [String: ClosedRange<Double>] = [:]
    for (name, column) in zip(inputNames, inputs) { box[name] = (column.min() ?? 0)...(column.max() ?? 0) }
    return box
  }
}
