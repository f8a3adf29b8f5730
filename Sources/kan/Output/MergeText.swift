import SwiftKAN

/// The law of a divided search, and the results of its parts, as readable text.
struct MergeText {
  let text: String

  init(_ merge: MergedSearch, files: [String]) {
    var blocks: [String] = []
    for target in merge.targets {
      if let formula = merge.taken(for: target)?.record.formula {
        blocks.append(formula.equation(digits: 8))
        blocks.append(FormulaFacts(formula).text)
      } else {
        blocks.append("no closed form found for \(target)")
      }
      var table = TextTable(
        ["", "part", "target", "seed", "relative error", "length", "formula"], numbers: [1, 3, 4, 5])
      let parts = merge.parts.filter { $0.record.unit.target == target }
      for part in parts {
        table.add([part.isTaken ? ">" : part.agrees ? "=" : ""] + UnitsText.cells(part.record))
      }
      let agreeing = parts.count { $0.agrees }
      blocks.append(
        table.fitted(to: Terminal.resultWidth)
          + "\n\(agreeing) of \(parts.count) part\(parts.count == 1 ? "" : "s") found this law")
    }
    if !merge.missing.isEmpty {
      blocks.append(
        "note: missing parts: " + merge.missing.map { "\($0 + 1)" }.joined(separator: ", "))
    }
    let stopped = merge.parts.filter { $0.record.ending == .timeLimit }.map { "\($0.record.unit.index + 1)" }
    if !stopped.isEmpty {
      blocks.append("note: parts ended by a time limit: " + stopped.joined(separator: ", "))
    }
    if !files.isEmpty { blocks.append("wrote " + files.joined(separator: ", ")) }
    text = blocks.joined(separator: "\n\n")
  }
}
