import SwiftKAN

/// The result of a search over several experiments, as readable text.
struct GroupedDiscoveryText {
  let text: String

  init(_ discovery: Discovery.OfGroups, files: [String]) {
    var table = TextTable(["", "length", "odds", "form"], numbers: [1, 2])
    for (n, candidate) in discovery.candidates.enumerated() {
      let odds =
        n == 0
        ? "1" : candidate.odds > 1e-99 ? "1 : \((1 / candidate.odds).text(digits: 2))" : "0"
      table.add(n == 0 ? ">" : "", candidate.descriptionLength.text(digits: 4), odds, candidate.form)
    }
    text = [
      FitText(discovery.fit, files: []).text, table.fitted(to: Terminal.resultWidth),
      "forms were searched for in the groups \(discovery.searched.joined(separator: ", "))",
      discovery.note.map { "note: \($0)" } ?? "",
      files.isEmpty ? "" : "wrote " + files.joined(separator: ", "),
    ].filter { !$0.isEmpty }.joined(separator: "\n\n")
  }
}
