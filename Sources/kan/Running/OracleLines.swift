#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The exchange format of points and values between the tool and an oracle: one point per line, its coordinates with all digits,
/// separated by blanks; one value per line.
enum OracleLines {
  /// The points `columns[i][s]`.
  static func text(of columns: [[Double]]) -> String {
    var text = ""
    for s in columns[0].indices {
      text += columns.map { "\($0[s])" }.joined(separator: " ") + "\n"
    }
    return text
  }

  /// The values of an answer; blank lines are ignored.
  ///
  /// - Throws: `Failure` for the first line that is not a number.
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

/// The parent process as oracle: points go to standard output, with a blank line after the last one of a round, and as many values
/// come from standard input.
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
