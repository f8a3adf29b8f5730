import KANFormula
import KANInterchange
import KANSymbolic
import KANTraining

extension ModelFile {
  private static let lossKey = "loss"

  /// The loss that the network was trained with, as its provenance notes it; the mean squared error where it says nothing.
  package var lossName: LossName {
    get { provenance[Self.lossKey].flatMap(LossName.init) ?? .mse }
    set { provenance[Self.lossKey] = newValue.rawValue }
  }

  /// What an output of the network, and so a formula for it, stands for.
  package func meaning(ofOutput name: String) -> Formula.Meaning {
    // A formula may know more than the loss: the class that another is told from.
    if let known = formulas.first(where: { $0.outputName == name })?.meaning, known != .quantity {
      return known
    }
    return switch lossName {
    case .mse, .mae, .huber: .quantity
    case .bce: .logOdds(event: "\(name) = 1")
    case .ce: .score(event: name)
    }
  }

  /// The formulas of the file, or those of a network of closed forms as they stand, without errors; none of learned curves.
  ///
  /// - Throws: `SymbolicError` where a closed form cannot be written.
  package func closedForms() throws -> [Formula] {
    guard formulas.isEmpty else { return formulas }
    guard network.edgeAddresses.allSatisfy({ network[$0].isSymbolic }) else { return [] }
    return try network.formulas().map {
      var formula = $0
      formula.meaning = meaning(ofOutput: $0.outputName)
      return formula
    }
  }
}
