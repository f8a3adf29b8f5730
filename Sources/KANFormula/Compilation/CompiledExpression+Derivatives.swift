extension CompiledExpression {
  /// The values and the exact derivatives with respect to every free constant.
  ///
  /// - Returns: `values[s]` and `jacobian[c][s]` = ∂value(s)/∂constant(c).
  package func valuesAndConstantDerivatives(
    _ columns: [[Double]], constants: [Double]
  ) -> (values: [Double], jacobian: [[Double]]) {
    let leaves = leaves { if case .freeConstant(let c) = $0 { c } else { nil } }
    return differentiate(
      columns, constants, by: leaves, count: freeConstants.count, needed: dependsOnConstants)
  }

  /// The values and the exact derivatives with respect to every variable.
  ///
  /// - Returns: `values[s]` and `jacobian[i][s]` = ∂value(s)/∂variable(i).
  package func valuesAndVariableDerivatives(_ columns: [[Double]]) -> (values: [Double], jacobian: [[Double]])
  {
    let leaves = leaves { if case .variable(let i) = $0 { i } else { nil } }
    return differentiate(
      columns, freeConstants, by: leaves, count: variables.count, needed: dependsOnVariables)
  }

  /// A step that is a leaf, and the row of the Jacobian for it.
  private typealias Leaf = (index: Int, output: Int)

  private func leaves(_ output: (Instruction) -> Int?) -> [Leaf] {
    instructions.enumerated().compactMap { index, step in output(step).map { (index, $0) } }
  }

  private func differentiate(
    _ columns: [[Double]], _ constants: [Double], by leaves: [Leaf], count outputs: Int, needed: [Bool]
  ) -> (values: [Double], jacobian: [[Double]]) {
    let rows = checkedRowCount(columns, constants)
    let size = Self.blockSize
    var values = [Double](repeating: 0, count: rows)
    var jacobian = [[Double]](repeating: [Double](repeating: 0, count: rows), count: outputs)
    columns.withUnsafePointers { pointers in
      withUnsafeTemporaryAllocation(of: Double.self, capacity: (2 * instructions.count + 1) * size) {
        memory in
        guard let base = memory.baseAddress else { return }
        var registers = Registers(base, columns: operands(from: pointers))
        let adjoints = base + instructions.count * size
        fillConstants(registers, constants, rows: min(rows, size))
        for start in stride(from: 0, to: rows, by: size) {
          let count = min(size, rows - start)
          runForward(&registers, start: start, count: count)
          runBackward(registers, adjoints, needed, count: count)
          let y = registers[result]
          for s in 0..<count { values[start + s] = y[s] }
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
    _ registers: Registers, _ adjoints: UnsafeMutablePointer<Double>, _ needed: [Bool], count: Int
  ) {
    let size = Self.blockSize
    let math = ColumnMath()
    for index in instructions.indices where needed[index] {
      (adjoints + index * size).update(repeating: index == result ? 1 : 0, count: count)
    }
    let slope = adjoints + instructions.count * size
    /// Adds the seed of a step times a local derivative to the adjoint of an operand.
    @inline(__always)
    func propagate(to a: Int, from index: Int, _ local: (Int) -> Double) {
      guard needed[a] else { return }
      for s in 0..<count { slope[s] = local(s) }
      math.addProducts(adjoints + index * size, slope, to: adjoints + a * size, count: count)
    }
    func propagate(to a: Int, from index: Int, column: UnsafePointer<Double>) {
      guard needed[a] else { return }
      math.addProducts(adjoints + index * size, column, to: adjoints + a * size, count: count)
    }
    func propagate(to a: Int, from index: Int, factor: Double) {
      guard needed[a] else { return }
      math.add(factor, adjoints + index * size, to: adjoints + a * size, count: count)
    }
    for index in instructions.indices.reversed() where needed[index] {
      let y = registers[index]
      switch instructions[index] {
      case .variable, .freeConstant, .number: break
      case .add(let a, let b):
        propagate(to: a, from: index, factor: 1)
        propagate(to: b, from: index, factor: 1)
      case .subtract(let a, let b):
        propagate(to: a, from: index, factor: 1)
        propagate(to: b, from: index, factor: -1)
      case .multiply(let a, let b):
        propagate(to: a, from: index, column: registers[b])
        propagate(to: b, from: index, column: registers[a])
      case .divide(let a, let b):
        let v = registers[b]
        propagate(to: a, from: index) { 1 / v[$0] }
        propagate(to: b, from: index) { -y[$0] / v[$0] }
      case .negate(let a): propagate(to: a, from: index, factor: -1)
      case .halfPower(let a, let n):
        let u = registers[a]
        propagate(to: a, from: index) { 0.5 * Double(n) * KANFormula.halfPower(u[$0], n - 2) }
      case .power(let a, let b):
        let (u, v) = (registers[a], registers[b])
        propagate(to: a, from: index) { s in
          u[s] == 0 || y[s] == 0 ? v[s] * realPower(u[s], v[s] - 1) : v[s] * y[s] / u[s]
        }
        guard needed[b] else { break }
        math.apply(.log, u, slope, count: count)
        for s in 0..<count { slope[s] = y[s] == 0 ? 0 : y[s] * slope[s] }
        propagate(to: b, from: index, column: slope)
      case .function(let function, let a):
        guard needed[a] else { break }
        math.slopes(of: function, registers[a], y, slope, count: count)
        propagate(to: a, from: index, column: slope)
      case .piecewise(let polynomial, let a):
        let u = registers[a]
        propagate(to: a, from: index) { polynomial.slope(at: u[$0]) }
      }
    }
  }
}
