import Foundation
import Testing

/// What the tool must not destroy, and what it must not lose.
@Suite struct SafeWritingTests {
  private static let training = [
    "train", "table.csv", "--target", "z", "--shape", "2,2,1", "--steps", "3", "--quiet",
  ]

  /// A folder with a table, a model and its closed form's place free.
  private static func prepared() async throws -> Tool {
    let tool = try Tool()
    try tool.write(Tables.smooth(rows: 40), to: "table.csv")
    #expect(try await tool(training + ["-o", "m.kan"]).status == 0)
    return tool
  }

  @Test(arguments: [
    training + ["-o", "table.csv"], training + ["-o", "./table.csv"], training + ["-o", "/dev/null"],
    training + ["-o", "pipe"], training + ["-o", "link"], training + ["-o", "folder"],
    ["prune", "m.kan", "table.csv", "-o", "m.kan"], ["symbolify", "m.kan", "table.csv", "-o", "table.csv"],
    ["plot", "m.kan", "-o", "link.svg"], ["export", "m.kan", "--to", "json", "-o", "m.kan"],
    ["train", "table.csv", "--target", "z", "--start", "m.kan", "-o", "m.kan"],
    ["import", "m.kan", "-o", "n", "--table", "n"],
    ["theory", "x*y", "--table", "table.csv", "-o", "table.csv"],
    ["discover", "table.csv", "--target", "z", "--out", "table.csv"],
    ["fit", "z = a*x + b", "folder/constants.csv", "--out", "folder"],
    ["distil", "folder/network.kan", "--effort", "low", "--out", "folder"],
  ])
  func inputsAndWhatIsNoFileAreNotReplaced(arguments: [String]) async throws {
    let tool = try await Self.prepared()
    defer { tool.clean() }
    let path = tool.folder.path
    mkfifo(path + "/pipe", 0o644)
    symlink("m.kan", path + "/link")
    symlink("m.kan", path + "/link.svg")
    mkdir(path + "/folder", 0o755)
    let (table, model) = (try tool.bytes("table.csv"), try tool.bytes("m.kan"))
    try tool.write(table, to: "folder/constants.csv")
    try tool.write(model, to: "folder/network.kan")
    let run = try await tool(arguments)
    #expect(run.status == 2, "\(run.errors)")
    #expect(run.errors.split(separator: "\n").count == 1 && run.errors.contains("written"), "\(run.errors)")
    #expect(try tool.bytes("table.csv") == table)
    #expect(try tool.bytes("m.kan") == model)
    #expect(try tool.bytes("folder/constants.csv") == table && tool.bytes("folder/network.kan") == model)
    var status = stat()
    #expect(stat("/dev/null", &status) == 0 && status.st_mode & S_IFMT == S_IFCHR)
  }

  #if os(Linux)
    @Test(arguments: [
      ["inspect", "m.kan"], ["formula", "m.kan"], ["evaluate", "m.kan", "table.csv", "--json"], ["--help"],
      ["discover", "--list-methods"], ["train", "--help"],
    ])
    func resultsThatAreLostAreAnError(arguments: [String]) async throws {
      let tool = try await Self.prepared()
      defer { tool.clean() }
      let run = try await tool(arguments, output: "/dev/full")
      #expect(run.status == 2, "\(run.errors)")
      #expect(run.errors.contains("stdout"))
    }
  #endif

