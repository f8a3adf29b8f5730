import KANInterchange
import KANTraining

extension ModelFile {
  private static let lossKey = "loss"

  /// The loss that the network was trained with, as its provenance notes it; the mean squared error where it says nothing.
  public var lossName: LossName {
    get { provenance[Self.lossKey].flatMap(LossName.init) ?? .mse }
    set { provenance[Self.lossKey] = newValue.rawValue }
  }
}
