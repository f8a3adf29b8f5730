/// One field of a line of text, with quotes resolved and surrounding white space removed.
struct CSVField {
  /// The content of a field.
  enum Kind: Equatable {
    case number(Double)
    case missing
    case notFinite
    case text
  }

  let bytes: [UInt8]
  let kind: Kind

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    let number = bytes.withUnsafeBufferPointer { text in
      DecimalNumber.read(text, from: 0).flatMap { $0.end == text.count ? $0.value : nil }
    }
    if let number {
      kind = number.isFinite ? .number(number) : .notFinite
    } else if bytes.count <= 10 {
      var word = String(decoding: bytes, as: UTF8.self).lowercased()
      if Self.missingWords.contains(word) {
        kind = .missing
      } else {
        if word.hasPrefix("+") || word.hasPrefix("-") { word.removeFirst() }
        kind = Self.notFiniteWords.contains(word) ? .notFinite : .text
      }
    } else {
      kind = .text
    }
  }

  /// The text for an error message.
  var shownText: String { String(decoding: bytes.prefix(200), as: UTF8.self) }

  private static let missingWords: Set<String> = ["", "na", "n/a", "<na>", "null", "none"]
  private static let notFiniteWords: Set<String> = ["nan", "inf", "infinity", "1.#inf", "1.#qnan"]
}
