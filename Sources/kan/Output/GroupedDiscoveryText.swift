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
      Self.places(discovery),
      discovery.note.map { "note: \($0)" } ?? "",
      files.isEmpty ? "" : "wrote " + files.joined(separator: ", "),
    ].filter { !$0.isEmpty }.joined(separator: "\n\n")
  }

  /// Where forms were searched for: in some groups, and with several groups last in all rows together.
  private static func places(_ discovery: Discovery.OfGroups) -> String {
    let isOfSeveral = discovery.fit.groups.count > 1
    let hasAll = isOfSeveral && discovery.searched.last == "all"
    let groups = hasAll ? discovery.searched.dropLast() : discovery.searched[...]
    let places = [
      groups.isEmpty ? nil : "in the group\(groups.count == 1 ? "" : "s") \(groups.joined(separator: ", "))",
      hasAll ? "in all rows together" : nil,
    ].compactMap(\.self)
    return "forms were searched for " + places.joined(separator: " and ")
  }
}
