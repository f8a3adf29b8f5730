import KANNumerics

extension LevenbergMarquardt {
  /// Parameters with their residuals and derivatives.
  struct Point {
    let parameters: [Double]
    private(set) var residuals: [Double]
    /// ∂rₛ/∂θ_c at `s * parameters.count + c`.
    private(set) var jacobian: [Double]
    private(set) var sumOfSquares = 0.0
    /// Jᵀr.
    private(set) var gradient: [Double] = []
    /// The first residual that is not finite, or has derivatives that are not.
    private(set) var firstBadResidual: Int?

    init(parameters: [Double], residualCount: Int) {
      self.parameters = parameters
      residuals = [Double](repeating: 0, count: residualCount)
      jacobian = [Double](repeating: 0, count: residualCount * parameters.count)
    }

    /// The point displaced by `shift`, not evaluated yet.
    func moved(by shift: [Double]) -> Point {
      Point(parameters: zip(parameters, shift).map { $0 + $1 }, residualCount: residuals.count)
    }

    /// Evaluates the residuals alone.
    mutating func evaluateResiduals(_ evaluate: NonlinearLeastSquares.Evaluation) {
      parameters.withUnsafeBufferPointer { theta in
        residuals.withUnsafeMutableBufferPointer { evaluate(theta, $0, nil) }
      }
      var sum = CompensatedSum()
      for r in residuals { sum.add(r * r) }
      sumOfSquares = sum.value
      firstBadResidual = residuals.firstIndex { !$0.isFinite }
    }

    /// Evaluates residuals, derivatives and the quantities derived from them.
    mutating func evaluate(_ evaluate: NonlinearLeastSquares.Evaluation) {
      evaluateResiduals(evaluate)
      guard firstBadResidual == nil else { return }
      let p = parameters.count
      // The residuals computed along with a Jacobian are already known.
      var again = residuals
      parameters.withUnsafeBufferPointer { theta in
        again.withUnsafeMutableBufferPointer { r in
          jacobian.withUnsafeMutableBufferPointer { evaluate(theta, r, $0) }
        }
      }
      firstBadResidual = jacobian.firstIndex { !$0.isFinite }.map { $0 / p }
      gradient = transposedProduct(with: residuals)
    }

    /// Jᵀ·v.
    func transposedProduct(with v: [Double]) -> [Double] {
      let p = parameters.count
      var result = [Double](repeating: 0, count: p)
      jacobian.withUnsafeBufferPointer { j in
        for s in v.indices { for c in 0..<p { result[c] += j[s * p + c] * v[s] } }
      }
      return result
    }

    /// J·v.
    func directionalDerivative(along v: [Double]) -> [Double] {
      let p = parameters.count
      return residuals.indices.map { s in (0..<p).reduce(0) { $0 + jacobian[s * p + $1] * v[$1] } }
    }

    /// JᵀJ; only the lower triangle.
    func normalMatrix() -> Matrix {
      let p = parameters.count
      var matrix = Matrix(rows: p, columns: p)
      jacobian.withUnsafeBufferPointer { j in
        matrix.elements.withUnsafeMutableBufferPointer { m in
          for s in residuals.indices {
            let row = s * p
            for a in 0..<p {
              let factor = j[row + a]
              for b in 0...a { m[a * p + b] += factor * j[row + b] }
            }
          }
        }
      }
      return matrix
    }

    /// The columns of the Jacobian.
    var columns: [[Double]] {
      let p = parameters.count
      return (0..<p).map { c in residuals.indices.map { jacobian[$0 * p + c] } }
    }

    /// The sums of squares of the columns of the Jacobian.
    private var squaresOfColumns: [Double] {
      let p = parameters.count
      var squares = [Double](repeating: 0, count: p)
      for s in residuals.indices {
        for c in 0..<p { squares[c] += jacobian[s * p + c] * jacobian[s * p + c] }
      }
      return squares
    }

    /// D: the lengths of the columns of the Jacobian, the largest so far, 1 for a column of zeros; or all 1.
    func lengthsOfColumns(_ scaling: NonlinearLeastSquares.Scaling, largest: [Double]?) -> [Double] {
      guard scaling == .byColumns else { return [Double](repeating: 1, count: parameters.count) }
      return squaresOfColumns.enumerated().map { c, square in
        let length = square.squareRoot()
        guard let largest else { return length > 0 ? length : 1 }
        return max(largest[c], length)
      }
    }

    /// The largest diagonal element of D⁻¹·JᵀJ·D⁻¹.
    func largestScaledCurvature(_ scales: [Double]) -> Double {
      zip(squaresOfColumns, scales).reduce(0) { max($0, $1.0 / ($1.1 * $1.1)) }
    }
  }
}
