import KANFormula
import KANModel
import KANSymbolic
import KANTraining

extension Oracle {
  /// An oracle for one output of a network.
  ///
  /// - Parameters:
  ///   - network: The network.
  ///   - output: The number of the output, counted from 0.
  ///   - box: A range for each input in the user's units; `nil` for the ranges of the network's own grids.
  public init(_ network: Network, output: Int = 0, box: [ClosedRange<Double>]? = nil) {
    precondition(network.outputs.indices.contains(output), "the network has no output \(output)")
    self.init(
      inputNames: network.inputs.map(\.name), outputName: network.outputs[output].name,
      box: box ?? network.trainingBox
    ) { network($0)[output] }
  }
}

/// Finds a law for a trained network, with a bound on the distance between them.
///
/// It works as for other oracles; in addition the distance between law and network is measured on points throughout the box and,
/// for up to `Distillation.largestProvenDimension` inputs, bounded by a proof for the whole box.
///
/// - Parameters:
///   - network: The network.
///   - output: The number of the output to explain, counted from 0.
///   - box: A range for each input in the user's units; `nil` for the ranges of the network's own grids.
///   - options: The numbers of points and rounds, and the options of the search.
///   - cancellation: Ends the rounds at any moment, from any thread, with the best law so far.
///   - observer: Receives reports of progress; return `false` to stop with the best law so far.
/// - Returns: The law with its errors; `provenDistance` bounds the distance from the network.
/// - Throws: An error if the values of the network cannot be used; errors of `discover`.
public func distil(
  _ network: Network, output: Int = 0, box: [ClosedRange<Double>]? = nil,
  options: Distillation.Options = Distillation.Options(), cancellation: Cancellation = Cancellation(),
  observer: ProgressReport.Observer? = nil
) throws -> Distillation {
  let oracle = Oracle(network, output: output, box: box)
  var distillation = try distil(oracle, options: options, cancellation: cancellation, observer: observer)
  guard let formula = distillation.discovery.formula else { return distillation }
  var certification = options.search.certification
  let varying = oracle.box.count { $0.lowerBound < $0.upperBound }
  if varying > Distillation.largestProvenDimension { certification.operations = 0 }
  distillation.agreement = try network.agreement(
    of: formula, on: distillation.points.inputs, box: oracle.box, options: certification)
  // The law may come with its distance from a network that the search trained, which is not relevant here.
  distillation.discovery.formula?.agreement = distillation.agreement
  return distillation
}
