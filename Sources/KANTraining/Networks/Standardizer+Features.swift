import KANData
import KANModel

extension Standardizer {
  /// The columns as features of a network.
  var features: [Network.Feature] {
    scalings.map { Network.Feature(name: $0.name, shift: $0.shift, scale: $0.scale) }
  }
}
