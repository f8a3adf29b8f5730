import KANFormula
import KANSymbolic
import RealModule

/// The named constants of a search, in the units of its columns.
struct OfferedConstants {
  /// The constants that may be recognised.
  let constants: [NamedConstant]
  /// The dimensions of columns and of constants of nature; empty for a search without units.
  let dimensions: [String: PhysicalDimension]
  /// Notes on constants that could not be offered.
  let notes: [String]

  init(_ options: Discovery.Options, columns: [String]) {
    let free = options.constants.filter { !columns.contains($0.name) }
    let system = ConstantUnits(options.units.sorted { $0.key < $1.key }.map(\.value))
    let converted = free.compactMap(system.converted)
    constants = converted
    notes =
      converted.count == free.count
      ? []
      : [
        "constants of nature were not recognised, because the units of the columns belong to no common system: give lengths, times and masses in one unit each"
      ]
    var dimensions = options.units.mapValues(\.dimension)
    if !dimensions.isEmpty {
      for constant in converted { dimensions[constant.name] = system.physical(constant)?.dimension }
    }
    self.dimensions = dimensions
  }

  /// The recognition of constants in laws of a target.
  func recognizer(target: String) -> ConstantRecognizer {
    ConstantRecognizer(
      offering: constants, dimensions: dimensions.isEmpty ? nil : dimensions, target: dimensions[target])
  }

  /// What was recognised as products of constants of nature, and how well they agree.
  static func notes(
    on recognitions: [ConstantRecognizer.Recognition], units: [String: PhysicalUnit]
  ) -> [String] {
    let system = ConstantUnits(units.sorted { $0.key < $1.key }.map(\.value))
    return recognitions.compactMap { recognition in
      let named = recognition.exact.explainedConstants
      guard !named.isEmpty else { return nil }
      let value = recognition.exact.value(at: [:])
      let difference = abs(recognition.measured - value) / abs(value)
      let values = named.map { constant in
        guard let physical = system.physical(constant) else {
          return "\(constant.name) = \(constant.value.decimalText(digits: 15))"
        }
        let own = physical.constant.value
        let inColumns =
          constant.value == own
          ? "" : ", \(constant.value.decimalText(digits: 12)) in the units of the columns"
        return "\(constant.name) = \(own.decimalText(digits: 15)) \(physical.unit)\(inColumns)"
      }
      return
        "\(recognition.measured.decimalText(digits: 6)) was identified as \(TextPrinter().print(recognition.exact)), relative difference "
        + "\(difference.decimalText(digits: 2)); \(values.joined(separator: "; "))"
    }
  }
}
