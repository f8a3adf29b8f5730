import KANData
import KANFitting
import KANFormula
import KANNumerics
import RealModule

/// One law for several experiments: decides which constants are common to all and which are separate for each.
///
/// Constants with a role given by the user keep it. Others are common if separate values are not worth their price: by description
/// length, starting from both ends, all common and none common. A part of the rows is used for the search, all rows for the final
/// fit.
struct GroupedFit {
  let fitter: FormFitter
  let rows: FormRows
  /// Known values of the constants of some group, as starts.
  var hints: [[Double]] = []

  /// The total number of rows for the search.
  private static let rowLimit = 1000
  /// Steps of a fit of all groups.
  private static let steps = 100
  /// A group whose mean square, in units of its own variance, exceeds that of the best by this factor is fitted again from other starts.
  private static let poorFit = 4.0

  private var form: Form { fitter.form }

  /// Common and own constants with the parameters of all groups.
  struct Choice {
    let isCommon: [Bool]
    let minimum: FormFitter.Minimum
    /// The price of residuals and constants in nats; the form is the same for all.
    let length: Double
  }

  /// The fit on all rows.
  func fit() throws -> Form.Fit {
    let groups = rows.rowsByGroup
    let own = form.constants.count { fitter.options.each.contains($0) }
    for (g, members) in groups.enumerated() where members.count < own {
      throw SymbolicError.form(.tooFewRows(rows: members.count, constants: own, group: rows.groupNames[g]))
    }
    guard let way = try choice(on: limited) else { throw SymbolicError.form(.noStart) }
    guard
      let chosen = try search(
        rows, beginnings: [way.isCommon],
        starts: { layout in
          [layout.parameters(from: constants(of: way))]
        })
    else { throw SymbolicError.form(.noStart) }
    return try fitter.finished(chosen.minimum)
  }

  /// The choice on a part of the rows, which suffices to compare forms; `nil` if the form has a value nowhere.
  func choiceOnPart() throws -> Choice? { try choice(on: limited) }

  private var limited: FormRows {
    let groups = rows.rowsByGroup
    let share = max(2 * form.constants.count, Self.rowLimit / groups.count)
    let kept = groups.flatMap { $0.evenlySpaced(atMost: share) }
    return kept.count < rows.count ? rows.selecting(kept.sorted()) : rows
  }

  private func choice(on rows: FormRows) throws -> Choice? {
    let together = try hints.isEmpty ? self.together(rows).map { [$0] } ?? [] : hints
    let alone = try self.alone(rows, together: together)
    return try search(rows, beginnings: [true, false].map { all in form.constants.map { _ in all } }) {
      layout in
      var starts = together.prefix(1).map { one in layout.parameters(from: alone.map { _ in one }) }
      let own = alone.compactMap { $0?.constants }
      guard own.count == alone.count else { return starts }
      starts.append(layout.parameters(from: own))
      // Groups may have found different minima of one law: that of the best group may be the common one.
      if let best = alone.compactMap(\.self).min(by: { $0.meanSquare < $1.meanSquare })?.constants {
        starts.append(
          layout.parameters(
            from: own.map { mine in mine.indices.map { layout.isCommon[$0] ? best[$0] : mine[$0] } }))
      }
      return starts
    }
  }

  /// The shortest description that is reached by changing the role of one constant after another.
  private func search(
    _ rows: FormRows, beginnings: [[Bool]], starts: (ParameterLayout) -> [[Double]]
  ) throws -> Choice? {
    let options = fitter.options
    let free = form.constants.indices.filter {
      !options.common.contains(form.constants[$0]) && !options.each.contains(form.constants[$0])
    }
    var known: [[Bool]: Choice] = [:]
    func consider(_ isCommon: [Bool]) throws -> Choice? {
      if let choice = known[isCommon] { return choice }
      let layout = ParameterLayout(isCommon: isCommon, groupCount: rows.groupCount)
      let choice = try self.choice(rows, layout, from: starts(layout))
      known[isCommon] = choice
      return choice
    }
    var best: Choice?
    for beginning in beginnings {
      let named = form.constants.indices.map { k in
        free.contains(k) ? beginning[k] : options.common.contains(form.constants[k])
      }
      guard var current = try consider(named) else { continue }
      while true {
        var next: Choice?
        for k in free {
          var changed = current.isCommon
          changed[k].toggle()
          if let choice = try consider(changed), choice.length < (next ?? current).length { next = choice }
        }
        guard let next else { break }
        current = next
      }
      if current.length < best?.length ?? .infinity { best = current }
    }
    return best
  }

