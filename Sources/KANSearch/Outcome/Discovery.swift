import KANData
import KANFormula
import KANModel
import KANSymbolic

/// The result of a search.
public struct Discovery: Sendable {
  /// A law that no simpler one beats in accuracy.
  public struct Candidate: Sendable {
    /// The law, with its errors.
    public var formula: Formula
    /// The network that computes it.
    public let network: Network
    /// Its origin.
    package let origin: LawOrigin
    /// The network of splines that it was read off; `nil` if it was found without one.
    package let splines: Network?
    /// The verdict on it.
    public let verdict: Discovery.Account.Verdict
    /// The reasons that keep it from being called within noise.
    package var shortfalls: [Discovery.Account.Shortfall] = []
    /// Its comparison with the best network; `nil` if there is none.
    package var networkComparison: Discovery.Account.NetworkComparison?
    /// The number of a law that fits the validation rows significantly better; `nil` if there is none in the table.
    package var betterLaw: Int?
    /// √(mean square residual) over the target's spread, on the validation rows.
    public let error: Double
    /// The description length of the law and its residuals, in nats; the shortest is chosen.
    public let descriptionLength: Double
    /// The odds against the chosen law, the ratio of their probabilities, usually far below 1.
    public let odds: Double
  }

  /// The law, with its errors; for `.none` the best closed form that was found, if any.
  public var formula: Formula?
  /// The network of the law; if a network explains the data better than any law, the best one.
  public let network: Network
  /// The account of the search.
  public var account: Discovery.Account
  /// The best law at each complexity, simplest first.
  public var candidates: [Candidate]

  /// The best formula at each complexity, simplest first.
  public var alternatives: [Formula] { candidates.map(\.formula) }

  /// The same search with another law of `candidates` chosen. Results that apply only to the previous choice are removed.
  ///
  /// - Parameter number: The number of the law, counted from 1 as in the printed table.
  /// - Throws: An error if the table has no law with this number.
  public func picking(_ number: Int) throws -> Discovery {
    guard candidates.indices.contains(number - 1) else {
      throw SymbolicError.noSuchCandidate(number, count: candidates.count)
    }
    let picked = candidates[number - 1]
    var account = account
    account.verdict = picked.verdict
    account.shortfalls = picked.shortfalls
    account.networkComparison = picked.networkComparison
    account.betterLaw = picked.betterLaw
    account.origin = picked.origin
    if number != account.choice?.number {
      account.chiSquare = nil
      account.stability = nil
      account.units?.noteBalance(of: picked.formula)
    }
    account.choice = .init(number: number, reason: Account.Choice.request)
    account.structure = nil
    return Discovery(
      formula: picked.formula, network: picked.network, account: account, candidates: candidates)
  }

  /// The same with a formula that contains its range of validity and its distance from the network that it was read off, if there
  /// was one and they are still missing, and with its χ² if errors of measurement are stated.
  ///
  /// - Parameters:
  ///   - data: The table of the search.
  ///   - options: The work that a proof may take.
  package func certified(on data: Dataset, options: CertificationOptions = CertificationOptions())
    -> Discovery
  {
    guard let formula else { return self }
    var result = self
    // Picking another law leaves that of the chosen one out.
    result.account.chiSquare = account.chiSquare ?? Account.ChiSquare(of: formula.expression, in: data)
    guard formula.agreement == nil else { return result }
    result.formula?.validity = formula.validityOnBox()
    // A network built from the formula would agree with it trivially.
    let place = account.choice.map { $0.number - 1 }
    guard let place, candidates.indices.contains(place), let splines = candidates[place].splines else {
      return result
    }
    let columns = splines.inputs.compactMap { input in
      data.inputNames.firstIndex(of: input.name).map { data.inputs[$0] }
    }
    guard columns.count == splines.inputs.count else { return result }
    result.formula?.agreement = try? splines.agreement(of: formula, on: columns, options: options)
    return result
  }

  /// The same with another meaning of the values of its formulas.
  package func meaning(_ meaning: Formula.Meaning) -> Discovery {
    var result = self
    result.formula?.meaning = meaning
    for i in candidates.indices { result.candidates[i].formula.meaning = meaning }
    return result
  }

  /// The discovery with all its formulas measured on one more part of the data.
  ///
  /// - Parameters:
  ///   - data: Rows with the variables of the formulas among the inputs and their output as the target.
  ///   - part: The name of the part, such as `test`; its entry in `fidelity` is replaced if there is one.
  /// - Throws: An error if a variable is not a column of the table, or if the formulas give log-odds and a
  /// target is neither 0 nor 1.
  public func measured(on data: Dataset, as part: String) throws -> Discovery {
    var result = self
    result.formula = try formula?.measured(on: data, as: part)
    for i in candidates.indices {
      result.candidates[i].formula = try candidates[i].formula.measured(on: data, as: part)
    }
    return result
  }
}
