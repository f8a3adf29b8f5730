import KANFormula
import KANModel
import KANSymbolic
import KANTraining

/// The formula of a network's output as a whole, where its curves compose a long one or none.
///
/// Functions that replace curves one by one take over what every curve is off by, and the terms by which several of them cancel: a network
/// that is a percent off its law then becomes a formula of hundreds of nodes. Asked as one function (`distil`), with the knee of the front
/// for a choice, it has a short one.
package struct WholeFormula: Sendable {
  /// The output of the network.
  package let output: String
  /// How it was found, and how far it is off on the network's box.
  package let distillation: Distillation
  /// The formula.
  package var formula: Formula

  /// Nodes up to which a formula is short enough as it is.
  package static let longestReadable = 30

  /// The error on the box, √(mean square) over the spread of the network's values there; `nil` where it was not measured.
  package var relativeError: Double? {
    Distiller.relativeError(distillation.discovery)
  }

  /// The formulas of the outputs that need one: whose own formula is missing, or longer than `longestReadable` and than the one found.
  ///
  /// - Parameters:
  ///   - network: The network before its curves were replaced.
  ///   - formulas: The formulas that its curves compose, one an output; none where some are still splines.
  ///   - options: How to search; the choice is the knee unless it is a tolerance.
  ///   - cancellation: Ends the searches at any moment.
  ///   - observer: Told what is going on; return `false` to stop.
  /// - Returns: One an output, without those that cannot be searched and those of which nothing is found.
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
