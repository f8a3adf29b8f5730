/// An expression turned into a list of steps that run over whole columns.
///
/// Rows are processed in blocks of 256, one register per step, so that nothing is allocated per row and blocks stay in the cache.
/// Derivatives are exact: one backward sweep over the steps (reverse mode) gives the derivatives with respect to all free constants
/// or all variables at a small multiple of the cost of the value.
package struct CompiledExpression: Sendable {
  /// The names of the columns, in order.
  package let variables: [String]
  /// The values of the free constants in the original expression.
  package let freeConstants: [Double]

  let instructions: [Instruction]
  let result: Int
  /// Whether a register depends on a free constant, and whether on a variable.
  let dependsOnConstants: [Bool]
  let dependsOnVariables: [Bool]

  /// The number of rows that are processed at once.
  static let blockSize = 256

  /// Compiles `expression` for columns in the order of `variables`.
  ///
  /// - Throws: `FormulaError.unknownVariable` when the expression uses a variable that is not listed.
  package init(_ expression: Expression, variables: [String]) throws(FormulaError) {
    var builder = InstructionBuilder(variables: variables)
    result = try builder.append(expression)
    instructions = builder.instructions
    freeConstants = expression.freeConstants
    self.variables = variables
    var constants: [Bool] = []
    var columns: [Bool] = []
    for instruction in instructions {
      switch instruction {
      case .freeConstant:
        constants.append(true)
        columns.append(false)
      case .variable:
        constants.append(false)
        columns.append(true)
      default:
        constants.append(instruction.operands.contains { constants[$0] })
        columns.append(instruction.operands.contains { columns[$0] })
      }
    }
    dependsOnConstants = constants
    dependsOnVariables = columns
  }
}
