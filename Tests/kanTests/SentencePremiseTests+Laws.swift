import KANFormula
import KANModel
import Testing

@testable import KANReport
@testable import KANSearch
@testable import KANSymbolic

extension SentencePremiseTests {
  // MARK: - The search

  private static func origin(_ origin: LawOrigin) -> @Sendable (inout ToldLaw) -> Void {
    { $0.account?.origin = origin }
  }

  /// A choice between two laws whose errors are of something.
  private static func compared(_ measure: Discovery.Account.ErrorMeasure) -> @Sendable (inout ToldLaw) -> Void
  {
    { law in
      law.others = 1
      law.account?.errorMeasure = measure
      law.account?.choice = .init(number: 1, reason: "why", logOdds: nil)
    }
  }

  private static func units(_ change: @escaping @Sendable (inout UnitsAccount) -> Void)
    -> @Sendable (inout ToldLaw) -> Void
  {
    { law in
      var units = UnitsAccount(columns: ["x": "m", "y": "m"], groups: [], scale: nil, note: nil)
      change(&units)
      law.account?.units = units
    }
  }

  private static let family = Discovery.Account.Attempt(origin: .family("power-laws"))
  private static let network = Discovery.Account.Attempt(
    origin: .network(structure: "f1(x)"), splineError: 0.1)

  private static func tried(_ attempts: [Discovery.Account.Attempt]) -> @Sendable (inout ToldLaw) -> Void {
    { $0.account?.attempts = attempts }
  }

  /// A table of laws with more rows than are shown.
  private static func table(of count: Int) -> @Sendable (inout ToldLaw) -> Void {
    { law in
      law.others = count - 1
      law.account?.choice = .init(number: 1, reason: "why", logOdds: nil)
    }
  }

  static let searches = [
    Claim(
      "(1 formula tried in 1 s)", [.terminal], where: "no network was trained", tried([family]),
      not: tried([network])),
    Claim(
      "(2 formulas tried in 1 s)", [.terminal], where: "no network was trained", tried([family, family]),
      not: tried([family, network])),
    Claim(
      "(2 formulas and networks tried in 1 s)", [.terminal], where: "one was", tried([family, network]),
      not: tried([network, network])),
    Claim(
      "(1 law tried in 1 s)", [.terminal], where: "the law is of labels",
      { law in
        law.becomeLogOdds()
        tried([family])(&law)
      }, not: tried([family])),
    Claim(
      "1 more formula; --json prints all of them", [.terminal], where: "one is not shown", table(of: 13),
      not: table(of: 12)),
    Claim(
      "2 more formulas; --json prints all of them", [.terminal], where: "two are not shown", table(of: 14),
      not: table(of: 13)),
    Claim(
      "number 1 was chosen because why", [.terminal], where: "there was a choice",
      { law in
        law.others = 1
        law.account?.choice = .init(number: 1, reason: "why", logOdds: nil)
      }, not: { $0.account?.choice = .init(number: 1, reason: "why", logOdds: nil) }),
    Claim(
      "relative errors refer to log|target|, because the noise is proportional to the value",
      [.terminal],
      where: "they were compared so", compared(.logarithms), not: compared(.weighted)),
    Claim(
      "relative errors weight every residual by 1/noise", [.terminal],
      where: "they were compared so",
      compared(.weighted), not: compared(.values)),
    Claim(
      "with the stated errors: χ²/ndf = 30/36, p-value 0.7", [.terminal], where: "errors were stated",
      { $0.account?.chiSquare = .init(value: 30, degreesOfFreedom: 36, probability: 0.7) }),
    Claim(
      "1 of 2 seeds found this law", [.terminal], where: "several seeds voted",
      { law in
        law.account?.stability = Stability(
          votes: [true, false].enumerated().map { n, agrees in
            .init(seed: UInt64(n), formula: "x", verdict: .exact, error: 0.1, agrees: agrees)
          })
      }),
    Claim(
      "the dimensionless target is y/x", [.terminal], where: "units made a scale", units { $0.scale = "x" },
      not: units { $0.scale = "1" }),
    Claim(
      "dimensionless groups: x/z; the target is dimensionless", [.terminal], where: "it needs no scale",
      units { ($0.groups, $0.scale) = (["x/z"], "1") }, not: units { ($0.groups, $0.scale) = (["x/z"], "x") }),
    Claim(
      "the dimensionless target is y/(m*v^2)", [.terminal], where: "the scale is a product",
      units { $0.scale = "m*v^2" }, not: units { $0.scale = "m" }),
    Claim(
      "the constant 2.5 has the unit m", [.terminal, .page], where: "a number has a unit",
      units { $0.carriers = [.init(number: "2.5", unit: "m")] }, not: units { _ in }),
    Claim(
      "1 formula rejected because the units of both sides differ", [.terminal], where: "one was refused",
      units { $0.refused = 1 }, not: units { $0.refused = 0 }),
    Claim(
      "the search was stopped; this is the best law so far", [.terminal, .page],
      where: "somebody asked to stop",
      { law in
        law.account?.warnings = [Discovery.Account.Ending.request.note(Discovery.Options())].compactMap { $0 }
      },
      not: { law in
        law.account?.warnings = [Discovery.Account.Ending.finished.note(Discovery.Options())].compactMap {
          $0
        }
      }),
    Claim(
      "with the method \\texttt{power-laws}", [.paper], where: "a family found it",
      origin(.family("power-laws")), not: origin(.groups("x/z"))),
    Claim(
      "with the method \\texttt{occupation-numbers}", [.paper], where: "the law is one of its kind",
      { law in
        law.formula?.expression = try Expression(parsing: "2.5*x/(exp(x) - 1)")
        law.account?.origin = .family("occupation-numbers")
      }, not: origin(.family("occupation-numbers"))),
    Claim(
      "The constant \\num{2.5} has the unit \\si{m.s^{1/2}}", [.paper], where: "a number has a unit",
      units { $0.carriers = [.init(number: "2.5", unit: "m·s^(1/2)")] }, not: units { _ in }),
    Claim(
      "among dimensionless groups", [.paper], where: "it was found among them", origin(.groups("x/z")),
      not: origin(.family("power-laws"))),
    Claim(
      "took the place of the unknown functions", [.paper], where: "a form was given",
      origin(.form("f(x)")), not: origin(.family("power-laws"))),
    Claim(
      "that were trained for comparison has a relative error of \\num{0.2}", [.paper],
      where: "networks were trained on a quantity", { $0.account?.networkError = 0.2 },
      not: { law in
        law.becomeLogOdds()
        law.account?.networkError = 0.2
      }),
    Claim(
      "has a log-loss on the validation rows of \\num{0.25} times that of a constant probability", [.paper],
      where: "networks were trained on labels",
      { law in
        law.becomeLogOdds()
        law.account?.networkError = 0.5
      }, not: { $0.account?.networkError = 0.5 }),
    Claim(
      "that were trained for comparison", [.paper], where: "a network was trained",
      { $0.account?.networkError = 0.2 }),
    Claim(
      "what the search tried; errors are the square root of the log-loss", [.page],
      where: "the law is of labels",
      { law in
        law.becomeLogOdds()
        law.account?.attempts = [.init(origin: .family("power-laws"))]
      }, not: { $0.account?.attempts = [.init(origin: .family("power-laws"))] }),
  ]