  private func constants(of choice: Choice) -> [[Double]] {
    let layout = choice.minimum.system.layout
    return (0..<layout.groupCount).map { layout.constants(of: $0, in: choice.minimum.parameters) }
  }

  private var single: ParameterLayout {
    ParameterLayout(isCommon: form.constants.map { _ in true }, groupCount: 1)
  }

  /// The constants of all rows as one experiment.
  private func together(_ rows: FormRows) throws -> [Double]? {
    try searched(try FormSystem(form, rows: rows.ungrouped, layout: single))?.parameters
  }

  private func searched(_ system: FormSystem) throws -> FormFitter.Minimum? {
    do { return try fitter.best(system) } catch SymbolicError.form(.noStart) { return nil }
  }

  /// The constants of every group separately; those of all rows if a group has too few.
  private func alone(
    _ rows: FormRows, together: [[Double]]
  ) throws -> [(constants: [Double], meanSquare: Double)?] {
    var result: [(constants: [Double], meanSquare: Double)?] = []
    var systems: [FormSystem?] = []
    for own in rows.rowsByGroup {
      guard own.count >= form.constants.count else {
        systems.append(nil)
        result.append(together.first.map { ($0, .infinity) })
        continue
      }
      let system = try FormSystem(form, rows: rows.selecting(own).ungrouped, layout: single)
      systems.append(system)
      let minimum =
        try hints.isEmpty ? searched(system) : fitter.minimum(system, from: hints, steps: Self.steps)
      result.append(minimum.map { ($0.parameters, $0.sumOfSquares / Double(own.count)) })
    }
    guard !hints.isEmpty else { return withCanonicalSigns(result, rows) }
    // The constants of one group need not lead another one to its minimum.
    let best = result.compactMap { $0?.meanSquare }.min() ?? .infinity
    for (g, system) in systems.enumerated() {
      guard let system, !((result[g]?.meanSquare ?? .infinity) <= Self.poorFit * max(best, 1e-20)),
        let minimum = try searched(system)
      else { continue }
      let meanSquare = minimum.sumOfSquares / Double(system.rows.count)
      if meanSquare < result[g]?.meanSquare ?? .infinity { result[g] = (minimum.parameters, meanSquare) }
    }
    return withCanonicalSigns(result, rows)
  }

  /// Groups whose constants differ only in signs that the form leaves open may share them.
  private func withCanonicalSigns(
    _ alone: [(constants: [Double], meanSquare: Double)?], _ rows: FormRows
  ) -> [(constants: [Double], meanSquare: Double)?] {
    guard let first = alone.compactMap({ $0 }).first else { return alone }
    let signs = fitter.signs(rows, at: first.constants)
    return alone.map { own in own.map { (signs.applied(to: $0.constants, single), $0.meanSquare) } }
  }

  private func choice(
    _ rows: FormRows, _ layout: ParameterLayout, from starts: [[Double]]
  ) throws -> Choice? {
    guard layout.parameterCount <= rows.count else { return nil }
    let system = try FormSystem(form, rows: rows, layout: layout)
    guard let minimum = fitter.minimum(system, from: starts, steps: Self.steps) else { return nil }
    return Choice(isCommon: layout.isCommon, minimum: minimum, length: length(minimum))
  }

  private func length(_ minimum: FormFitter.Minimum) -> Double {
    let rows = minimum.system.rows
    let misfit =
      rows.sigma != nil
      ? minimum.sumOfSquares / 2
      : NoiseModel.misfit(
        meanSquare: minimum.sumOfSquares / Double(rows.count), rows: rows.count,
        constants: minimum.parameters.count)
    return misfit + minimum.constantPrice
  }
}

extension Form {
  /// The description length, in nats and without structure, of groups of experiments by the form, with the shortest choice of
  /// common and separate constants, on a part of the rows; `nil` if the form has a value nowhere.
  ///
  /// - Parameter hints: Known values of the constants of some group.
  package func descriptionLength(
    inGroupsOf table: Table, options: Form.FitOptions, hints: [[Double]]
  ) throws -> Double? {
    let rows = try FormRows(table, for: self, options: options)
    let fitter = FormFitter(form: self, options: options)
    return try GroupedFit(fitter: fitter, rows: rows, hints: hints).choiceOnPart()?.length
  }

  /// The fit of groups of experiments, starting from known values of some group.
  package func fit(
    toGroupsOf table: Table, options: Form.FitOptions, hints: [[Double]]
  ) throws -> Form.Fit {
    let rows = try FormRows(table, for: self, options: options)
    return try GroupedFit(fitter: FormFitter(form: self, options: options), rows: rows, hints: hints).fit()
  }
}
