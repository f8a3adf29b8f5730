import SwiftKAN

/// What pruning removed or would remove, and the increase of the loss each time.
struct PruningText {
  let text: String

  init(_ account: Network.PruningAccount, isDryRun: Bool, note: String? = nil) {
    var trials = TextTable(
      [isDryRun ? "would be pruned" : "pruned", "loss before", "loss after", "increase of the loss"],
      numbers: [1, 2, 3])
    var kept = TextTable(["kept", "loss before", "loss without it", "reason"], numbers: [1, 2])
    for step in account.steps {
      let name = step.targets.map(\.description).joined(separator: "; ")
      if step.verdict == .cut {
        trials.add(
          name, step.lossBefore.text(digits: 4), step.lossAfter.text(digits: 4), step.cost.text(digits: 2))
      } else {
        kept.add(
          name, step.lossBefore.text(digits: 4), step.lossAfter.text(digits: 4),
          step.verdict == .onlyPath ? "an output would depend on no input" : "the loss would exceed the limit"
        )
      }
    }
    let summary = """
      shape \(account.shapeBefore) -> \(account.shapeAfter), edges \(account.edgesBefore) -> \(account.edgesAfter)
      loss \(account.lossBefore.text(digits: 4)) -> \(account.lossAfter.text(digits: 4)), \
      limit \(account.lossLimit.text(digits: 4))
      """
    let unused =
      account.unusedInputs.isEmpty
      ? "" : "inputs without influence: " + account.unusedInputs.joined(separator: ", ")
    text = [trials.text, kept.text, summary, unused, note ?? ""].filter { !$0.isEmpty }.joined(
      separator: "\n\n")
  }
}
