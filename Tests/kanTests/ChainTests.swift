import Foundation
import Testing

/// The steps from table to formula, each from the file that the one before left.
@Suite struct ChainTests {
  /// The help promises it.
  @Test func theSeedIsOneUnlessGiven() async throws {
    let tool = try Tool()
    defer { tool.clean() }
    try tool.write(Tables.smooth(), to: "table.csv")
    let words = ["train", "table.csv", "--target", "z", "--shape", "2,2,1", "--steps", "3", "--quiet", "-o"]
    var models: [Data] = []
    for seed in [[], ["--seed", "1"], ["--seed", "2"]] {
      let run = try await tool(words + ["m.kan"] + seed)
      #expect(run.status == 0, "\(run.errors)")
      models.append(Data(try await tool(["evaluate", "m.kan", "table.csv", "--json"]).output.utf8))
    }
    #expect(models[0] == models[1] && models[0] != models[2])
  }

  @Test func everyStepTakesTheFileOfTheOneBefore() async throws {
    let tool = try Tool()
    defer { tool.clean() }
    try tool.write(Tables.smooth(), to: "table.csv")

    let train = try await tool(
      ["train", "table.csv", "--target", "z", "--shape", "2,1+1,1", "--seed", "3", "-o", "m.kan"])
    #expect(train.status == 0, "\(train.errors)")
    // Away from a terminal progress is plain lines.
    #expect(!train.errors.contains("\u{1B}"))

    let evaluate = try await tool(["evaluate", "m.kan", "table.csv", "--json"])
    #expect(evaluate.status == 0, "\(evaluate.errors)")
    #expect(evaluate.output.contains("\"rmse\""))

    let dry = try await tool(["prune", "m.kan", "table.csv", "--dry-run"])
    #expect(dry.status == 0, "\(dry.errors)")
    #expect(dry.output.contains("would be pruned"))
    let prune = try await tool(["prune", "m.kan", "table.csv", "-o", "p.kan", "--quiet"])
    #expect(prune.status == 0 && prune.errors.isEmpty, "\(prune.errors)")

    let suggest = try await tool(["suggest", "p.kan", "table.csv", "--edge", "0,0,0", "--top", "3"])
    #expect(suggest.status == 0, "\(suggest.errors)")
    #expect(suggest.output.split(separator: "\n").count == 4)

    let fix = try await tool([
      "fix", "p.kan", "--edge", "0,0,0", "--function", "x^2", "--force", "-o", "f.kan",
    ])
    #expect(fix.status == 0, "\(fix.errors)")
    #expect(try await tool(["inspect", "f.kan"]).output.contains("x^2"))

    let symbolify = try await tool(["symbolify", "p.kan", "table.csv", "-o", "s.kan", "--json"])
    #expect(symbolify.status == 0, "\(symbolify.errors)")
    #expect(try JSONSerialization.jsonObject(with: Data(symbolify.output.utf8)) is [String: Any])

    for (format, sign) in [("text", "z = "), ("latex", "z"), ("swift", "func ")] {
      let formula = try await tool(["formula", "s.kan", "--format", format])
      #expect(formula.status == 0, "\(formula.errors)")
      #expect(formula.output.contains(sign))
    }
    // A network with splines has a formula, too, node by node.
    let exact = try await tool(["formula", "m.kan"])
    #expect(exact.status == 0, "\(exact.errors)")
    #expect(exact.output.contains("piecewise(") && exact.output.contains("\nz = "))
    let record = try await tool(["formula", "m.kan", "--json"])
    let document = try JSONSerialization.jsonObject(with: Data(record.output.utf8)) as? [String: Any]
    #expect(Set(try #require(document).keys) == ["inputs", "steps", "outputs"])
    let unverified = try await tool(["formula", "s.kan", "--format", "mathematica", "--verify"])
    #expect(unverified.status == 3)
    #expect(unverified.errors.contains("cannot be run for verification"))
  }

  @Test func manyStartsBeginWithTheBest() async throws {
    let tool = try Tool()
    defer { tool.clean() }
    try tool.write(Tables.smooth(), to: "table.csv")
    let words = [
      "train", "table.csv", "--target", "z", "--shape", "2,2,1", "--steps", "5", "--json", "--quiet",
    ]
    func lossBefore(_ more: [String]) async throws -> Double {
      let run = try await tool(words + more + ["-o", "m.kan"])
      #expect(run.status == 0, "\(run.errors)")
      let account = try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any]
      return try #require(account?["validationLossBefore"] as? Double)
    }
    let one = try await lossBefore([])
    let best = try await lossBefore(["--starts", "3"])
    #expect(best < 0.1 * one)
    let model = try await tool([
      "train", "table.csv", "--target", "z", "--start", "m.kan", "--starts", "3", "-o", "n.kan",
    ])
    #expect(model.status == 64)
    #expect(model.errors.contains("--starts needs a --shape"))
  }

  @Test func classifiersAreMeasuredAsClassifiers() async throws {
    let tool = try Tool()
    defer { tool.clean() }
    try tool.write(Tables.labels(), to: "table.csv")
    let train = try await tool(
      [
        "train", "table.csv", "--target", "label", "--shape", "2,1", "--loss", "bce", "--steps", "30", "-o",
        "m.kan",
      ])
    #expect(train.status == 0, "\(train.errors)")
    let evaluate = try await tool(["evaluate", "m.kan", "table.csv"])
    #expect(evaluate.output.contains("ROC AUC"))
  }

  @Test func equalSeedsGiveEqualFilesWhateverTheThreads() async throws {
    let tool = try Tool()
    defer { tool.clean() }
    try tool.write(Tables.smooth(), to: "table.csv")
    var files: [[UInt8]] = []
    for threads in ["1", "2"] {
      let run = try await tool(
        [
          "train", "table.csv", "--target", "z", "--shape", "2,2,1", "--steps", "5", "--threads", threads,
          "-o", "m.kan",
        ])
      #expect(run.status == 0, "\(run.errors)")
      files.append(Array(try tool.bytes("m.kan")))
    }
    #expect(files[0] == files[1])
  }

  @Test func functionsAreListedWithUsersOwn() async throws {
    let tool = try Tool()
    defer { tool.clean() }
    let run = try await tool(["functions"])
    #expect(run.status == 0)
    for name in ["sin", "x^2", "gaussian"] { #expect(run.output.contains("\n\(name) ")) }
  }
}
