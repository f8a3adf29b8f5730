import SwiftKAN

/// The members of the search that `--without` takes, by kind.
struct MethodsText {
  let text: String

  init() {
    var table = TextTable(["name", "kind", "what it does"])
    for member in SearchMethods.all { table.add(member.name, member.kind.rawValue, member.summary) }
    text = table.fitted(to: Terminal.resultWidth)
  }
}
