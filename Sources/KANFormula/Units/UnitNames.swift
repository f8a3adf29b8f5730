/// The units that have names, and the prefixes that some of them take.
enum UnitNames {
  /// The unit of a name such as `km`: one that is in the table, or one behind a prefix.
  static func unit(_ name: String) -> (dimension: Dimension, factor: Double)? {
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

  private static let energy = Dimension(1, 2, -2)

  /// The units that take prefixes (SI brochure, 9th edition, tables 2, 4 and 8).
  private static let prefixed: [String: (dimension: Dimension, factor: Double)] = [
    "g": (Dimension(1), 1e-3), "m": (Dimension(0, 1), 1), "s": (Dimension(0, 0, 1), 1),
    "A": (Dimension(current: 1), 1), "K": (Dimension(temperature: 1), 1), "mol": (Dimension(amount: 1), 1),
    "cd": (Dimension(intensity: 1), 1), "rad": (.one, 1), "sr": (.one, 1), "Hz": (Dimension(0, 0, -1), 1),
    "N": (Dimension(1, 1, -2), 1), "Pa": (Dimension(1, -1, -2), 1), "J": (energy, 1),
    "W": (Dimension(1, 2, -3), 1), "C": (Dimension(0, 0, 1, current: 1), 1),
    "V": (Dimension(1, 2, -3, current: -1), 1), "F": (Dimension(-1, -2, 4, current: 2), 1),
    "Ohm": (Dimension(1, 2, -3, current: -2), 1), "ohm": (Dimension(1, 2, -3, current: -2), 1),
    "Ω": (Dimension(1, 2, -3, current: -2), 1), "S": (Dimension(-1, -2, 3, current: 2), 1),
    "Wb": (Dimension(1, 2, -2, current: -1), 1), "T": (Dimension(1, 0, -2, current: -1), 1),
    "H": (Dimension(1, 2, -2, current: -2), 1), "lm": (Dimension(intensity: 1), 1),
    "lx": (Dimension(0, -2, intensity: 1), 1), "Bq": (Dimension(0, 0, -1), 1), "Gy": (Dimension(0, 2, -2), 1),
    "Sv": (Dimension(0, 2, -2), 1), "kat": (Dimension(0, 0, -1, amount: 1), 1),
    "eV": (energy, 1.602176634e-19), "L": (Dimension(0, 3), 1e-3), "l": (Dimension(0, 3), 1e-3),
    "t": (Dimension(1), 1e3), "bar": (Dimension(1, -1, -2), 1e5), "Da": (Dimension(1), 1.66053906892e-27),
    "pc": (Dimension(0, 1), 3.0856775814913673e16), "b": (Dimension(0, 2), 1e-28),
    "cal": (energy, 4.184),
  ]

  /// The units that stand alone.
  private static let plain: [String: (dimension: Dimension, factor: Double)] = [
    "min": (Dimension(0, 0, 1), 60), "h": (Dimension(0, 0, 1), 3600), "d": (Dimension(0, 0, 1), 86400),
    "yr": (Dimension(0, 0, 1), 31_557_600), "deg": (.one, 0.017453292519943295),
    "°": (.one, 0.017453292519943295),
    "%": (.one, 1e-2), "atm": (Dimension(1, -1, -2), 101_325), "au": (Dimension(0, 1), 149_597_870_700),
    "Å": (Dimension(0, 1), 1e-10),
  ]
}
