import SwiftKAN

extension StudyReport {
  /// Writes a closed form for other tools: `NAME.kan` for `kan formula`, `kan plot`, `kan notebook` and the like,
  /// `NAME.csv` with events to try it on, and `NAME.tex`.
  ///
  /// - Parameters:
  ///   - data: Events with the inputs of the formula's network.
  ///   - truth: What the formula should have given for them.
  ///   - columns: Further columns of the table.
  func write(
    _ closed: ClosedForm, name: String, data: Dataset, truth: [Double],
    columns: [(name: String, values: [Double])] = []
  ) throws {
    let network = closed.network
    try ModelFile(network: network).write(to: folder.appendingPathComponent(name + ".kan").path)
    let inputs = data.columns(of: network)
    let all =
      zip(inputs.inputNames, inputs.inputs).map { (name: $0, values: $1) }
      + [(name: closed.formula.outputName, values: truth)] + columns
    let rows = min(1000, data.count)
    try Table(names: all.map(\.name), columns: all.map { Array($0.values.prefix(rows)) })
      .write(csv: folder.appendingPathComponent(name + ".csv").path)
    try write("\\[" + closed.formula.latex(digits: 3) + "\\]\n", to: name + ".tex")
  }
}
