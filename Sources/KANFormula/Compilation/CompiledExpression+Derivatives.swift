extension CompiledExpression {
  /// The values and the exact derivatives by every free constant.
  ///
  /// - Returns: `values[s]` and `jacobian[c][s]` = ∂value(s)/∂constant(c).
  public func valuesAndConstantDerivatives(
    _ columns: [[Double]], constants: [Double]
  ) -> (values: [Double], jacobian: [[Double]]) {
    differentiate(columns, constants, count: freeConstants.count, needed: dependsOnConstants) {
      if case .freeConstant(let c) = $0 { c } else { nil }
    }
  }

  /// The values and the exact derivatives by every variable.
  ///
  /// - Returns: `values[s]` and `jacobian[i][s]` = ∂value(s)/∂variable(i).
  public func valuesAndVariableDerivatives(_ columns: [[Double]]) -> (values: [Double], jacobian: [[Double]])
  {
    differentiate(columns, freeConstants, count: variables.count, needed: dependsOnVariables) {
      if case .variable(let i) = $0 { i } else { nil }
    }
  }

  private func differentiate(
    _ columns: [[Double]], _ constants: [Double], count outputs: Int, needed: [Bool],
    row: (Instruction) -> Int?
  ) -> (values: [Double], jacobian: [[Double]]) {
    let rows = checkedRowCount(columns, constants)
    let size = Self.blockSize
    let leaves = instructions.enumerated().compactMap { index, step in row(step).map { (index, $0) } }
    var values = [Double](repeating: 0, count: rows)
    var jacobian = [[Double]](repeating: [Double](repeating: 0, count: rows), count: outputs)
    columns.withUnsafePointers { pointers in
      withUnsafeTemporaryAllocation(of: Double.self, capacity: 2 * instructions.count * size) { memory in
        guard let registers = memory.baseAddress else { return }
        let adjoints = registers + instructions.count * size
        fillConstants(registers, constants, rows: min(rows, size))
        for start in stride(from: 0, to: rows, by: size) {
          let count = min(size, rows - start)
          runForward(registers, pointers, start: start, count: count)
          runBackward(registers, adjoints, needed, count: count)
          for s in 0..<count { values[start + s] = registers[result * size + s] }
          for (index, output) in leaves {
            let adjoint = adjoints + index * size
            for s in 0..<count { jacobian[output][start + s] = adjoint[s] }
          }
        }
      }
    }
    return (values, jacobian)
  }

  /// Propagates ∂result/∂register from the last step to the first, for the registers in `needed`.
  private func runBackward(
    _ registers: UnsafeMutablePointer<Double>, _ adjoints: UnsafeMutablePointer<Double>, _ needed: [Bool],
    count: Int
  ) {
    let size = Self.blockSize
    for index in instructions.indices where needed[index] {
      let adjoint = adjoints + index * size
      let seed: Double = index == result ? 1 : 0
      for s in 0..<count { adjoint[s] = seed }
    }
    /// Adds the seed times a local derivative to the adjoint of an operand.
    @inline(__always)
    func propagate(to a: Int, from index: Int, _ local: (Int) -> Double) {
      guard needed[a] else { return }
      let (from, to) = (adjoints + index * size, adjoints + a * size)
      // A zero seed contributes nothing even where the local derivative is infinite.
      for s in 0..<count where from[s] != 0 { to[s] += from[s] * local(s) }
    }
    for index in instructions.indices.reversed() where needed[index] {
      let y = registers + index * size
      switch instructions[index] {
      case .variable, .freeConstant, .number: break
      case .add(let a, let b):
        propagate(to: a, from: index) { _ in 1 }
        propagate(to: b, from: index) { _ in 1 }
      case .subtract(let a, let b):
        propagate(to: a, from: index) { _ in 1 }
        propagate(to: b, from: index) { _ in -1 }
      case .multiply(let a, let b):
        let (u, v) = (registers + a * size, registers + b * size)
        propagate(to: a, from: index) { v[$0] }
        propagate(to: b, from: index) { u[$0] }
      case .divide(let a, let b):
        let v = registers + b * size
        propagate(to: a, from: index) { 1 / v[$0] }
        propagate(to: b, from: index) { -y[$0] / v[$0] }
      case .negate(let a): propagate(to: a, from: index) { _ in -1 }
      case .wholePower(let a, let n):
        let u = registers + a * size
        propagate(to: a, from: index) { Double(n) * KANFormula.wholePower(u[$0], n - 1) }
      case .halfPower(let a, let n):
        let u = registers + a * size
        propagate(to: a, from: index) { 0.5 * Double(n) * KANFormula.halfPower(u[$0], n - 2) }
      case .power(let a, let b):
        let (u, v) = (registers + a * size, registers + b * size)
        propagate(to: a, from: index) { v[$0] * realPower(u[$0], v[$0] - 1) }
        propagate(to: b, from: index) { y[$0] == 0 ? 0 : y[$0] * naturalLogarithm(u[$0]) }
      case .function(let function, let a):
        let u = registers + a * size
        propagate(to: a, from: index) { realDerivative(of: function, at: u[$0], value: y[$0]) }
      case .piecewise(let polynomial, let a):
        let u = registers + a * size
        propagate(to: a, from: index) { polynomial.slope(at: u[$0]) }
      }
    }
  }
}
