import KANFormula
import KANModel
import KANNumerics

extension Network {
  /// The number of rows whose activations are in memory at a time.
  private static let rowsAtATime = 8_192

  /// The distance between a formula and this network: measured on data and on quasi-random points, and bounded by a proof on the
  /// whole box.
  ///
  /// If no box is given it is that of the formula's variables; for a missing range, that of the network's grids.
  ///
  /// - Parameters:
  ///   - formula: A formula of one of the outputs, by name.
  ///   - closedForm: The network of the same shape whose edges became functions; each is compared with the spline here.
  ///   - columns: The data, one column per input in the network's order.
  ///   - box: A range for each input in the network's order; `nil` for those of the formula.
  ///   - options: The number of points and the work that a proof may take.
  /// - Throws: An error if the formula uses a variable that is not an input, or if its output is not one of the network's.
  package func agreement(
    of formula: Formula, closedForm: Network? = nil, on columns: [[Double]],
    box given: [ClosedRange<Double>]? = nil, options: CertificationOptions = CertificationOptions()
  ) throws -> NetworkAgreement {
    let names = inputs.map(\.name)
    guard let output = outputs.firstIndex(where: { $0.name == formula.outputName }) else {
      throw SymbolicError.targetsDiffer(network: outputs.map(\.name), table: [formula.outputName])
    }
    let compiled: CompiledExpression
    let program: TaylorProgram
    compiled = try CompiledExpression(formula.expression, variables: names)
    program = try TaylorProgram(formula.expression, variables: names)

    let box = given ?? zip(names, trainingBox).map { formula.box[$0] ?? $1 }
    func distances(_ points: [[Double]]) -> [Double] {
      zip(compiled.values(points), self(points)[output]).map { ($0 - $1).magnitude }
    }
    // Activations are larger than the table: long tables are processed a few rows at a time.
    let rows = columns.first?.count ?? 0
    let onData = NetworkAgreement.Distance(
      stride(from: 0, to: rows, by: Self.rowsAtATime).flatMap { start in
        distances(columns.map { Array($0[start..<min(start + Self.rowsAtATime, rows)]) })
      })
    let onBox = NetworkAgreement.Distance(distances(SobolSequence.columns(options.points, allOver: box)))
    let enclosure = NetworkProgram(self, output: output)
    let bound = DifferenceBound(
      first: program, second: enclosure, distances: distances, box: box.map { Interval($0) },
      breaks: enclosure.breaks, operations: options.operations,
      areEqual: computes(
        formula.expression, output: output,
        on: Dictionary(zip(names, box), uniquingKeysWith: { first, _ in first })))
    // Rows outside the box are left out.
    let isInside = columns.first.map { rows in
      rows.indices.allSatisfy { s in zip(box, columns).allSatisfy { $0.contains($1[s]) } }
    }
    let seen = max(onBox.maximum, isInside ?? false ? onData.maximum : 0)
    // Without work for a proof there is no bound, only the largest distance seen.
    let certified =
      options.operations > 0
      ? bound.certified(largestSeen: seen)
      : CertifiedBound(bound: nil, largestSeen: seen, isTight: false, boxes: 0)
    return NetworkAgreement(
      onData: onData, onBox: onBox, certified: certified,
      edges: closedForm.map { edgeBounds($0, options) } ?? [])
  }

  /// Whether the network consists of closed forms that are equal to an expression.
  private func computes(_ expression: Expression, output: Int, on box: [String: ClosedRange<Double>]) -> Bool
  {
    guard isSymbolic, let own = try? expressions()[output].simplified() else { return false }
    return own == expression || own.inTextbookForm(on: box, variables: inputs.map(\.name)) == expression
      || (own - expression).simplified(on: box) == 0
  }

  /// The bounds between each closed form of `closed` and the spline here, on the range of the edge's grid.
  private func edgeBounds(_ closed: Network, _ options: CertificationOptions) -> [NetworkAgreement.Edge] {
    edgeAddresses.compactMap { address in
      guard self[address].isSpline, closed[address].isSymbolic else { return nil }
      let layer = layers[address.layer]
      let grid = layer.grids[address.input]
      guard let spline = EdgeProgram(self[address], grid: grid, base: layer.base, outside: outside),
        let function = EdgeProgram(closed[address], grid: grid, base: layer.base, outside: outside)
      else { return nil }
      func distances(_ points: [[Double]]) -> [Double] {
        zip(closed.edgeValues(at: address, points[0]), edgeValues(at: address, points[0])).map {
          ($0 - $1).magnitude
        }
      }
      let range = grid.range
      let samples = (0...512).map { s in
        min(range.lowerBound + (range.upperBound - range.lowerBound) * Double(s) / 512, range.upperBound)
      }
      let bound = DifferenceBound(
        first: function, second: spline, distances: distances, box: [Interval(range)],
        breaks: [grid.knots + (layer.base == .relu ? [0] : [])], operations: options.operations / 10)
      return NetworkAgreement.Edge(
        edge: address.description,
        certified: bound.certified(largestSeen: NetworkAgreement.Distance(distances([samples])).maximum))
    }
  }
}

extension NetworkAgreement.Distance {
  /// Statistics over all points where both functions are finite.
  fileprivate init(_ distances: [Double]) {
    let finite = distances.filter(\.isFinite)
    let squares = finite.sumOfSquares
    self.init(
      rms: finite.isEmpty ? 0 : (squares / Double(finite.count)).squareRoot(),
      maximum: finite.reduce(0) { max($0, $1) }, count: finite.count)
  }
}
