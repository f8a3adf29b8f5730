extension CompiledExpression {
  /// Writes numbers and free constants into their registers; they stay for all blocks.
  func fillConstants(_ registers: UnsafeMutablePointer<Double>, _ constants: [Double], rows: Int) {
    for (index, instruction) in instructions.enumerated() {
      let value: Double
      switch instruction {
      case .number(let number): value = number
      case .freeConstant(let c): value = constants[c]
      default: continue
      }
      let register = registers + index * Self.blockSize
      for s in 0..<rows { register[s] = value }
    }
  }

  /// Runs the steps over one block of rows.
  func runForward(
    _ registers: UnsafeMutablePointer<Double>, _ columns: [UnsafePointer<Double>], start: Int, count: Int
  ) {
    let size = Self.blockSize
    for (index, instruction) in instructions.enumerated() {
      let y = registers + index * size
      switch instruction {
      case .number, .freeConstant: break
      case .variable(let i):
        let column = columns[i] + start
        for s in 0..<count { y[s] = column[s] }
      case .add(let a, let b):
        let (u, v) = (registers + a * size, registers + b * size)
        for s in 0..<count { y[s] = u[s] + v[s] }
      case .subtract(let a, let b):
        let (u, v) = (registers + a * size, registers + b * size)
        for s in 0..<count { y[s] = u[s] - v[s] }
      case .multiply(let a, let b):
        let (u, v) = (registers + a * size, registers + b * size)
        for s in 0..<count { y[s] = u[s] * v[s] }
      case .divide(let a, let b):
        let (u, v) = (registers + a * size, registers + b * size)
        for s in 0..<count { y[s] = u[s] / v[s] }
      case .negate(let a):
        let u = registers + a * size
        for s in 0..<count { y[s] = -u[s] }
      case .wholePower(let a, 2):
        let u = registers + a * size
        for s in 0..<count { y[s] = u[s] * u[s] }
      case .wholePower(let a, let n):
        let u = registers + a * size
        for s in 0..<count { y[s] = KANFormula.wholePower(u[s], n) }
      case .halfPower(let a, 1):
        let u = registers + a * size
        for s in 0..<count { y[s] = u[s].squareRoot() }
      case .halfPower(let a, let n):
        let u = registers + a * size
        for s in 0..<count { y[s] = KANFormula.halfPower(u[s], n) }
      case .power(let a, let b):
        let (u, v) = (registers + a * size, registers + b * size)
        for s in 0..<count { y[s] = realPower(u[s], v[s]) }
      case .function(let function, let a):
        let u = registers + a * size
        for s in 0..<count { y[s] = realValue(of: function, at: u[s]) }
      case .piecewise(let polynomial, let a):
        let u = registers + a * size
        for s in 0..<count { y[s] = polynomial.value(at: u[s]) }
      }
    }
  }
}
