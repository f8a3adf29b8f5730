/// The residuals of a network on rows in parts: normal equations are summed over the parts, and every rank solves them.
final class PartedLeastSquares: LeastSquaresObjective {
  private let rows: PartedRows
  /// The residuals of each part of this rank.
  private let parts: [any LeastSquaresObjective]
  /// Memory for the equations of a part before they are added.
  private let scratch: NormalEquations

  let parameterCount: Int

  /// - Parameters:
  ///   - rows: Parts and ranks.
  ///   - parts: The same network on each part of this rank.
  init(_ rows: PartedRows, parts: [any LeastSquaresObjective]) {
    (self.rows, self.parts) = (rows, parts)
    parameterCount = parts[0].parameterCount
    scratch = NormalEquations(size: parameterCount)
  }

  func meanSquare(at parameters: [Double]) -> Double {
    rows.mean { [parts[$0].meanSquare(at: parameters)] }[0]
  }

  func linearise(at parameters: [Double], into equations: NormalEquations) {
    let packed = rows.mean { part in
      parts[part].linearise(at: parameters, into: scratch)
      return scratch.packed
    }
    equations.unpack(packed)
  }

  /// Parts whose second derivative is not known, or is lost in rounding, count as linear.
  func curvature(at parameters: [Double], along step: [Double]) -> [Double]? {
    var sum = rows.mean { part in
      parts[part].curvature(at: parameters, along: step).map { $0 + [1] }
        ?? [Double](repeating: 0, count: parameterCount + 1)
    }
    return sum.removeLast() > 0 ? sum : nil
  }
}

extension NormalEquations {
  /// The upper triangle of A row by row, each row followed by its component of g: the message between ranks.
  var packed: [Double] {
    [Double](unsafeUninitializedCapacity: size * (size + 3) / 2) { numbers, count in
      for row in 0..<size {
        for column in row...size {
          numbers[count] = matrix.pointer[row * leading + column]
          count += 1
        }
      }
    }
  }

  /// Reads the numbers of `packed`.
  func unpack(_ numbers: [Double]) {
    precondition(numbers.count == size * (size + 3) / 2, "packed equations have the size of these")
    clear()
    var next = 0
    for row in 0..<size {
      for column in row...size {
        matrix.pointer[row * leading + column] = numbers[next]
        next += 1
      }
    }
  }
}
