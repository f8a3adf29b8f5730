extension CompiledExpression {
  /// The values at every row.
  ///
  /// - Parameter columns: one column of equal length for every variable; with no variables the result has
  ///   one row.
  package func values(_ columns: [[Double]]) -> [Double] { values(columns, constants: freeConstants) }

  /// The values at every row with other free constants.
  package func values(_ columns: [[Double]], constants: [Double]) -> [Double] {
    let rows = checkedRowCount(columns, constants)
    return [Double](unsafeUninitializedCapacity: rows) { output, count in
      columns.withUnsafePointers { pointers in
        evaluate(pointers, rows: rows, constants: constants, into: output)
      }
      count = rows
    }
  }

  /// The values at every row of one column, for an expression in one variable, without allocation of results.
  ///
  /// - Parameters:
  ///   - x: the arguments.
  ///   - output: memory for as many values; may be the same memory as `x`.
  package func evaluate(_ x: UnsafeBufferPointer<Double>, into output: UnsafeMutableBufferPointer<Double>) {
    precondition(variables.count == 1, "evaluate(_:into:) needs an expression compiled for one variable")
    precondition(output.count >= x.count, "the output buffer is shorter than the input")
    guard let base = x.baseAddress else { return }
    evaluate([base], rows: x.count, constants: freeConstants, into: output)
  }

  private func evaluate(
    _ columns: [UnsafePointer<Double>], rows: Int, constants: [Double],
    into output: UnsafeMutableBufferPointer<Double>
  ) {
    let blockSize = Self.blockSize
    withUnsafeTemporaryAllocation(of: Double.self, capacity: instructions.count * blockSize) { registers in
      guard let base = registers.baseAddress, let first = output.baseAddress else { return }
      var registers = Registers(base, columns: operands(from: columns))
      fillConstants(registers, constants, rows: min(rows, blockSize))
      for start in stride(from: 0, to: rows, by: blockSize) {
        let count = min(blockSize, rows - start)
        runForward(&registers, start: start, count: count)
        (first + start).update(from: registers[result], count: count)
      }
    }
  }

  /// The column that each step represents, if it is a variable.
  func operands(from columns: [UnsafePointer<Double>]) -> [UnsafePointer<Double>?] {
    // Without rows there are no columns to point into.
    if columns.isEmpty { return instructions.map { _ in nil } }
    return instructions.map { if case .variable(let i) = $0 { columns[i] } else { nil } }
  }

  /// The common length of the columns, which is checked.
  func checkedRowCount(_ columns: [[Double]], _ constants: [Double]) -> Int {
    precondition(columns.count == variables.count, "an expression needs one column for every variable")
    precondition(
      constants.count == freeConstants.count, "the number of constants differs from the expression's")
    guard let first = columns.first else { return 1 }
    precondition(columns.allSatisfy { $0.count == first.count }, "columns differ in length")
    return first.count
  }
}

extension [[Double]] {
  /// Calls `body` with one pointer per column, valid during the call.
  func withUnsafePointers<Result>(_ body: ([UnsafePointer<Double>]) -> Result) -> Result {
    func nest(_ i: Int, _ pointers: [UnsafePointer<Double>]) -> Result {
      if i == count { return body(pointers) }
      return self[i].withUnsafeBufferPointer { buffer in
        // An empty column has no address; it is never read.
        nest(i + 1, buffer.baseAddress.map { pointers + [$0] } ?? pointers)
      }
    }
    return nest(0, [])
  }
}
