extension CompiledExpression {
  /// Writes numbers and free constants into their registers; they stay for all blocks.
  func fillConstants(_ registers: Registers, _ constants: [Double], rows: Int) {
    for (index, instruction) in instructions.enumerated() {
      let value: Double
      switch instruction {
      case .number(let number): value = number
      case .freeConstant(let c): value = constants[c]
      default: continue
      }
      registers.own(index).update(repeating: value, count: rows)
    }
  }

  /// Runs the steps over one block of rows.
  func runForward(_ registers: inout Registers, start: Int, count: Int) {
    registers.start = start
    let math = ColumnMath()
    for (index, instruction) in instructions.enumerated() {
      let y = registers.own(index)
      switch instruction {
      case .number, .freeConstant, .variable: break
      case .add(let a, let b): math.add(registers[a], registers[b], y, count: count)
      case .subtract(let a, let b): math.subtract(registers[a], registers[b], y, count: count)
      case .multiply(let a, let b): math.multiply(registers[a], registers[b], y, count: count)
      case .divide(let a, let b): math.divide(registers[a], registers[b], y, count: count)
      case .negate(let a):
        let u = registers[a]
        for s in 0..<count { y[s] = -u[s] }
      case .halfPower(let a, 1): math.squareRoot(registers[a], y, count: count)
      case .halfPower(let a, let n):
        let u = registers[a]
        for s in 0..<count { y[s] = KANFormula.halfPower(u[s], n) }
      case .power(let a, let b): math.power(registers[a], registers[b], y, count: count)
      case .function(let function, let a): math.apply(function, registers[a], y, count: count)
      case .piecewise(let polynomial, let a):
        let u = registers[a]
        for s in 0..<count { y[s] = polynomial.value(at: u[s]) }
      }
    }
  }
}

/// The operands of the steps: variables in the user's own columns, everything else in separate blocks.
struct Registers {
  private let base: UnsafeMutablePointer<Double>
  /// The column that a step represents, if it is a variable.
  private let columns: [UnsafePointer<Double>?]
  /// The first row of the block.
  var start = 0

  init(_ base: UnsafeMutablePointer<Double>, columns: [UnsafePointer<Double>?]) {
    self.base = base
    self.columns = columns
  }

  /// The values of step `index` on the current block.
  subscript(index: Int) -> UnsafePointer<Double> {
    columns[index].map { $0 + start } ?? UnsafePointer(own(index))
  }

  /// The block of step `index`.
  func own(_ index: Int) -> UnsafeMutablePointer<Double> { base + index * CompiledExpression.blockSize }
}
