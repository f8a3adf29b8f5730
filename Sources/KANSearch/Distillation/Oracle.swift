/// A function that is known only by asking: a trained network, a simulation, a program.
public struct Oracle: Sendable {
  /// The names of its inputs.
  public let inputNames: [String]
  /// The name of its value.
  public let outputName: String
  /// Where it may be asked, a range for each input.
  public let box: [ClosedRange<Double>]

  private let answer: @Sendable ([[Double]]) throws -> [Double]

  /// A function from its description and a closure that answers.
  ///
  /// - Parameters:
  ///   - inputNames: The names of the inputs.
  ///   - outputName: The name of the value.
  ///   - box: A range for each input.
  ///   - answer: The values at points, given feature-major: `columns[i][s]` is input i of point s.
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
  /// - Throws: `OracleError` for answers that are too many, too few or not finite; what the closure throws.
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

/// Why the answers of an oracle cannot be used.
package enum OracleError: Error, Hashable, Sendable, CustomStringConvertible {
  /// Not one value a point.
  case wrongCount(asked: Int, answered: Int)
  /// A value that is NaN or infinite.
  case notFinite(value: String, place: String)
  /// One value everywhere: there is no law to find.
  case constant(Double)

  /// One sentence: what is wrong, where, and what to do.
  package var description: String {
    switch self {
    case .wrongCount(let asked, let answered):
      "the oracle was asked for \(asked) values and gave \(answered); it must give one for each point, in order"
    case .notFinite(let value, let place):
      "the oracle gave \(value) at \(place); leave such points out of the box"
    case .constant(let value):
      "the oracle gave \(value) everywhere in the box; there is no law to find"
    }
  }
}
