import KANData
import KANFormula

/// The rows on which closed forms are looked for.
struct LawTable: Sendable {
  let names: [String]
  let inputs: [[Double]]
  let target: [Double]

  var count: Int { target.count }

  init(_ data: Dataset, rows: Int) {
    let limited = data.limited(to: rows)
    names = limited.inputNames
    inputs = limited.inputs
    target = limited.targets[0]
  }

  /// The input as an expression.
  func variable(_ input: Int) -> Expression { .variable(names[input]) }
}
