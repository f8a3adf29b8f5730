import SwiftKAN

/// The families, reductions and stages that `--without` accepts, by kind.
struct MethodsText {
  let text: String

  init() {
    var table = TextTable(["name", "kind", "what it does"])
    for member in SearchMethods.all { table.add(member.name, member.kind.rawValue, member.summary) }
    text = table.fitted(to: Terminal.resultWidth)
  }
}
