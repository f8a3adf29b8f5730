import KANFormula
import KANModel
import KANSymbolic
import KANTraining

extension Oracle {
  /// One output of a network.
  ///
  /// - Parameters:
  ///   - network: The network.
  ///   - output: The output, by its place.
  ///   - box: A range for each input; `nil` for the network's own grids.
  public init(_ network: Network, output: Int = 0, box: [ClosedRange<Double>]? = nil) {
    precondition(network.outputs.indices.contains(output), "the network has no output \(output)")
    self.init(
      inputNames: network.inputs.map(\.name), outputName: network.outputs[output].name,
      box: box ?? network.trainingBox
    ) { network($0)[output] }
  }
}

/// From a trained network to a law, with a bound on how far the law is from the network.
///
/// As for other oracles; in addition the distance between law and network is measured on points all over the box and, for up to
/// `Distillation.largestProvenDimension` inputs, bounded by a proof that holds everywhere on it.
///
/// - Parameters:
///   - network: The network.
///   - output: The output to explain, by its place.
///   - box: A range for each input; `nil` for the network's own grids.
///   - options: How many points, how many rounds, how to search.
///   - cancellation: Ends the rounds at any moment, from any thread, with the best law so far.
///   - observer: Told what is going on; return `false` to stop with the best law so far.
/// - Returns: The law with its errors; `provenDistance` bounds the distance from the network.
/// - Throws: Values of the network that cannot be used; what `discover` throws.
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
  // The law may come with its distance to a network that the search trained, of which nobody asked.
  distillation.discovery.formula?.agreement = distillation.agreement
  return distillation
}
