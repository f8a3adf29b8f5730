import SwiftKAN

/// Symmetries as readable text: one statement per line, with its evidence below.
struct SymmetriesText {
  let text: String

  init(_ analysis: SymmetryAnalysis) {
    var lines: [String] = []
    if analysis.symmetries.isEmpty {
      lines.append(
        "no symmetry of \(analysis.target) in \(analysis.inputs.joined(separator: ", ")) was established")
    }
    for symmetry in analysis.symmetries {
      lines.append(symmetry.statement)
      lines.append(
        "  \(symmetry.kind.rawValue): residual \(Self.number(symmetry.residual)), relative error on validation rows: full "
          + "\(Self.number(symmetry.fullError)), reduced \(Self.number(symmetry.reducedError))")
    }
    lines.append("")
    lines.append("\(analysis.form)")
    lines.append(
      "network of \(analysis.inputs.count) input\(analysis.inputs.count == 1 ? "" : "s"): relative error \(Self.number(analysis.networkError)) of "
        + (analysis.isLogarithmic ? "log|\(analysis.target)|" : analysis.target)
        + " on \(analysis.judgedRows) validation rows"
        + (analysis.symmetries.isEmpty
          ? "" : "; with the symmetries built in \(Self.number(analysis.reducedError))")
    )
    lines += analysis.notes.map { "note: \($0)" }
    text = lines.joined(separator: "\n")
  }

  private static func number(_ value: Double) -> String { value.text(digits: 2) }
}
