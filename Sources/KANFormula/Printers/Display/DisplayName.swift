/// The name of a column as typeset notations show it: a symbol with indices.
struct DisplayName {
  /// The words: the symbol first, then its indices.
  let words: [String]

  /// `x` with the index 1 for x1 and x_1, lep with the index pt for lep_pt.
  init(_ name: String) {
    var parts = name.split(separator: "_", omittingEmptySubsequences: true).map(String.init)
    if let head = parts.first {
      // x1 reads as x with the index 1.
      let stem = head.prefix { !$0.isNumber }
      if !stem.isEmpty, stem.count < head.count, head.dropFirst(stem.count).allSatisfy(\.isNumber) {
        parts.replaceSubrange(0..<1, with: [String(stem), String(head.dropFirst(stem.count))])
      }
    }
    words = parts.isEmpty ? [name] : parts
  }

  /// The symbol.
  var symbol: String { words[0] }
  /// The indices.
  var indices: [String] { Array(words.dropFirst()) }

  /// Points that the name takes at a type size of 10 points.
  var width: Double {
    func word(_ text: String) -> Double { GreekLetters.letters[text] != nil ? 8 : Double(text.count) * 7 }
    return word(symbol) + indices.reduce(0) { $0 + 0.75 * word($1) + 4 }
  }
}
