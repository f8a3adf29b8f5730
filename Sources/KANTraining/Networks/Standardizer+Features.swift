import KANData
import KANModel

extension Standardizer {
  /// The columns as a network takes them.
  var features: [Feature] {
    scalings.map { Feature(name: $0.name, shift: $0.shift, scale: $0.scale) }
  }
}
