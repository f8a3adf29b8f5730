import Foundation
import KANData
import KANFormula
import KANInterchange
import KANModel

@testable import KANReport
@testable import KANSearch
@testable import kan

/// A law with all that is known of it, and what the terminal, the page, the paper and the notebook say of it.
struct ToldLaw {
  /// Where something is said.
  enum Place: CaseIterable { case terminal, page, paper, notebook }

  /// What the search knows; `nil` for a model that no search made.
  var account: Discovery.Account?
  var formula: Formula?
  /// Other laws that stand beside it in the table.
  var others = 0
  /// Whether the network has the formula for its curves, or learned ones.
  var isSymbolic = true
  /// The shape of a network of learned curves.
  var shape = "1,1"
  /// What else the model file says.
  var provenance: [String: String] = [:]
  var story = ModelStory()

  /// y = 2.5·x, about which nothing is known but that it is an approximation.
  init() throws {
    account = try JSONDecoder().decode(
      Discovery.Account.self,
      from: Data(
        """
        {"verdict": "approximate", "attempts": [], "trainingRows": 80, "validationRows": 20, "seconds": 1, "warnings": [],
         "shortfalls": []}
        """.utf8))
    account?.origin = .family("power-laws")
    formula = Formula(
      outputName: "y", expression: try Expression(parsing: "2.5*x"),
      variables: [Formula.Variable(name: "x", range: 1...2)],
      constants: [Formula.Constant(value: 2.5, standardError: 0.1)])
  }

  /// What is known of a part of the rows.
  static func fidelity(_ part: String) -> Formula.Fidelity {
    Formula.Fidelity(part: part, rmse: 0.1, rSquared: 0.9, maximumError: 0.3, count: 20)
  }

  /// The law of labels: log-odds.
  mutating func becomeLogOdds() {
    formula?.meaning = .logOdds(event: "y = 1")
    var judged = Self.fidelity("validation")
    judged.labels = Formula.LabelFidelity(
      rocAUC: 0.9, rocAUCError: 0.01, logLoss: 0.4, accuracy: 0.8, calibrationSlope: 1,
      calibrationSlopeError: 0.1)
    formula?.fidelity = [judged]
  }

  private var isOfLabels: Bool { formula.map { $0.meaning != .quantity } ?? false }

  private func network() throws -> Network {
    let inputs = [Network.Feature(name: "x")]
    let outputs = [Network.Feature(name: "y")]
    guard isSymbolic, let formula, !formula.expression.variables.isEmpty else {
      return Network(
        inputs: inputs, outputs: outputs, shape: try Network.Shape(parsing: shape), noise: 1, seed: 1)
    }
    return try Network(expressions: [formula.expression], inputs: inputs, outputs: outputs, box: [1...2])
  }

  private func table() throws -> Dataset {
    let x = (0..<100).map { 1 + Double($0) / 100 }
    let y = isOfLabels ? x.map { $0 < 1.5 ? 0.0 : 1 } : x.map { 2.5 * $0 }
    return try Dataset(inputNames: ["x"], inputs: [x], targetNames: ["y"], targets: [y])
  }

  private func report() throws -> ModelReport {
    let data = try table()
    var provenance = provenance
    provenance["loss"] = isOfLabels ? "bce" : "mse"
    provenance["targets"] = "y"
    var file = ModelFile(
      network: try network(), formulas: [formula].compactMap { $0 }, provenance: provenance)
    var story = story
    story.search = account
    file.tell(story)
    return try ModelReport(file, on: data, modelName: "m.kan", tableName: "t.csv")
  }

  private func discovery(_ account: Discovery.Account) throws -> Discovery {
    let network = try network()
    let candidates = ([formula] + [Formula?](repeating: formula, count: others)).compactMap { $0 }.map {
      Discovery.Candidate(
        formula: $0, network: network, origin: .family("power-laws"), splines: nil, verdict: account.verdict,
        error: 0.1, descriptionLength: 10, odds: 1)
    }
    return Discovery(formula: formula, network: network, account: account, candidates: candidates)
  }

  /// What a distillation of it says, of a network where there is an agreement with one.
  func text(ofDistillationWith agreement: NetworkAgreement?) throws -> String {
    guard let account else { return "" }
    return DistillationText(
      Distillation(
        discovery: try discovery(account), points: try table(), rounds: [], asked: 9, agreement: agreement),
      files: []
    ).text
  }

  /// All that is said in a place, in lower case: reports begin sentences with capitals. Empty where there is nothing to say it of.
  func text(in place: Place) throws -> String {
    let text =
      switch place {
      case .terminal: try account.map { DiscoveryText(try discovery($0), files: []).text } ?? ""
      case .page: ModelReport.Page(try report()).text
      case .paper: PaperFragment(try report()).formula
      case .notebook: formula == nil ? "" : try ModelReport.Notebook(try report(), dataName: "law.npz").text
      }
    return text.lowercased()
  }
}
