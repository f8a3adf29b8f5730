import KANData
import KANFormula
import KANModel
import KANTraining

extension Network {
  /// The closed form of every output, simplified and in textbook form; constants are those of the network.
  ///
  /// - Throws: An error if an edge is still a spline.
  public func formulas() throws -> [Formula] {
    let expressions = try self.expressions()
    return zip(outputs, expressions).map { output, expression in
      let simple = expression.simplified().inTextbookForm(variables: inputs.map(\.name))
      return Formula(
        outputName: output.name, expression: simple,
        variables: inputs.map { Formula.Variable(name: $0.name) },
        constants: simple.freeConstants.map { Formula.Constant(value: $0) })
    }
  }

  /// The closed form of every output, its constants refined together on the data, recognised and given errors.
  ///
  /// - Parameters:
  ///   - data: The rows to which the constants are fitted.
  ///   - validation: Validation rows for judging the formulas; without any the fitted rows are used.
  ///   - reference: Whether constants are fitted to the table's targets, or to the network's own outputs (for classifiers, whose
  ///     logits are not measured).
  ///   - loss: The loss with which the network was trained: for binary cross-entropy the formulas are log-odds with constants of
  ///     maximum likelihood; for cross-entropy they are scores with the constants of the network.
  ///   - constants: Named constants to recognise in addition to π, e and small roots.
  ///   - splines: The network of the same shape that the closed forms were read off; the formulas are compared with it.
  /// - Throws: An error if an edge is still a spline, the table does not fit, or a formula is not finite on it.
  public func formulas(
    refinedOn data: Dataset, validation: Dataset? = nil,
    reference: Network.SymbolifyOptions.Reference = .targets,
    loss: Loss = .meanSquaredError,
    constants: [FormulaExpression.NamedConstant] = [], comparedWith splines: Network? = nil
  ) throws -> [Formula] {
    try formulas(
      refinedOn: data, validation: validation, reference: reference, loss: loss, constants: constants,
      comparedWith: splines, certification: CertificationOptions())
  }

  /// The work of recognising the constants of a network's formulas, in operations on one row: about half a minute of one core for
  /// formulas of dozens of constants. A law of a few constants needs a thousandth of it.
  package static let recognitionWork = 15_000_000_000

  /// The same with other options for the proof.
  ///
  /// - Parameter recognition: The work for the recognition of constants; those that are not tried stay measured.
  package func formulas(
    refinedOn data: Dataset, validation: Dataset? = nil,
    reference: Network.SymbolifyOptions.Reference = .targets,
    loss: Loss = .meanSquaredError, constants: [NamedConstant] = [], comparedWith splines: Network? = nil,
    certification: CertificationOptions = CertificationOptions(),
    recognition: WorkBudget = WorkBudget(limit: Network.recognitionWork)
  ) throws -> [Formula] {
    guard data.inputNames == inputs.map(\.name) else {
      throw SymbolicError.columnsDiffer(network: inputs.map(\.name), table: data.inputNames)
    }
    let expressions = try self.expressions()
    if loss == .crossEntropy {
      return try formulas().map { formula in
        var score = formula
        score.meaning = .score(event: formula.outputName)
        score.variables = data.inputNames.map { Formula.Variable(name: $0, range: data.box[$0]) }
        score.validity = score.validityOnBox()
        return score
      }
    }
    let likelihood: Likelihood =
      loss == .binaryCrossEntropy && reference == .targets ? .bernoulli : .gaussian
    let targets = reference == .network ? self(data.inputs) : data.targets
    guard targets.count == outputs.count else {
      throw SymbolicError.targetsDiffer(network: outputs.map(\.name), table: data.targetNames)
    }
    var formulas: [Formula] = []
    let keptBack = validation.map { reference == .network ? self($0.inputs) : $0.targets }
    for (n, (output, expression)) in zip(outputs, expressions).enumerated() {
      let isMeasured = reference == .targets
      let column = try data.replacing(target: output.name, by: targets[n], isMeasured: isMeasured)
      var judge = FormulaJudge.fittedRows
      if let validation, let keptBack {
        let rows = try validation.replacing(target: output.name, by: keptBack[n], isMeasured: isMeasured)
        judge = .keptBack(ExpressionRefiner(rows, likelihood: likelihood))
      }
      let builder = FormulaBuilder(
        training: ExpressionRefiner(column, likelihood: likelihood), judge: judge,
        recognizer: ConstantRecognizer(
          offering: constants.filter { !(data.inputNames + [output.name]).contains($0.name) }),
        box: data.box, outputName: output.name, recognizesConstants: likelihood == .gaussian)
      // Every output gets its share of what the outputs before it have left.
      let own = recognition.share(1 / Double(outputs.count - n))
      let law = builder.build(expression, recognition: own)
      recognition.absorb(own)
      guard let built = law else { throw SymbolicError.notFinite(output: output.name) }
      var formula = builder.certified(
        built, splines: splines ?? self, closedForm: splines == nil ? nil : self, on: data.inputs,
        options: certification)
      if loss == .binaryCrossEntropy { formula.meaning = .logOdds(event: "\(output.name) = 1") }
      formulas.append(formula)
    }
    return formulas
  }
}

extension Dataset {
  /// The inputs with one target, to which stated errors of measurement apply if it is a measured one.
  fileprivate func replacing(
    target name: String, by values: [Double], isMeasured: Bool
  ) throws -> Dataset {
    var result = try Dataset(
      inputNames: inputNames, inputs: inputs, targetNames: [name], targets: [values], weights: weights)
    result.weightsAreInverseVariances = isMeasured && weightsAreInverseVariances
    return result
  }

  /// The range of every input.
  package var box: [String: ClosedRange<Double>] {
    var box: [String: ClosedRange<Double>] = [:]
    for (name, column) in zip(inputNames, inputs) { box[name] = (column.min() ?? 0)...(column.max() ?? 0) }
    return box
  }
}
