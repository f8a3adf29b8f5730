import KANData
import KANFormula
import KANNumerics
import KANSymbolic

/// Finds laws for a form with unknown functions: networks are fitted in place of the functions, a closed form is searched for each
/// as for a table of its own, and the form is filled with them and fitted as a whole.
struct HoleSearch {
  /// The numbers on which decisions depend.
  private enum Settings {
    /// The number of rows for fitting networks and searching closed forms.
    static let rows = 1_500
    /// The number of closed forms per function that are tried in the form, and of fillings of the form.
    static let (bodies, fillings) = (8, 60)
    /// The number of closed forms of the others with which a function is fitted again.
    static let others = 2
    /// The share of the work that is reserved for fillings and the last fits.
    static let reserve = 0.2
  }

  let form: HoledForm
  let session: SearchSession

  /// - Throws: `SymbolicError.form` if the table cannot be explained by such a form.
  init(_ form: HoledForm, in session: SearchSession) throws(SymbolicError) {
    self.form = form
    self.session = session
    let names = session.table.inputNames
    for name in form.inputs where !session.data.inputNames.contains(name) {
      guard let place = names.firstIndex(of: name) else {
        throw .form(.badArgument(of: form.text, name, columns: names))
      }
      throw .form(.constantColumn(name, value: session.table.inputs[place].first ?? .nan))
    }
    guard session.context.likelihood == .gaussian else {
      throw .form(.formOfLabels(session.data.targetNames[0]))
    }
  }

  /// Adds the laws to an archive.
  func advance(_ archive: inout LawArchive) {
    let rows = session.training.limited(to: Settings.rows)
    session.report(phase: "training networks in the form", step: 0)
    var bodies = form.functions.map { _ in [Body]() }
    var constants = form.constants.map { _ in 1.0 }
    session.reserving(Settings.reserve) { session in
      guard let trainer = trainer(form.expression, form.uses, form.constants, rows),
        let fit = trainer.fit(budget: session.budget)
      else { return }
      constants = fit.constants
      archive.networks.noteInForm(error: fit.error)
      for function in form.functions.indices {
        bodies[function] = found(function, trainer, fit, session, of: 2 * form.functions.count - function)
      }
      // The first network fits resolve ambiguities between functions by smoothness; a closed form of one function resolves them better.
      if form.functions.count > 1 {
        for function in form.functions.indices where !session.budget.isExhausted {
          bodies[function] += again(function, bodies, constants, rows, session)
        }
      }
    }
    for function in form.functions.indices { bodies[function] += plain(function) }
    fill(bodies, constants, into: &archive)
  }

  // MARK: - Functions

  /// A closed form of a function in its own variables, and its rank.
  private struct Body {
    let expression: Expression
    let rank: Int
  }

  private func trainer(
    _ expression: Expression, _ uses: [HoledForm.Use], _ constants: [String], _ rows: Dataset
  ) -> HoleTrainer? {
    let functions = Set(uses.map(\.function)).sorted()
    let places = Dictionary(uniqueKeysWithValues: functions.enumerated().map { ($1, $0) })
    return HoleTrainer(
      form: expression,
      uses: uses.map {
        HoledForm.Use(function: places[$0.function] ?? 0, arguments: $0.arguments, variable: $0.variable)
      }, functionCount: functions.count, constants: constants, inputs: rows.inputNames, columns: rows.inputs,
      target: rows.targets[0], weights: rows.weights)
  }

