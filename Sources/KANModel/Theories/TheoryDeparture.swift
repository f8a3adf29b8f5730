import KANFormula

/// The distance between a network and a theory of one of its outputs, over the box of its grids.
package struct TheoryDeparture: Hashable, Sendable, Codable {
  /// The name of the output.
  package let output: String
  /// The root mean square of network − theory, in units of the output.
  package let rms: Double
  /// The largest |network − theory|.
  package let largest: Double
  /// The root mean square of the theory itself, for comparison.
  package let theoryRMS: Double
  /// The number of points where both are finite.
  package let points: Int
}

extension Network {
  /// The distance of each output from its theory, measured at quasi-random points of the training box.
  ///
  /// No closed form is needed: splines that have learned a correction are evaluated as they are.
  ///
  /// - Parameters:
  ///   - theory: One formula for each output, in the names of the inputs.
  ///   - count: The number of points.
  /// - Throws: `ModelError.notCompiled` for a variable that is not an input.
  package func departure(from theory: [Expression], count: Int = 4096) throws(ModelError) -> [TheoryDeparture]
  {
    precondition(theory.count == outputs.count, "a theory has one formula for each output")
    let columns = sampledInputs(count: count)
    let names = inputs.map(\.name)
    var result: [TheoryDeparture] = []
    for (output, (expression, values)) in zip(outputs, zip(theory, self(columns))) {
      let expected: [Double]
      do {
        expected = try CompiledExpression(expression, variables: names).values(columns)
      } catch { throw .notCompiled(part: "the theory", reason: "\(error)") }
      var (squares, theorySquares, largest, points) = (0.0, 0.0, 0.0, 0)
      for (y, t) in zip(values, expected) where y.isFinite && t.isFinite {
        squares += (y - t) * (y - t)
        theorySquares += t * t
        largest = max(largest, abs(y - t))
        points += 1
      }
      let n = Double(max(points, 1))
      result.append(
        TheoryDeparture(
          output: output.name, rms: (squares / n).squareRoot(), largest: largest,
          theoryRMS: (theorySquares / n).squareRoot(), points: points))
    }
    return result
  }
}
