#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// How points and values are written down between the tool and an oracle: a point a line, its coordinates with all digits,
/// separated by blanks; a value a line.
enum OracleLines {
  /// The points `columns[i][s]`.
  static func text(of columns: [[Double]]) -> String {
    var text = ""
    for s in columns[0].indices {
      text += columns.map { "\($0[s])" }.joined(separator: " ") + "\n"
    }
    return text
  }

  /// The values of an answer; blank lines do not count.
  ///
  /// - Throws: `Failure` for the first line that is no number.
  static func values(in text: String, of speaker: String) throws -> [Double] {
    try text.split(whereSeparator: \.isNewline).compactMap { line in
      let word = line.drop { $0 == " " || $0 == "\t" }
      if word.isEmpty { return nil }
      return try value(word, of: speaker)
    }
  }

  /// The value in a line.
  static func value(_ line: some StringProtocol, of speaker: String) throws -> Double {
    let words = line.split(whereSeparator: \.isWhitespace)
    guard words.count == 1, let value = Double(words[0]) else {
      throw Failure(
        "\(speaker) printed \"\(line.prefix(60))\", which is not a number; it must print one number per point"
      )
    }
    return value
  }
}

/// The program that started the tool and answers itself: points go to standard output, a blank line after the last one of a
/// round, and as many values come from standard input.
struct StandardOracle {
  /// The values at the points `columns[i][s]`.
  func values(at columns: [[Double]]) throws -> [Double] {
    print(OracleLines.text(of: columns))
    fflush(nil)
    return try columns[0].indices.map { s in
      guard let line = readLine() else {
        throw Failure(
          "standard input ended after \(s) of \(columns[0].count) values; print one number per line for each point"
        )
      }
      return try OracleLines.value(line, of: "standard input")
    }
  }
}
