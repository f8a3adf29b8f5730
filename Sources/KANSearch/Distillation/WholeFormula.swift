import KANFormula
import KANModel
import KANSymbolic
import KANTraining

/// The formula of a network's output as a whole, for networks whose curves give a long formula or none.
///
/// Functions that replace curves one by one reproduce the error of every curve, and terms that cancel between curves: a network
/// with an error of one percent then gives a formula of hundreds of nodes. Distilled as one function (`distil`), with the knee of
/// the front as the choice, it has a short one.
package struct WholeFormula: Sendable {
  /// The output of the network.
  package let output: String
  /// The distillation, with its error on the network's box.
  package let distillation: Distillation
  /// The formula.
  package var formula: Formula

  /// The number of nodes up to which a formula counts as short.
  package static let longestReadable = 30

  /// The error on the box, √(mean square) over the spread of the network's values there; `nil` if it was not measured.
  package var relativeError: Double? {
    Distiller.relativeError(distillation.discovery)
  }

  /// The formulas of the outputs whose own formula is missing, or longer than both `longestReadable` and the one found.
  ///
  /// - Parameters:
  ///   - network: The network before its curves were replaced.
  ///   - formulas: The formulas composed of its curves, one per output; none if some are still splines.
  ///   - options: The options of the search; the choice is the knee unless it is a tolerance.
  ///   - cancellation: Ends the searches at any moment.
  ///   - observer: Receives reports of progress; return `false` to stop.
  /// - Returns: One per output, without those that cannot be searched and those for which nothing is found.
  package static func all(
    of network: Network, besides formulas: [Formula], options: Discovery.Options = Discovery.Options(),
    cancellation: Cancellation = Cancellation(), observer: ProgressReport.Observer? = nil
  ) -> [WholeFormula] {
    var asking = Distillation.Options(search: options)
    if asking.search.choice == .evidence { asking.search.choice = .knee }
    var found: [WholeFormula] = []
    for (place, output) in network.outputs.enumerated() where !cancellation.isRaised {
      let own = formulas.first { $0.outputName == output.name }?.expression.complexity
      guard own.map({ $0 > longestReadable }) ?? true else { continue }
      let distillation: Distillation
      do {
        distillation = try distil(
          Oracle(network, output: place), options: asking, cancellation: cancellation, observer: observer)
      } catch SymbolicError.stopped {
        break
      } catch {
        continue
      }
      guard let formula = distillation.discovery.formula,
        own.map({ formula.expression.complexity < $0 }) ?? true
      else { continue }
      found.append(WholeFormula(output: output.name, distillation: distillation, formula: formula))
    }
    return found
  }
}
