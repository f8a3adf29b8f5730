import KANFormula
import KANInterchange
import KANSymbolic
import KANTraining

extension ModelFile {
  private static let lossKey = "loss"

  /// The loss with which the network was trained, according to its provenance; by default the mean squared error.
  package var lossName: LossName {
    get { provenance[Self.lossKey].flatMap(LossName.init) ?? .mse }
    set { provenance[Self.lossKey] = newValue.rawValue }
  }

  /// The meaning of an output of the network, and so of a formula for it.
  package func meaning(ofOutput name: String) -> Formula.Meaning {
    // A formula may record more than the loss: the class from which this one is distinguished.
    if let known = formulas.first(where: { $0.outputName == name })?.meaning, known != .quantity {
      return known
    }
    return switch lossName {
    case .mse, .mae, .huber: .quantity
    case .bce: .logOdds(event: "\(name) = 1")
    case .ce: .score(event: name)
    }
  }

  /// The formulas of the file, or those of a network of closed forms as they stand, without errors; none if it has learned curves.
  ///
  /// - Throws: `SymbolicError` if a closed form cannot be written.
  package func closedForms() throws -> [Formula] {
    guard formulas.isEmpty else { return formulas }
    guard network.isSymbolic else { return [] }
    return try network.formulas().map {
      var formula = $0
      formula.meaning = meaning(ofOutput: $0.outputName)
      return formula
    }
  }
}
