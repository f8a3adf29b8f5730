/// The name of a column as typeset notations show it: a symbol with indices.
struct DisplayName {
  /// The words: the symbol first, then its indices.
  let words: [String]

  /// The unit after a name in a table heading: K of `T (K)`, `T [K]` and `T / K`.
  let unit: String?

  /// `x` with the index 1 for x1 and x_1, lep with the index pt for lep_pt; a unit after the name is left out, since it would read
  /// as the argument of a function.
  ///
  /// - Parameter keepsUnit: Whether the unit becomes an index, for names that differ only by it.
  init(_ name: String, keepsUnit: Bool = false) {
    let (bare, unit) = Self.parts(of: name)
    self.unit = unit
    var parts = bare.split(separator: "_", omittingEmptySubsequences: true).map(String.init)
    if let head = parts.first {
      // x1 reads as x with the index 1.
      let stem = head.prefix { !$0.isNumber }
      if !stem.isEmpty, stem.count < head.count, head.dropFirst(stem.count).allSatisfy(\.isNumber) {
        parts.replaceSubrange(0..<1, with: [String(stem), String(head.dropFirst(stem.count))])
      }
    }
    if parts.isEmpty { parts = [bare] }
    if keepsUnit, let unit { parts.append(unit) }
    words = parts
  }

  /// A name and the unit after it: `f(x)` is a name and not f in units of x, so only known units count.
  private static func parts(of name: String) -> (bare: String, unit: String?) {
    let whole: (String, String?) = (name, nil)
    let pieces: (Substring, Substring)
    if name.hasSuffix(")"), let start = name.firstRange(of: " (") {
      pieces = (name[..<start.lowerBound], name[start.upperBound...].dropLast())
    } else if name.hasSuffix("]"), let start = name.firstIndex(of: "[") {
      pieces = (name[..<start], name[name.index(after: start)...].dropLast())
    } else if let slash = name.firstRange(of: " / ") {
      pieces = (name[..<slash.lowerBound], name[slash.upperBound...])
    } else {
      return whole
    }
    let bare = String(String(pieces.0).reversed().drop { $0 == " " }.reversed())
    guard !bare.isEmpty, (try? PhysicalUnit(parsing: String(pieces.1))) != nil else { return whole }
    return (bare, String(pieces.1))
  }

  /// The symbol.
  var symbol: String { words[0] }
  /// The indices.
  var indices: [String] { Array(words.dropFirst()) }

  /// The width of the name in points at a type size of 10 points.
  var width: Double {
    // Italic letters are wider than the upright ones of words.
    func word(_ text: String) -> Double {
      GreekLetters.letters[text] != nil
        ? 8 : text.reduce(0) { $0 + Self.width(of: $1, isItalic: text.count == 1) }
    }
    return word(symbol) + indices.reduce(0) { $0 + 0.75 * word($1) + 4 }
  }

  /// The width of a letter in points at a type size of 10 points.
  private static func width(of letter: Character, isItalic: Bool) -> Double {
    if "mwMW".contains(letter) { return 9 }
    return letter.isUppercase ? 7.3 : isItalic ? 6 : 5.3
  }
}
