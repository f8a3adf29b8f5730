import Foundation
import KANNumerics
import Testing

/// `kan discover` for a label of several classes.
@Suite struct ClassLawsTests {
  /// Classes drawn from the scores 0, 2a and 3b − 1, as words or as numbers.
  private static func table(_ words: [String], rows: Int = 400, seed: UInt64 = 7) -> String {
    var random = SeededRandom(seed: seed)
    let lines = (0..<rows).map { _ -> String in
      let (a, b) = (random.uniform(in: -2...2), random.uniform(in: -2...2))
      let weights = [1, exp(2 * a), exp(3 * b - 1)]
      var (rest, k) = (random.uniform() * weights.reduce(0, +), 0)
      while k < 2, rest > weights[k] {
        rest -= weights[k]
        k += 1
      }
      return "\(a),\(b),\(words[k])"
    }
    return "a,b,kind\n" + lines.joined(separator: "\n") + "\n"
  }

  private static let line = ["discover", "table.csv", "--target", "kind", "--effort", "low", "--quiet"]

  /// A few whole numbers may be classes, and a search that fits them as a quantity says so.
  @Test func fewWholeNumbersAreNoted() async throws {
    let tool = try Tool()
    defer { tool.clean() }
    try tool.write(Self.table(["0", "1", "2"], rows: 60), to: "table.csv")
    let run = try await tool(Self.line + ["--time-limit", "5"])
    #expect(
      run.output.contains("has only the values 0, 1 and 2 and is fitted as a quantity; --task label"),
      "\(run.output) \(run.errors)")
    let told = try await tool(Self.line + ["--time-limit", "5", "--task", "quantity"])
    #expect(!told.output.contains("fitted as a quantity; --task label"), "\(told.output)")
  }

  @Test func everyClassButTheReferenceHasALaw() async throws {
    let tool = try Tool()
    defer { tool.clean() }
    try tool.write(Self.table(["sky", "sea", "sand"]), to: "table.csv")
    try tool.write(Self.table(["sky", "sea", "sand"], seed: 8), to: "test.csv")
    let run = try await tool(Self.line + ["--reference", "sky", "--out", "r", "--test", "test.csv"])
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.output.hasPrefix("ln(P(kind = sand)/P(kind = sky)) = "), "\(run.output)")
    #expect(run.output.contains("\n\nln(P(kind = sea)/P(kind = sky)) = "))
    for part in ["all rows", "cross-validation", "test"] { #expect(run.output.contains("\n\(part) ")) }
    for file in ["kind-sea/network.kan", "kind-sand/formula.tex", "report.html", "Formula.swift"] {
      #expect(try !tool.read("r/\(file)").isEmpty, "\(file)")
    }
    #expect(try tool.read("r/Formula.swift").contains("(a: Number, b: Number) -> (score_kind_sand_: Number"))
    #expect(try tool.read("r/formula.tex").contains("score(kind=sky)"))
    #expect(try tool.read("r/report.html").contains("All classes together"))
    let paper = try tool.read("r/kind-sea/formula.tex")
    #expect(
      paper.contains("\\ln\\frac{P(\\mathrm{kind} = \\mathrm{sea})}{P(\\mathrm{kind} = \\mathrm{sky})} = "))
    #expect(paper.contains("maximum likelihood~\\cite{McCullagh1989}"))
    #expect(paper.contains("log-loss") && !paper.contains("least squares"))
    #expect(try tool.read("r/kind-sea/references.bib").contains("{McCullagh1989,"))
    let document = try #require(
      try JSONSerialization.jsonObject(with: Data(tool.read("r/classes.json").utf8)) as? [String: Any])
    #expect(Set(document.keys) == ["classes", "reference", "fidelity", "laws"])
    #expect(document["classes"] as? [String] == ["kind=sand", "kind=sea", "kind=sky"])
    #expect((document["laws"] as? [[String: Any]])?.count == 2)
    let fidelity = try #require(document["fidelity"] as? [[String: Any]])
    #expect(fidelity.map { $0["part"] as? String } == ["all rows", "cross-validation", "test"])
    for part in fidelity {
      let (found, shares) = (part["logLoss"] as? Double, part["logLossOfShares"] as? Double)
      #expect((found ?? 9) < 0.8 * (shares ?? 0), "\(part)")
    }
    // The program of a law says which class it is told from.
    let program = try await tool(["formula", "r/kind-sea/network.kan", "--format", "python"])
    #expect(
      program.output.contains("the score of kind = sea where that of kind = sky is 0"), "\(program.output)")
  }

  @Test func numbersAreClassesWhereTheyAreLabels() async throws {
    let tool = try Tool()
    defer { tool.clean() }
    try tool.write(Self.table(["0", "1", "2"]), to: "table.csv")
    let run = try await tool(Self.line + ["--task", "label", "--json"])
    #expect(run.status == 0, "\(run.errors)")
    let document = try #require(
      try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
    #expect(document["classes"] as? [String] == ["kind=0", "kind=1", "kind=2"])
    // Without that they are a quantity.
    let quantity = try await tool(Self.line)
    #expect(quantity.output.hasPrefix("kind = "), "\(quantity.output)")
  }

  @Test func mistakesAreNamed() async throws {
    let tool = try Tool()
    defer { tool.clean() }
    try tool.write(Self.table(["sky", "sea", "sand"], rows: 60), to: "table.csv")
    let unknown = try await tool(Self.line + ["--reference", "sun"])
    #expect(
      unknown.status == 2 && unknown.errors.contains("kind=sand, kind=sea, kind=sky"), "\(unknown.errors)")
    let shares = try await tool(Self.line + ["--share", "1/2", "--out", "s"])
    #expect(shares.status == 2 && shares.errors.contains("belong together"), "\(shares.errors)")
    try tool.write(Self.table(["0", "1", "1"], rows: 60), to: "table.csv")
    let two = try await tool(Self.line + ["--reference", "1"])
    #expect(two.status == 2 && two.errors.contains("not a label with more than two"), "\(two.errors)")
  }
}
