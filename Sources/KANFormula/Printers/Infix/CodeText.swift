/// A piece of code and its precedence.
struct CodeText {
  /// The operation that was written last; a leading minus sign has the precedence of a sum.
  enum Rank: Int, Comparable {
    case sum, product, power, atom
    static func < (a: Rank, b: Rank) -> Bool { a.rawValue < b.rawValue }
  }

  var text: String
  var rank: Rank

  init(_ text: String, _ rank: Rank = .atom) {
    self.text = text
    self.rank = rank
  }

  /// A number, which may carry a minus sign.
  init(number text: String) { self.init(text, text.hasPrefix("-") || text.hasPrefix("−") ? .sum : .atom) }

  /// Whether the text is a name or a plain number, so that repeating it costs nothing.
  var isWord: Bool { text.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "." } }

  /// The text, in brackets unless its precedence is at least `rank`.
  func within(_ rank: Rank) -> String { self.rank < rank ? "(\(text))" : text }
}