  /// Closed forms of a fitted function, the most likely first.
  ///
  /// - Parameters:
  ///   - function: Its index in the form.
  ///   - parts: The number of searches that share the remaining work.
  private func found(
    _ function: Int, _ trainer: HoleTrainer, _ fit: HoleTrainer.Fit, _ session: SearchSession, of parts: Int,
    at place: Int? = nil
  ) -> [Body] {
    let names = form.parameters(of: function)
    guard let rows = trainer.rowsOfFunction(place ?? function, in: fit),
      let table = try? Dataset(
        inputNames: names, inputs: rows.arguments, targetNames: [Self.valueName(names)],
        targets: [rows.values],
        weights: rows.weights)
    else { return [] }
    let own = WorkBudget(
      limit: session.budget.remaining / max(1, parts), cancellation: session.budget.cancellation)
    let laws = LawSearch.laws(of: table, like: session.spending(own))
    session.budget.absorb(own)
    var seen: Set<Expression> = []
    return laws.filter { seen.insert($0.form).inserted }.prefix(Settings.bodies).enumerated().map {
      Body(expression: $0.element, rank: $0.offset)
    }
  }

  private static func valueName(_ names: [String]) -> String {
    var name = "h"
    while names.contains(name) { name += "_" }
    return name
  }

  /// Closed forms of a function given closed forms of the others, whose numbers are fitted with it.
  private func again(
    _ function: Int, _ bodies: [[Body]], _ constants: [Double], _ rows: Dataset, _ session: SearchSession
  ) -> [Body] {
    var found: [Body] = []
    for rank in 0..<Settings.others {
      var replacements: [String: Expression] = [:]
      var names = form.constants
      var known: [Double?] = constants
      for other in form.functions.indices where other != function {
        guard let body = bodies[other].first(where: { $0.rank == rank }) ?? bodies[other].first else {
          return found
        }
        let values = body.expression.freeConstants
        let own = values.indices.map { "\(form.functions[other]) \($0 + 1)" }
        let free = body.expression.replacingFreeConstants(with: own.map(Expression.variable))
        names += own
        known += values
        for use in form.uses where use.function == other {
          replacements[use.variable] = free.substituting(
            Dictionary(uniqueKeysWithValues: zip(form.parameters(of: other), use.arguments)))
        }
      }
      guard
        let trainer = trainer(
          form.expression.substituting(replacements), form.uses.filter { $0.function == function }, names,
          rows),
        let fit = trainer.fit(known: known, budget: session.budget)
      else { continue }
      found += self.found(
        function, trainer, fit, session, of: Settings.others * form.functions.count, at: 0)
    }
    return found
  }

  /// The forms that are always tried: a number, and for every argument a multiple and a line.
  private func plain(_ function: Int) -> [Body] {
    let lines = form.parameters(of: function).flatMap { name -> [Expression] in
      let x = Expression.variable(name)
      return [1.0 * x, 1.0 + 1.0 * x]
    }
    return ([.real(1)] + lines).map { Body(expression: $0, rank: Settings.bodies) }
  }

  // MARK: - The form

  /// Fills the form with the closed forms of its functions, those of low ranks first, and adds the laws.
  private func fill(_ bodies: [[Body]], _ constants: [Double], into archive: inout LawArchive) {
    var fillings: [(bodies: [Expression], rank: Int)] = [([], 0)]
    for own in bodies {
      var seen: Set<Expression> = []
      let distinct = own.filter { seen.insert($0.expression.form).inserted }
      fillings = fillings.flatMap { first in
        distinct.map { (first.bodies + [$0.expression], first.rank + $0.rank) }
      }
      fillings = Array(
        fillings.enumerated().sorted { ($0.element.rank, $0.offset) < ($1.element.rank, $1.offset) }
          .prefix(Settings.fillings).map(\.element))
    }
    for (n, filling) in fillings.enumerated() where !session.budget.isExhausted || n == 0 {
      let law = session.fitter.law(
        form.filled(filling.bodies, constants: constants), from: .form(form.text),
        weighting: .absoluteNoise, budget: session.budget)
      session.report(phase: "filling the form", step: n, loss: law?.error)
      guard let law else { continue }
      archive.add(law)
      if session.fitter.residuals(of: law.expression, budget: session.budget)?.kindOfNoise != nil {
        archive.noteNoise(law.error)
      }
      if law.isExact { break }
    }
  }
}