  @Test func aRunGoesOnOnlyWithItsOwnTable() async throws {
    let tool = try Tool()
    defer { tool.clean() }
    let table = Tables.smooth(rows: 500)
    try tool.write(table, to: "table.csv")
    let stopped = try await tool(
      [
        "train", "table.csv", "--target", "z", "--shape", "2,6,6,1", "--optimizer", "adam", "--steps",
        "100000000",
        "-o", "m.kan",
      ], interruptingOn: "loss")
    #expect(stopped.status == 130, "\(stopped.errors)")
    var lines = table.split(separator: "\n").map(String.init)
    lines.swapAt(1, 2)
    try tool.write(lines.joined(separator: "\n") + "\n", to: "shuffled.csv")
    try tool.write(lines.dropLast().joined(separator: "\n") + "\n", to: "short.csv")
    let resume = ["--resume", "m.kan.checkpoint", "-o", "n.kan", "--quiet"]
    for (arguments, reason) in [
      (["shuffled.csv", "--target", "z"], "other values or another order of rows"),
      (["short.csv", "--target", "z"], "499 rows instead of 500"),
      (["table.csv", "--target", "x"], "targets x instead of z"),
      (["table.csv", "--target", "z", "--inputs", "y,x"], "inputs y, x instead of x, y"),
    ] {
      let run = try await tool(["train"] + arguments + resume)
      #expect(run.status == 2 && run.errors.contains(reason), "\(run.errors)")
      #expect(!tool.has("n.kan"))
    }
    for option in [["--steps", "5"], ["--seed", "2"], ["--optimizer=lm"], ["--sparse"]] {
      let run = try await tool(["train", "table.csv", "--target", "z"] + resume + option)
      #expect(
        run.status == 64 && run.errors.contains("has no effect with --resume"), "\(run.errors)")
    }
  }

  @Test func optionsThatAStartIgnoresAreRefused() async throws {
    let tool = try await Self.prepared()
    defer { tool.clean() }
    let run = try await tool([
      "train", "table.csv", "--target", "z", "--start", "m.kan", "--grid", "9", "-o", "n.kan",
    ])
    #expect(run.status == 64 && run.errors.contains("--grid"), "\(run.errors)")
  }

  /// A link lies where the checkpoint would be, and is neither followed nor replaced.
  @Test func aCheckpointThatCannotBeWrittenEndsNoRun() async throws {
    let tool = try Tool()
    defer { tool.clean() }
    try tool.write(Tables.smooth(rows: 500), to: "table.csv")
    // Found at the start, it ends the run before any work.
    symlink("table.csv", tool.folder.path + "/m.kan.checkpoint")
    let run = try await tool(Self.training + ["-o", "m.kan"])
    #expect(run.status == 2 && run.errors.contains("m.kan.checkpoint"), "\(run.errors)")

    // Found later, it is warned of, and what there is to keep is kept.
    unlink(tool.folder.path + "/m.kan.checkpoint")
    let stopped = try await tool(
      [
        "train", "table.csv", "--target", "z", "--shape", "2,6,6,1", "--optimizer", "adam", "--steps",
        "100000000",
        "-o", "m.kan",
      ], interruptingOn: "loss", first: { symlink("table.csv", $0.path + "/m.kan.checkpoint") })
    #expect(stopped.status == 130, "\(stopped.errors)")
    #expect(
      stopped.errors.contains("kan: warning: no checkpoint") && stopped.errors.contains("a symbolic link"))
    #expect(stopped.errors.contains("no checkpoint could be written"))
    #expect(try await tool(["evaluate", "m.kan", "table.csv"]).status == 0)
  }

  @Test func namesDoNotSteerTheTerminal() async throws {
    let tool = try Tool()
    defer { tool.clean() }
    let rows = (1...20).map { "\($0),\(2 * $0)" }.joined(separator: "\n")
    try tool.write("\"a\u{1B}[2J\u{202E}\nb\",y\n\(rows)\n", to: "table.csv")
    let run = try await tool(["discover", "table.csv", "--target", "y", "--quiet"])
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.output.contains("a[U+001B][2J[U+202E][U+000A]b"), "\(run.output)")
    let raw = try await tool([
      "discover", "table.csv", "--target", "y", "--inputs", "a\u{1B}[2J\u{202E}\nb", "--quiet",
    ])
    let formulas = [raw, run].map { $0.output.prefix { $0 != "\n" } }
    #expect(formulas[0] == formulas[1], "\(raw.errors)")
    let wrong = try await tool(["discover", "table.csv", "--target", "z\u{1B}\n", "--quiet"])
    #expect(wrong.errors.split(separator: "\n").count == 1 && !wrong.errors.contains("\u{1B}"))
  }

  @Test(
    arguments: [
      (["suggest", "m.kan", "--edge", "0,0,0", "--top=-1"], 64),
      (["suggest", "m.kan", "--edge", "0,0,0", "--top", "0"], 64),
      (["theory", "x*y", "--ranges", "x=-1e308:1e308", "-o", "t.kan"], 2),
      (["theory", "x*y", "--ranges", "x=1e307:1e308", "-o", "t.kan"], 2),
      (["train", "table.csv", "--target", "z", "--shape", "2,1", "--threads", "1000000", "-o", "t.kan"], 64),
    ] as [([String], Int32)])
  func extremeNumbersAreRefused(arguments: [String], status: Int32) async throws {
    let tool = try await Self.prepared()
    defer { tool.clean() }
    let run = try await tool(arguments)
    #expect(run.status == status && !run.errors.isEmpty, "\(run.errors)")
  }
}
