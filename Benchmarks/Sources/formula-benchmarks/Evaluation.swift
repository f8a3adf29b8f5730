import Foundation
import KANFormula

/// Times the evaluation of one formula on given columns.
enum Evaluation {
  /// Prints nanoseconds per row of the values alone and with the derivatives by all variables, medians of many runs.
  ///
  /// - Parameters:
  ///   - text: The formula.
  ///   - names: The variables in the order of the columns, separated by commas.
  ///   - input: A file with one column of 64-bit numbers after the other.
  ///   - output: The file to write the values to.
  static func run(_ text: String, names: String, input: String, output: String) throws {
    let variables = names.split(separator: ",").map(String.init)
    let numbers = try Data(contentsOf: URL(fileURLWithPath: input)).withUnsafeBytes {
      Array($0.bindMemory(to: Double.self))
    }
    let rows = numbers.count / variables.count
    let columns = variables.indices.map { Array(numbers[$0 * rows..<($0 + 1) * rows]) }
    let compiled = try CompiledExpression(KANFormula.Expression(parsing: text), variables: variables)
    var values: [Double] = []
    let plain = median { values = compiled.values(columns) } / Double(rows)
    let full = median { values = compiled.valuesAndVariableDerivatives(columns).values } / Double(rows)
    try values.withUnsafeBytes { Data($0) }.write(to: URL(fileURLWithPath: output))
    print(plain, full)
  }

  /// Nanoseconds of one run, over about half a second.
  private static func median(_ work: () -> Void) -> Double {
    work()
    var times: [Double] = []
    var total = 0.0
    while times.count < 5 || total < 5e8 && times.count < 20_000 {
      let duration = ContinuousClock().measure(work).components
      times.append(1e9 * Double(duration.seconds) + 1e-9 * Double(duration.attoseconds))
      total += times[times.count - 1]
    }
    return times.sorted()[times.count / 2]
  }
}