  // MARK: - The formula

  private static func validity(_ text: String, box: ClosedRange<Double>?, open: Bool = false)
    -> @Sendable (inout ToldLaw) throws -> Void
  {
    { law in
      law.formula?.expression = try Expression(parsing: text)
      if law.formula?.expression.variables.isEmpty == true { law.formula?.variables = [] }
      let sides = box.map { [Formula.Variable(name: "x", range: $0)] } ?? []
      law.formula?.validity = FormulaValidity(
        box: sides,
        conditions: open ? [.init(text: "x - 1.5 > 0", function: "log", isViolated: true)] : [])
    }
  }

  private static let agreement = NetworkAgreement(
    onData: .init(rms: 0.01, maximum: 0.04, count: 100), onBox: .init(rms: 0.01, maximum: 0.04, count: 4096),
    certified: CertifiedBound(bound: 0.05, largestSeen: 0.04, isTight: true, boxes: 4), edges: [])

  private static func constant(error: Double?, recognised: String? = nil)
    -> @Sendable (inout ToldLaw) -> Void
  {
    { $0.formula?.constants = [Formula.Constant(value: 2.5, standardError: error, recognisedAs: recognised)] }
  }

  static let formulas = [
    Claim(
      "defined everywhere within", [.terminal, .page], where: "no condition is open on the whole box",
      validity("2.5*x", box: 1...2), not: validity("2.5*x", box: 1...2, open: true)),
    Claim(
      "defined everywhere within", [.terminal, .page], where: "no part of the box was cut away",
      validity("2.5*x", box: 1...2), not: validity("sqrt(x - 1.5)", box: 1.5...2)),
    Claim(
      "is not defined anywhere", [.terminal, .page], where: "nothing is left of the box",
      validity("log(-x)", box: nil, open: true), not: validity("2.5", box: nil)),
    Claim(
      "x - 1.5 ", [.terminal, .page], where: "the condition is open",
      validity("log(x - 1.5)", box: 1...2, open: true), not: validity("2.5*x", box: 1...2)),
    Claim(
      "distance from the network", [.terminal], where: "it was compared with the one that it was read off",
      { $0.formula?.agreement = agreement }),
    Claim(
      "the network that it was read from", [.page], where: "it was compared with it",
      { $0.formula?.agreement = agreement }),
    Claim(
      "consistent with zero", [.terminal, .page], where: "the error is larger", constant(error: 3),
      not: constant(error: 2)),
    Claim(
      "a dagger marks constants that are consistent with zero", [.paper], where: "the error is larger",
      constant(error: 3), not: constant(error: 2)),
    Claim(
      "and the exact numbers that replaced them", [.paper], where: "one was recognised",
      constant(error: 0.1, recognised: "5/2"), not: constant(error: 0.1)),
    Claim(
      "20} validation rows the formula has", [.paper], where: "it was judged on some",
      { $0.formula?.fidelity = [ToldLaw.fidelity("train"), ToldLaw.fidelity("validation")] },
      not: { $0.formula?.fidelity = [ToldLaw.fidelity("train"), ToldLaw.fidelity("set aside")] }),
    Claim(
      "nonlinear least squares", [.paper], where: "the target is a quantity", { _ in },
      not: { $0.becomeLogOdds() }),
    Claim("maximum likelihood", [.paper], where: "the target is a label", { $0.becomeLogOdds() }),
  ]

