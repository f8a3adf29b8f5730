import Foundation

/// The letters of Helvetica at their places in WinAnsiEncoding.
///
/// Source: ISO 32000-1, annex D.
enum LatinFont {
  /// The places of a character; of one that the font lacks, those of what stands for it: a letter without its accents,
  /// or a question mark.
  static func codes(of scalar: Unicode.Scalar) -> [UInt8] {
    if let code = code(of: scalar) { return [code] }
    if let text = substitutes[scalar] { return Array(text.utf8) }
    let letters = String(scalar).decomposedStringWithCanonicalMapping.unicodeScalars
    return [letters.first.flatMap { $0 == scalar ? nil : code(of: $0) } ?? 0x3F]
  }

  private static func code(of scalar: Unicode.Scalar) -> UInt8? {
    // Latin-1, of which WinAnsi is an extension.
    if (0x20...0x7E).contains(scalar.value) || (0xA0...0xFF).contains(scalar.value) {
      return UInt8(scalar.value)
    }
    return extensions[scalar]
  }

  private static let extensions: [Unicode.Scalar: UInt8] = [
    "€": 0x80, "…": 0x85, "‰": 0x89, "Š": 0x8A, "Œ": 0x8C, "Ž": 0x8E, "‘": 0x91, "’": 0x92, "“": 0x93,
    "”": 0x94,
    "•": 0x95, "–": 0x96, "—": 0x97, "™": 0x99, "š": 0x9A, "œ": 0x9C, "ž": 0x9E, "Ÿ": 0x9F,
  ]

  private static let substitutes: [Unicode.Scalar: String] = [
    "\u{2009}": " ", "ℓ": "l", "ħ": "hbar", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ı": "i",
  ]
}
