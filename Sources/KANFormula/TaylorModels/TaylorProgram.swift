/// An expression as steps that enclose it on many boxes; equal subexpressions are enclosed once per box.
///
/// The enclosure is valid wherever on the box the expression is defined.
package struct TaylorProgram: Sendable {
  private enum Step: Hashable {
    case constant(Interval)
    case variable(Int)
    case sum([Int])
    case product([Int])
    case wholePower(Int, Int)
    case realPower(Int, Interval)
    case power(Int, Int)
    case function(ElementaryFunction, Int)
    case piecewise(PiecewiseEnclosure, Int)
  }

  private var steps: [Step] = []
  private var places: [Step: Int] = [:]
  private var result = 0

  /// Compiles `expression` for boxes whose sides are in the order of `variables`.
  ///
  /// - Throws: `FormulaError.unknownVariable` when the expression uses a variable that is not listed.
  package init(_ expression: Expression, variables: [String]) throws(FormulaError) {
    if let stranger = expression.variables.first(where: { !variables.contains($0) }) {
      throw .unknownVariable(stranger, known: variables)
    }
    result = append(expression, variables)
    places = [:]
  }

  /// The expression on the box whose sides are `inputs`; `nil` when it is defined nowhere there.
  package func model(of inputs: [TaylorModel]) -> TaylorModel? {
    guard let table = inputs.first?.table else { return nil }
    var models: [TaylorModel] = []
    models.reserveCapacity(steps.count)
    for step in steps {
      let model: TaylorModel?
      switch step {
      case .constant(let value): model = TaylorModel(value, table)
      case .variable(let v): model = inputs[v]
      case .sum(let terms): model = terms.dropFirst().reduce(models[terms[0]]) { $0 + models[$1] }
      case .product(let factors): model = factors.dropFirst().reduce(models[factors[0]]) { $0 * models[$1] }
      case .wholePower(let base, let n): model = models[base].wholePower(n)
      case .realPower(let base, let p): model = models[base].realPower(p)
      case .power(let base, let exponent):
        // u^v = exp(v·log u) for u > 0; elsewhere only the range is known.
        if models[base].range.lower > 0 {
          model = models[base].applying(.log).flatMap { (models[exponent] * $0).applying(.exp) }
        } else {
          model = models[base].enclosed(by: .everything)
        }
      case .function(let function, let argument): model = models[argument].applying(function)
      case .piecewise(let function, let argument): model = function.applied(to: models[argument])
      }
      guard let model else { return nil }
      models.append(model)
    }
    return models[result]
  }

  private mutating func append(_ expression: Expression, _ variables: [String]) -> Int {
    switch expression {
    case .rational, .real, .constant:
      return emit(.constant(expression.exactRange))
    case .variable(let name): return emit(.variable(variables.firstIndex(of: name) ?? 0))
    case .sum(let terms):
      let places = terms.map { append($0, variables) }
      return places.isEmpty ? emit(.constant(Interval(0))) : emit(.sum(places))
    case .product(let factors):
      let places = factors.map { append($0, variables) }
      return places.isEmpty ? emit(.constant(Interval(1))) : emit(.product(places))
    case .power(let base, let exponent):
      let place = append(base, variables)
      if let p = exponent.rationalValue, p.isInteger { return emit(.wholePower(place, p.numerator)) }
      if case .real(let p) = exponent, p == p.rounded(), p.magnitude < 64 {
        return emit(.wholePower(place, Int(p)))
      }
      if exponent.variables.isEmpty { return emit(.realPower(place, exponent.exactRange)) }
      return emit(.power(place, append(exponent, variables)))
    case .function(let function, let argument):
      return emit(.function(function, append(argument, variables)))
    case .piecewise(let function, let argument):
      return emit(.piecewise(PiecewiseEnclosure(function), append(argument, variables)))
    }
  }

  private mutating func emit(_ step: Step) -> Int {
    if let place = places[step] { return place }
    steps.append(step)
    places[step] = steps.count - 1
    return steps.count - 1
  }
}

extension Expression {
  /// The value of an expression without variables.
  fileprivate var exactRange: Interval {
    var evaluator = RangeEvaluator([String: Interval]())
    return evaluator.range(self) ?? .everything
  }
}
