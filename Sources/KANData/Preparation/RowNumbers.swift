/// Recognises columns that number or name the rows of a table instead of measuring something.
enum RowNumbers {
  /// Column names which indicate that a column only names its rows.
  private static let identifiers: Set<String> = [
    "id", "index", "idx", "row", "rownames", "row_names", "rowid", "row_id", "number", "no", "nr", "#", "obs",
    "case", "sample", "sample_id", "unnamed: 0", "key", "uuid",
  ]

  /// Words in the names of quantities that may be set to 0, 1, 2, … or count something: a column with one of them may count the
  /// rows and still explain the target. Names of one letter, such as t or n, are quantities as well.
  private static let quantities: Set<String> = [
    "time", "year", "month", "week", "day", "hour", "minute", "min", "second", "sec", "date", "age", "step",
    "tick",
    "frame", "epoch", "iteration", "iter", "cycle", "generation", "round", "lag", "order", "rank", "degree",
    "deg",
    "angle", "phi", "theta", "phase", "position", "pos", "distance", "dist", "depth", "height", "length",
    "width",
    "radius", "level", "layer", "stage", "channel", "bin", "frequency", "freq", "wavelength", "energy",
    "dose",
    "concentration", "conc", "temperature", "temp", "pressure", "voltage", "volt", "current", "mass",
    "weight", "charge",
    "speed", "velocity", "force", "load", "power", "size", "count", "multiplicity", "neutrons", "protons",
  ]

  /// The number of rows below which a column of 0, 1, 2, … may as well be a setting of the experiment.
  private static let leastRows = 50

  /// Whether a column numbers or names the rows: its name says so, and no value occurs twice; or it counts many rows one by one from
  /// 0 or 1, in the order of the table, and its name is not that of a quantity.
  ///
  /// - Parameters:
  ///   - name: Its name, without a unit.
  ///   - column: Its cells.
  ///   - isMeasured: Whether it has a unit.
  static func namesRows(_ name: String, _ column: [MixedTable.Cell], isMeasured: Bool) -> Bool {
    if identifiers.contains(name.lowercased()) {
      return Set(column).count == column.count
        && column.allSatisfy { cell in
          if case .number(let value) = cell { value == value.rounded() } else { true }
        }
    }
    return !isMeasured && column.count >= leastRows && counts(column) && !isQuantity(name)
  }

  /// Whether the cells are 0, 1, 2, … or 1, 2, 3, ….
  private static func counts(_ column: [MixedTable.Cell]) -> Bool {
    guard case .number(let first)? = column.first, first == 0 || first == 1 else { return false }
    return column.indices.allSatisfy { s in column[s] == .number(first + Double(s)) }
  }

  /// Whether a name is a letter, perhaps with a number such as x1, or contains the word of a quantity.
  private static func isQuantity(_ name: String) -> Bool {
    let letters = name.filter(\.isLetter)
    return letters.count <= 1 || !words(of: name).isDisjoint(with: quantities)
  }

  /// The words of a name: `beamEnergy`, `beam_energy` and `beam energy` have two. A plural counts as its singular.
  private static func words(of name: String) -> Set<String> {
    var words: [String] = []
    var word = ""
    for character in name {
      if !character.isLetter || character.isUppercase && word.last?.isLowercase == true {
        words.append(word)
        word = ""
      }
      if character.isLetter { word.append(character) }
    }
    let all = (words + [word]).map { $0.lowercased() }
    return Set(all + all.filter { $0.hasSuffix("s") }.map { String($0.dropLast()) })
  }
}