  /// What a distillation says of the distance from the network that it asked.
  @Test(
    arguments: [
      (
        CertifiedBound(bound: 0.05, largestSeen: 0.04, isTight: true, boxes: 9),
        "proven: anywhere on the box", []
      ),
      (
        CertifiedBound(bound: 0.5, largestSeen: 0.04, isTight: false, boxes: 9),
        "proven: anywhere on the box",
        ["a higher --effort tightens the bound"]
      ),
      (
        CertifiedBound(bound: nil, largestSeen: 0.04, isTight: false, boxes: 9), "sampled, not proven",
        ["no bound could be proven at this --effort"]
      ),
      (
        CertifiedBound(bound: nil, largestSeen: 0.04, isTight: false, boxes: 0), "sampled, not proven",
        ["proofs are made for up to 4 inputs"]
      ),
    ] as [(CertifiedBound, String, [String])])
  func distancesAreProvenOrSampled(bound: CertifiedBound, claim: String, reasons: [String]) throws {
    var agreement = Self.agreement
    agreement.certified = bound
    let text = try ToldLaw().text(ofDistillationWith: agreement)
    for sentence in [
      "proven: anywhere on the box", "sampled, not proven", "a higher --effort tightens the bound",
      "no bound could be proven at this --effort", "proofs are made for up to 4 inputs",
    ] {
      #expect(text.contains(sentence) == ([claim] + reasons).contains(sentence), "\(sentence)")
    }
    let silent = try ToldLaw().text(ofDistillationWith: nil)
    #expect(!silent.contains("proven"), "another oracle is no network")
  }

  // MARK: - The model

  private static func model(
    symbolic: Bool = true, shape: String = "1,1", imported: String? = nil, symbolified: Bool = false,
    hasFormula: Bool = true
  ) -> @Sendable (inout ToldLaw) -> Void {
    { law in
      law.account = nil
      (law.isSymbolic, law.shape, law.provenance["imported"]) = (symbolic, shape, imported)
      if symbolified {
        law.story.symbolification = Network.SymbolifyAccount(decisions: [], errorBefore: 0.1, errorAfter: 0.1)
      }
      if !hasFormula { law.formula = nil }
    }
  }

  static let models = [
    Claim(
      "was trained with swiftkan", [.paper], where: "no other tool did", model(),
      not: model(imported: "pykan")),
    Claim(
      "was read from a file of pykan", [.paper], where: "it was imported", model(imported: "pykan"),
      not: model()),
    Claim(
      "its edges were replaced by closed forms", [.paper], where: "symbolify did so",
      model(symbolified: true), not: model()),
    Claim(
      "with nodes that multiply", [.paper], where: "some do", model(symbolic: false, shape: "1,1+1,1"),
      not: model(symbolic: false, shape: "1,2,1")),
    Claim(
      "the formula as a network", [.paper], where: "its curves are closed forms", model(),
      not: model(symbolic: false)),
    Claim(
      "the network behind the formula", [.paper], where: "the formula was read off it",
      model(symbolic: false), not: { $0.isSymbolic = false }),
    Claim(
      "the network that was trained for comparison with the formula", [.paper],
      where: "the law was found without it",
      { $0.isSymbolic = false }, not: model(symbolic: false)),
    Claim(
      "the network and the formula were fitted to the same rows", [.notebook],
      where: "the network has learned curves", model(symbolic: false), not: model()),
    Claim(
      "the curves of the network are the closed forms of the formula", [.notebook],
      where: "the network was made of them", model(), not: model(symbolic: false)),
    Claim(
      "outside it the formula is an extrapolation", [.page], where: "there is a formula", model(),
      not: model(symbolic: false, hasFormula: false)),
  ]
}
