import KANFormula
import KANPlots
import KANSearch
import KANSymbolic

extension ModelReport.Page {
  /// The section on what was pruned, recognised and tried.
  var historySection: Section? {
    var blocks: [String] = []
    if let account = report.story.pruning {
      blocks.append(
        "<p>Shape \(account.shapeBefore) → \(account.shapeAfter), edges \(account.edgesBefore) → \(account.edgesAfter), "
          + "loss \(Self.number(account.lossBefore)) → \(Self.number(account.lossAfter)) "
          + "(limit \(Self.number(account.lossLimit))).</p>")
      if !account.unusedInputs.isEmpty {
        blocks.append(
          "<p>Inputs with no influence: \(account.unusedInputs.map(name).joined(separator: ", ")).</p>")
      }
      var table = HTMLTable(
        "Edges and nodes that were pruned", ["pruned", "loss after", "increase of the loss"], numbers: [1, 2])
      for step in account.steps where step.verdict == .cut {
        table.add([
          step.targets.map(\.description).joined(separator: "; "), Self.number(step.lossAfter),
          Self.number(step.cost, digits: 2),
        ])
      }
      blocks.append(table.markup)
    }
    if let account = report.story.symbolification {
      var table = HTMLTable(
        "Functions recognised on the edges",
        ["edge", "function", "misfit", "error before", "error after"],
        numbers: [2, 3, 4])
      for decision in account.decisions {
        table.add([
          "\(decision.edge)", decision.function.map { "<code>\($0.xmlEscaped)</code>" } ?? "stays a spline",
          decision.relativeError.map { Self.number($0, digits: 2) } ?? "",
          Self.number(decision.errorBefore, digits: 3),
          Self.number(decision.errorAfter, digits: 3),
        ])
      }
      blocks.append(table.markup)
    }
    if let search = report.story.search {
      let rows =
        report.story.hasValidationRows ? "the validation rows" : "rows that did not determine the constants"
      var table = HTMLTable(
        report.figures.isClassifier
          ? "What the search tried; errors are the square root of the log-loss relative to that of a constant probability, on \(rows)"
          : "What the search tried; errors are relative errors on \(rows)",
        ["kind", "error of splines", "error of formula", "formula"], numbers: [1, 2])
      for (attempt, count) in Self.distinct(search.attempts) {
        table.add([
          "<code>\(attempt.structure.xmlEscaped)</code>\(count > 1 ? " (\(count) times)" : "")",
          attempt.splineError.map { Self.number($0, digits: 3) } ?? "",
          attempt.formulaError.map { Self.number($0, digits: 3) } ?? "",
          attempt.formula.map { "<code>\($0.xmlEscaped)</code>" } ?? "",
        ])
      }
      blocks.append(table.markup)
      if !search.warnings.isEmpty {
        blocks.append("<ul>\(search.warnings.map { "<li>\($0.xmlEscaped)</li>" }.joined())</ul>")
      }
    }
    let body = blocks.filter { !$0.isEmpty }
    return body.isEmpty
      ? nil : Section(name: "history", title: "Pruning and search", body: body.joined(separator: "\n"))
  }

  /// The attempts in order, each that gave the same formula in the same way once, with their number.
  private static func distinct(
    _ attempts: [Discovery.Account.Attempt]
  ) -> [(attempt: Discovery.Account.Attempt, count: Int)] {
    var places: [[String?]: Int] = [:]
    var distinct: [(attempt: Discovery.Account.Attempt, count: Int)] = []
    for attempt in attempts {
      let key = [attempt.structure, attempt.formula]
      if attempt.formula != nil, let place = places[key] {
        distinct[place].count += 1
      } else {
        places[key] = distinct.count
        distinct.append((attempt, 1))
      }
    }
    return distinct
  }

  /// The section on how to reproduce the result.
  var repetitionSection: Section? {
    var table = HTMLTable("Settings", ["setting", "value"])
    for (key, value) in report.file.provenance.sorted(by: { $0.key < $1.key }) {
      table.add([key.xmlEscaped, "<code>\(value.xmlEscaped)</code>"])
    }
    let commands = report.story.commands
    let lines =
      commands.isEmpty
      ? "" : "<pre class=\"scroll\" tabindex=\"0\">\(commands.joined(separator: "\n").xmlEscaped)</pre>"
    return Section(
      name: "again", title: "How to reproduce it",
      body: """
        \(lines)
        <p>Run these commands in a folder with the table. Equal seeds give equal results with any number of threads.</p>
        \(table.markup)
        """)
  }
}
