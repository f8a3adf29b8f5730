/// A function that can only be evaluated: a trained network, a simulation, a program.
public struct Oracle: Sendable {
  /// The names of its inputs.
  public let inputNames: [String]
  /// The name of its value.
  public let outputName: String
  /// The box on which it may be evaluated, a range for each input.
  public let box: [ClosedRange<Double>]

  private let answer: @Sendable ([[Double]]) throws -> [Double]

  /// A function from its description and a closure that evaluates it.
  ///
  /// - Parameters:
  ///   - inputNames: The names of the inputs, at least one.
  ///   - outputName: The name of the value.
  ///   - box: A range for each input.
  ///   - answer: Returns one finite value for each point; the points are given feature-major: `columns[i][s]` is input
  ///     i of point s. An error that it throws ends the search.
  public init(
    inputNames: [String], outputName: String, box: [ClosedRange<Double>],
    answer: @escaping @Sendable (_ columns: [[Double]]) throws -> [Double]
  ) {
    precondition(!box.isEmpty && inputNames.count == box.count, "an oracle needs inputs, each with its range")
    self.inputNames = inputNames
    self.outputName = outputName
    self.box = box
    self.answer = answer
  }

  /// The values at the points `columns[i][s]`.
  ///
  /// - Throws: `OracleError` for too many, too few or non-finite values; errors of the closure.
  package func values(at columns: [[Double]]) throws -> [Double] {
    let values = try answer(columns)
    let count = columns[0].count
    guard values.count == count else { throw OracleError.wrongCount(asked: count, answered: values.count) }
    if let bad = values.firstIndex(where: { !$0.isFinite }) {
      let place = zip(inputNames, columns).map { "\($0) = \($1[bad])" }.joined(separator: ", ")
      throw OracleError.notFinite(value: "\(values[bad])", place: place)
    }
    return values
  }
}

/// The reason why the values of an oracle cannot be used.
package enum OracleError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The number of values differs from that of points.
  case wrongCount(asked: Int, answered: Int)
  /// A value that is NaN or infinite.
  case notFinite(value: String, place: String)
  /// The function is constant: there is no law to find.
  case constant(Double)

  /// One sentence: what is wrong, where, and what to do.
  package var description: String {
    switch self {
    case .wrongCount(let asked, let answered):
      "the oracle was asked for \(asked) values but returned \(answered); it must return one for each point, in order"
    case .notFinite(let value, let place):
      "the oracle returned \(value) at \(place); leave such points out of the box"
    case .constant(let value):
      "the oracle returned \(value) everywhere in the box; there is no law to find"
    }
  }
}
