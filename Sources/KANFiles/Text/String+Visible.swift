extension Unicode.Scalar {
  /// Whether the character controls the display instead of being shown: control characters, which move a terminal's cursor and end
  /// lines, line separators, and those that change the direction of text, by which a comment can look like code. Source: Unicode
  /// Technical Standard 55, "Unicode Source Code Handling", sections 3.1 and 4.1.
  package var isSteering: Bool {
    switch value {
    case 0...0x1F, 0x7F...0x9F, 0x2028, 0x2029, 0xFEFF: true
    case 0x061C, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069: true
    default: false
    }
  }

  /// A visible substitute for the character: `[U+001B]`, which is plain text in every language.
  package var visibleText: String {
    let digits = String(value, radix: 16, uppercase: true)
    return "[U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits + "]"
  }
}

extension String {
  /// The text with every such character written as `[U+001B]`, except those in `kept`.
  package func visible(keeping kept: Set<Unicode.Scalar> = []) -> String {
    guard unicodeScalars.contains(where: { $0.isSteering && !kept.contains($0) }) else { return self }
    return unicodeScalars.reduce(into: "") { text, scalar in
      if scalar.isSteering, !kept.contains(scalar) {
        text += scalar.visibleText
      } else {
        text.unicodeScalars.append(scalar)
      }
    }
  }
}
