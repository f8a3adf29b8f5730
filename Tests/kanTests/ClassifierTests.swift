import Foundation
import KANNumerics
import Testing

/// From a table of labels to probabilities.
@Suite struct ClassifierTests {
  /// Labels drawn from log-odds 3·x − 2·y², and a column of weights.
  static func labels(rows: Int = 500, seed: UInt64 = 4) -> String {
    var random = SeededRandom(seed: seed)
    let lines = (0..<rows).map { n in
      let (x, y) = (random.uniform(in: -2...2), random.uniform(in: -2...2))
      let odds = exp(3 * x - 2 * y * y + 1)
      return "\(x),\(y),\(random.uniform() < odds / (1 + odds) ? 1 : 0),\(1 + n % 3)"
    }
    return "x,y,label,w\n" + lines.joined(separator: "\n") + "\n"
  }

  @Test func discoverFindsLogOdds() async throws {
    let tool = try Tool()
    defer { tool.clean() }
    try tool.write(Self.labels(), to: "table.csv")
    try tool.write(Self.labels(rows: 300, seed: 8), to: "more.csv")
    let run = try await tool([
      "discover", "table.csv", "--target", "label", "--inputs", "x,y", "--weights", "w", "--effort", "low",
      "--test", "more.csv", "--out", "result", "--quiet",
    ])
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.output.hasPrefix("P(label = 1) = 1/(1 + exp(-("))
    for word in ["ROC AUC", "log-loss", "calibration slope", " ± ", "test"] {
      #expect(run.output.contains(word), "\(word) in \(run.output)")
    }
    #expect(try tool.read("result/formula.tex").contains("logit"))
    #expect(try tool.read("result/Formula.swift").contains("log-odds of label = 1"))
    let page = try tool.read("result/report.html")
    #expect(
      page.contains("ROC AUC") && page.contains("the law gives its log-odds; it has the shortest description")
    )
    // Residuals and noise of a quantity are not those of a label.
    #expect(!page.contains("RMSE") && !page.contains("how large the noise is"))

    let predict = try await tool(["predict", "result/network.kan", "more.csv", "--keep", "-o", "p.csv"])
    #expect(predict.status == 0, "\(predict.errors)")
    let lines = try tool.read("p.csv").split(separator: "\n")
    #expect(lines.count == 301 && lines[0] == "x,y,label,w,\"P(label = 1)\",\"P(label = 1) error\"")
    let numbers = lines[1].split(separator: ",").compactMap { Double($0) }
    #expect(numbers.count == 6 && numbers[4] > 0 && numbers[4] < 1 && numbers[5] > 0 && numbers[5] < 0.5)
  }

  /// Labels of chance end with exit code 3, as numbers of chance do, and the frequency of the event is printed.
  @Test func labelsOfChanceHaveNoLaw() async throws {
    let tool = try Tool()
    defer { tool.clean() }
    var random = SeededRandom(seed: 11)
    let lines = (0..<300).map { _ in
      "\(random.uniform(in: -1...1)),\(random.uniform(in: -1...1)),\(random.uniform() < 0.4 ? 1 : 0)"
    }
    try tool.write("a,b,label\n" + lines.joined(separator: "\n") + "\n", to: "table.csv")
    let run = try await tool([
      "discover", "table.csv", "--target", "label", "--effort", "low", "--out", "result", "--quiet",
    ])
    #expect(run.status == 3 && run.errors.contains("no closed form was found"), "\(run.errors)")
    #expect(run.output.hasPrefix("no law found for label; without inputs:\nP(label = 1) = 1/(1 + exp(-(-0."))
    #expect(run.output.contains("no law found: the inputs do not predict the label"), "\(run.output)")
    #expect(!tool.has("result/formula.tex"))
    #expect(try tool.read("result/report.html").contains("the inputs do not predict the label"))
  }

  /// Options for measured quantities are refused if the target is a label.
  @Test(arguments: [["--sigma", "0.1"], ["--robust"]])
  func optionsOfQuantitiesAreRefused(options: [String]) async throws {
    let tool = try Tool()
    defer { tool.clean() }
    try tool.write(Self.labels(rows: 100), to: "table.csv")
    let command = ["discover", "table.csv", "--target", "label", "--effort", "low", "--quiet"] + options
    let run = try await tool(command)
    #expect(run.status == 64 && run.errors.contains("the target 'label' has two values"), "\(run.errors)")
    #expect(run.errors.contains(options[0]) && run.output.isEmpty)
  }

  @Test func symbolifyGivesLogOdds() async throws {
    let tool = try Tool()
    defer { tool.clean() }
    try tool.write(Self.labels(), to: "table.csv")
    let train = try await tool([
      "train", "table.csv", "--target", "label", "--inputs", "x,y", "--shape", "2,1", "--loss", "bce", "-o",
      "m.kan",
    ])
    #expect(train.status == 0, "\(train.errors)")
    let symbolify = try await tool(["symbolify", "m.kan", "table.csv", "-o", "s.kan", "--quiet"])
    #expect(symbolify.status == 0, "\(symbolify.errors) \(symbolify.output)")
    #expect(symbolify.output.contains("P(label = 1) = 1/(1 + exp(-("))
    #expect(symbolify.output.contains("ROC AUC"))
    let formula = try await tool(["formula", "s.kan", "--format", "python"])
    #expect(formula.output.contains("log-odds of label = 1"), "\(formula.output)")
    // Network and formula are measured on the labels.
    let both = try await tool(["evaluate", "m.kan", "s.kan", "table.csv", "--weights", "w"])
    #expect(both.status == 0, "\(both.errors)")
    #expect(both.output.contains("500 rows of table.csv, weighted by w"))
    #expect(both.output.contains("formula") && both.output.contains("m.kan") && both.output.contains("±"))
  }

  /// An early stop is reported with the criterion that the user asked for.
  @Test(arguments: [
    ("loss", "the validation loss stopped falling"), ("auc", "of the validation rows stopped rising"),
  ])
  func anEarlyStopNamesItsCriterion(criterion: String, sentence: String) async throws {
    let tool = try Tool()
    defer { tool.clean() }
    try tool.write(Self.labels(), to: "table.csv")
    let run = try await tool([
      "train", "table.csv", "--target", "label", "--inputs", "x,y", "--shape", "2,5,1", "--loss", "bce",
      "--steps", "200", "--early-stopping", criterion, "--patience", "2", "-o", "m.kan",
    ])
    #expect(run.status == 0 && run.output.contains(sentence), "\(run.output) \(run.errors)")
  }

  @Test func aRunIsRepeatedFromItsConfiguration() async throws {
    let tool = try Tool()
    defer { tool.clean() }
    try tool.write(Self.labels(), to: "table.csv")
    try tool.write(Self.labels(rows: 200, seed: 9), to: "other.csv")
    let options = [
      "--inputs", "x,y", "--shape", "2,4,1", "--loss", "bce", "--optimizer", "adam", "--epochs", "8",
      "--batch", "64",
      "--learning-rate", "0.02", "--schedule", "cosine:0.1", "--weight-decay", "0.05", "--average", "0.9",
      "--early-stopping", "auc", "--validation", "other.csv", "--seed", "7",
    ]
    let first = try await tool(["train", "table.csv", "--target", "label", "-o", "m.kan"] + options)
    #expect(first.status == 0, "\(first.errors)")
    #expect(first.output.contains("wrote m.kan, m.run.json"))
    // 500 rows in batches of 64 are 8 steps an epoch.
    #expect(first.output.contains("64 steps"), "\(first.output)")
    let second = try await tool([
      "train", "table.csv", "--target", "label", "--inputs", "x,y", "--from-config", "m.run.json", "-o",
      "n.kan",
    ])
    #expect(second.status == 0, "\(second.errors)")
    #expect(try tool.read("m.run.json") == tool.read("n.run.json"))
    let scores = try await tool(["evaluate", "m.kan", "n.kan", "other.csv", "--json"]).output
    let records = try #require(
      try JSONSerialization.jsonObject(with: Data(scores.utf8)) as? [[String: Any]])
    #expect(records.count == 2)
    #expect(records[0]["logLoss"] as? Double == records[1]["logLoss"] as? Double)
    #expect(records[0]["rows"] as? Int == 200 && records[1]["model"] as? String == "n.kan")
    // What is given besides takes precedence.
    let third = try await tool([
      "train", "table.csv", "--target", "label", "--inputs", "x,y", "--from-config", "m.run.json", "--epochs",
      "2",
      "--validation", "0.2", "-o", "o.kan",
    ])
    #expect(third.output.contains("14 steps"), "\(third.output) \(third.errors)")
  }

  @Test(arguments: [
    (["--optimizer", "lm", "--batch", "10"], "--batch"), (["--epochs", "0"], "--epochs"),
    (["--early-stopping", "auc"], "--loss bce"), (["--validation", "1.5"], "--validation"),
    (["--validation", "nowhere.csv"], "nowhere.csv"),
    (["--average", "1.5", "--optimizer", "adam"], "averaging"),
    (["--from-config", "broken.json"], "not a setting"), (["--from-config", "missing.json"], "missing.json"),
  ])
  func settingsThatCannotBeAreRefused(_ options: [String], _ word: String) async throws {
    let tool = try Tool()
    defer { tool.clean() }
    try tool.write(Tables.smooth(rows: 50), to: "table.csv")
    try tool.write("{\"epohcs\": 3}", to: "broken.json")
    let run = try await tool(
      ["train", "table.csv", "--target", "z", "--shape", "2,1", "-o", "m.kan"] + options)
    #expect(run.status == 2 || run.status == 64)
    #expect(run.errors.contains(word), "\(run.errors)")
    #expect(!tool.has("m.kan"))
  }

  @Test func predictionsNeedTheInputs() async throws {
    let tool = try Tool()
    defer { tool.clean() }
    try tool.write(Tables.smooth(), to: "table.csv")
    let train = try await tool(["train", "table.csv", "--target", "z", "--shape", "2,2,1", "-o", "m.kan"])
    #expect(train.status == 0, "\(train.errors)")
    // The target is not needed, columns may come in any order, and what lies outside is counted.
    try tool.write("y,other,x\n0.1,7,0.2\n0.3,8,-0.5\n0,9,40\n", to: "rows.csv")
    let run = try await tool(["predict", "m.kan", "rows.csv"])
    #expect(run.status == 0, "\(run.errors)")
    let lines = run.output.split(separator: "\n")
    #expect(lines.count == 4 && lines[0] == "z" && abs((Double(lines[1]) ?? 9) - 0.06) < 0.01)
    #expect(run.errors.contains("1 of 3 rows lie beyond the range"))
    try tool.write("y\n0.1\n", to: "less.csv")
    let missing = try await tool(["predict", "m.kan", "less.csv"])
    #expect(missing.status == 2 && missing.errors.contains("\"x\""), "\(missing.errors)")
    let formula = try await tool(["predict", "m.kan", "rows.csv", "--by", "formula"])
    #expect(formula.status == 2 && formula.errors.contains("formula"), "\(formula.errors)")
  }

  /// Classes in words: of two the later one in the alphabet is the event, of three one is the reference.
  @Test func labelsMayBeText() async throws {
    let tool = try Tool()
    defer { tool.clean() }
    let rows = (0..<400).map { n -> (x: Double, y: Double, group: Int) in
      let (x, y) = (Double((n * 37) % 101) / 25 - 2, Double((n * 53) % 97) / 24 - 2)
      // A deterministic disturbance stands for chance.
      let shift = Double((n * 71) % 89) / 40 - 1.1
      return (x, y, x + shift > 0.8 ? 2 : y + shift > 0 ? 1 : 0)
    }
    try tool.write(
      "x,y,kind\n" + rows.map { "\($0.x),\($0.y),\($0.group > 0 ? "signal" : "noise")\n" }.joined(),
      to: "two.csv")
    let two = try await tool(["discover", "two.csv", "--target", "kind", "--effort", "low", "--quiet"])
    #expect(two.output.hasPrefix("P(kind = signal) = 1/(1 + exp(-("), "\(two.output) \(two.errors)")
    #expect(
      two.output.contains("kind=signal is 1 for signal and 0 for noise") && two.output.contains("ROC AUC"))
    let training = ["train", "two.csv", "--target", "kind", "--shape", "2,1", "--steps", "3", "-o", "n.kan"]
    let quantity = try await tool(training)
    #expect(quantity.status == 0 && quantity.errors.contains("--loss bce trains a classifier"))
    let network = try await tool(training + ["--loss", "bce"])
    #expect(network.status == 0 && !network.errors.contains("trains a classifier"), "\(network.errors)")
    let predicted = try await tool(["predict", "n.kan", "two.csv"])
    #expect(predicted.output.hasPrefix("\"P(kind = signal)\"\n"), "\(predicted.errors)")
    try tool.write(
      "x,y,kind\n" + rows.map { "\($0.x),\($0.y),\(["a", "b", "c"][$0.group])\n" }.joined(), to: "three.csv")
    let three = try await tool([
      "discover", "three.csv", "--target", "kind", "--effort", "low", "--quiet", "--test", "three.csv",
    ])
    for name in ["b", "c"] {
      #expect(
        three.output.contains("ln(P(kind = \(name))/P(kind = a)) = "), "\(three.output) \(three.errors)")
    }
    #expect(three.output.contains("3 classes") && three.output.contains("\ntest "))
  }

  /// Cross-entropy is of all classes of one column, and says so.
  @Test(arguments: [
    ("kind=a", "use --loss bce with one output, or name the column, --target 'kind'"),
    ("n,m", "needs one --target"),
  ])
  func crossEntropyNeedsOneColumnOfClasses(target: String, phrase: String) async throws {
    let tool = try Tool()
    defer { tool.clean() }
    let rows = (0..<60).map { n in "\(n % 10),\(["a", "b", "c"][n % 3]),\(n % 3),\(n % 2)\n" }.joined()
    try tool.write("x,kind,n,m\n" + rows, to: "table.csv")
    let run = try await tool([
      "train", "table.csv", "--target", target, "--inputs", "x", "--shape", "1,2", "--loss", "ce", "-o",
      "m.kan",
    ])
    #expect(run.status == 64 && run.errors.contains(phrase), "\(run.errors)")
  }

  /// Networks of classes in words have an output for each, and predict their names.
  @Test(arguments: [["noise", "signal"], ["a", "b", "c"]])
  func networksOfClassesInWords(classes: [String]) async throws {
    let tool = try Tool()
    defer { tool.clean() }
    let rows = (0..<90).map { n in "\(n % 10),\(n % 7),\(classes[n % 10 * classes.count / 10])\n" }.joined()
    try tool.write("x,y,kind\n" + rows, to: "table.csv")
    let run = try await tool([
      "train", "table.csv", "--target", "kind", "--shape", "2,\(classes.count)", "--loss", "ce", "--steps",
      "30",
      "--validation", "table.csv", "-o", "m.kan", "--quiet",
    ])
    #expect(run.status == 0, "\(run.errors)")
    let header = classes.map { "\"P(kind = \($0))\"" }.joined(separator: ",") + ",class"
    let predicted = try await tool(["predict", "m.kan", "table.csv"])
    let lines = predicted.output.split(separator: "\n")
    #expect(predicted.status == 0 && lines.first.map(String.init) == header, "\(predicted.output.prefix(99))")
    #expect(
      lines.count == 91
        && lines.dropFirst().allSatisfy { line in classes.contains { line.hasSuffix(",\($0)") } })
    let scores = try await tool(["evaluate", "m.kan", "table.csv"])
    #expect(scores.status == 0 && scores.output.contains("kind"), "\(scores.errors)")
    try tool.write("x,y,kind\n1,2,other\n2,3,\(classes[0])\n", to: "strange.csv")
    let strange = try await tool(["evaluate", "m.kan", "strange.csv"])
    #expect(strange.status == 2 && strange.errors.contains("\"other\""), "\(strange.errors)")
  }
}
