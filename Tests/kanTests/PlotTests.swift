import Testing

/// Pictures from the command line.
@Suite struct PlotTests {
  @Test func drawsEveryPictureOfARegression() async throws {
    let tool = try Tool()
    defer { tool.clean() }
    try tool.write(Tables.smooth(), to: "table.csv")
    #expect(
      try await tool([
        "train", "table.csv", "--target", "z", "--shape", "2,2,1", "--steps", "8", "-o", "m.kan",
      ]).status == 0)
    for (show, extra) in [
      ("network", []), ("loss", []), ("prediction", ["--units", "z=GeV"]), ("residuals", []),
      ("edge", ["--edge", "0,1,0"]),
    ] {
      for ending in ["svg", "pdf", "png", "tex"] {
        let run = try await tool(
          ["plot", "m.kan", "table.csv", "--show", show, "-o", "\(show).\(ending)"] + extra)
        #expect(run.status == 0, "\(run.errors)")
        #expect(run.output.hasPrefix("wrote \(show).\(ending)\n"))
      }
      #expect(try tool.read("\(show).svg").contains("</svg>"))
      #expect(try tool.read("\(show).tex").contains("\\end{tikzpicture}"))
    }
    #expect(try tool.read("prediction.svg").contains("[GeV]"))
  }

  @Test func drawsAClassifier() async throws {
    let tool = try Tool()
    defer { tool.clean() }
    try tool.write(Tables.labels(), to: "table.csv")
    #expect(
      try await tool([
        "train", "table.csv", "--target", "label", "--shape", "2,1", "--loss", "bce", "--steps", "8", "-o",
        "m.kan",
      ]).status == 0)
    #expect(try await tool(["plot", "m.kan", "table.csv", "--show", "roc", "-o", "roc.svg"]).status == 0)
    #expect(try tool.read("roc.svg").contains("AUC"))
    #expect(
      try await tool(["plot", "m.kan", "table.csv", "--show", "classes", "-o", "classes.svg"]).status == 0)
    let wrong = try await tool(["plot", "m.kan", "table.csv", "--show", "residuals", "-o", "r.svg"])
    #expect(wrong.status == 2)
    #expect(wrong.errors.contains("the model is a classifier; show roc or classes"))
  }

  @Test(arguments: [
    (["--show", "loss", "-o", "p.gif"], "'p.gif' does not end with a picture format"),
    (["--width", "5", "-o", "p.svg"], "'5'"), (["--font-size", "1", "-o", "p.svg"], "4 to 36"),
    (["--show", "pareto", "-o", "p.svg"], "has no table of laws"),
    (["--show", "edge", "-o", "p.svg"], "choose one with --edge"),
    (["--show", "edge", "--edge", "7,0,0", "-o", "p.svg"], "has no edge 7,0,0; `kan inspect`"),
    (["--target", "q", "-o", "p.svg"], "the model has no output 'q'"),
    (["-o", "no/such/place.svg"], "cannot be written"),
  ])
  func refusesWhatItCannotDraw(_ arguments: [String], _ message: String) async throws {
    let tool = try Tool()
    defer { tool.clean() }
    try tool.write(Tables.smooth(rows: 40), to: "table.csv")
    _ = try await tool([
      "train", "table.csv", "--target", "z", "--shape", "2,1", "--steps", "2", "-o", "m.kan",
    ])
    let run = try await tool(["plot", "m.kan", "table.csv"] + arguments)
    // Sizes that no picture has are an invalid command line.
    #expect(run.status == (["--width", "--font-size"].contains(arguments[0]) ? 64 : 2))
    #expect(run.errors.contains(message), "\(run.errors)")
  }
}
