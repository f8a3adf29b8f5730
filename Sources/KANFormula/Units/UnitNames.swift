/// The units that have names, and the prefixes that some of them take.
enum UnitNames {
  /// The unit with a name such as `km`: one from the table, or one with a prefix.
  static func unit(_ name: String) -> (dimension: PhysicalDimension, factor: Double)? {
    if let unit = prefixed[name] ?? plain[name] { return unit }
    for (prefix, factor) in prefixes where name.hasPrefix(prefix) && name.count > prefix.count {
      if let unit = prefixed[String(name.dropFirst(prefix.count))] {
        return (unit.dimension, factor * unit.factor)
      }
    }
    return nil
  }

  /// Longer ones first, so that `da` is not read as `d`.
  private static let prefixes: [(String, Double)] = [
    ("da", 1e1), ("Q", 1e30), ("R", 1e27), ("Y", 1e24), ("Z", 1e21), ("E", 1e18), ("P", 1e15), ("T", 1e12),
    ("G", 1e9), ("M", 1e6), ("k", 1e3), ("h", 1e2), ("d", 1e-1), ("c", 1e-2), ("m", 1e-3), ("µ", 1e-6),
    ("μ", 1e-6), ("u", 1e-6), ("n", 1e-9), ("p", 1e-12), ("f", 1e-15), ("a", 1e-18), ("z", 1e-21),
    ("y", 1e-24),
    ("r", 1e-27), ("q", 1e-30),
  ]

  private static let energy = PhysicalDimension(1, 2, -2)

  /// The units that take prefixes (SI brochure, 9th edition, tables 2, 4 and 8).
  private static let prefixed: [String: (dimension: PhysicalDimension, factor: Double)] = [
    "g": (PhysicalDimension(1), 1e-3), "m": (PhysicalDimension(0, 1), 1),
    "s": (PhysicalDimension(0, 0, 1), 1),
    "A": (PhysicalDimension(current: 1), 1), "K": (PhysicalDimension(temperature: 1), 1),
    "mol": (PhysicalDimension(amount: 1), 1),
    "cd": (PhysicalDimension(intensity: 1), 1), "rad": (.one, 1), "sr": (.one, 1),
    "Hz": (PhysicalDimension(0, 0, -1), 1),
    "N": (PhysicalDimension(1, 1, -2), 1), "Pa": (PhysicalDimension(1, -1, -2), 1), "J": (energy, 1),
    "W": (PhysicalDimension(1, 2, -3), 1), "C": (PhysicalDimension(0, 0, 1, current: 1), 1),
    "V": (PhysicalDimension(1, 2, -3, current: -1), 1), "F": (PhysicalDimension(-1, -2, 4, current: 2), 1),
    "Ohm": (PhysicalDimension(1, 2, -3, current: -2), 1),
    "ohm": (PhysicalDimension(1, 2, -3, current: -2), 1),
    "Ω": (PhysicalDimension(1, 2, -3, current: -2), 1), "S": (PhysicalDimension(-1, -2, 3, current: 2), 1),
    "Wb": (PhysicalDimension(1, 2, -2, current: -1), 1), "T": (PhysicalDimension(1, 0, -2, current: -1), 1),
    "H": (PhysicalDimension(1, 2, -2, current: -2), 1), "lm": (PhysicalDimension(intensity: 1), 1),
    "lx": (PhysicalDimension(0, -2, intensity: 1), 1), "Bq": (PhysicalDimension(0, 0, -1), 1),
    "Gy": (PhysicalDimension(0, 2, -2), 1),
    "Sv": (PhysicalDimension(0, 2, -2), 1), "kat": (PhysicalDimension(0, 0, -1, amount: 1), 1),
    "eV": (energy, 1.602176634e-19), "L": (PhysicalDimension(0, 3), 1e-3),
    "l": (PhysicalDimension(0, 3), 1e-3),
    "t": (PhysicalDimension(1), 1e3), "bar": (PhysicalDimension(1, -1, -2), 1e5),
    "Da": (PhysicalDimension(1), 1.66053906892e-27),
    "pc": (PhysicalDimension(0, 1), 3.0856775814913673e16), "b": (PhysicalDimension(0, 2), 1e-28),
    "cal": (energy, 4.184),
  ]

  /// The units without prefixes.
  private static let plain: [String: (dimension: PhysicalDimension, factor: Double)] = [
    "min": (PhysicalDimension(0, 0, 1), 60), "h": (PhysicalDimension(0, 0, 1), 3600),
    "d": (PhysicalDimension(0, 0, 1), 86400),
    "yr": (PhysicalDimension(0, 0, 1), 31_557_600), "deg": (.one, 0.017453292519943295),
    "°": (.one, 0.017453292519943295),
    "%": (.one, 1e-2), "atm": (PhysicalDimension(1, -1, -2), 101_325),
    "au": (PhysicalDimension(0, 1), 149_597_870_700),
    "Å": (PhysicalDimension(0, 1), 1e-10),
  ]
}
