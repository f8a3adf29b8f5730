/// Reads a document of named `YAMLValue`s from bytes that may be hostile.
struct YAMLParser {
  private struct Line {
    let number: Int
    var indent: Int
    var text: Substring
  }

  private var lines: [Line] = []
  private var next = 0
  /// Lists named by `&name`, for `*name`. They are shared, never copied.
  private var anchors: [String: YAMLValue] = [:]
  private static let depthLimit = 8

  /// The values by name.
  static func document(_ bytes: [UInt8]) throws(InterchangeError) -> [String: YAMLValue] {
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw .notYAML(line: 1, reason: "it is not UTF-8")
    }
    var parser = YAMLParser()
    // Python may end lines with CR LF, which Swift sees as one character.
    for (n, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
      let content = line.drop { $0 == " " }
      guard !content.isEmpty, content.first != "#", !(n == 0 && line == "---") else { continue }
      parser.lines.append(Line(number: n + 1, indent: line.count - content.count, text: content))
    }
    return try parser.mapping()
  }

  private func bad(_ reason: String) -> InterchangeError {
    .notYAML(line: next < lines.count ? lines[next].number : (lines.last?.number ?? 0) + 1, reason: reason)
  }

  private mutating func mapping() throws(InterchangeError) -> [String: YAMLValue] {
    var values: [String: YAMLValue] = [:]
    while next < lines.count {
      let line = lines[next]
      guard line.indent == 0, let (key, rest) = Self.entry(line.text) else {
        throw bad("a name with a colon is missing")
      }
      guard values[key] == nil else { throw bad("the name \(key.prefix(60)) occurs twice") }
      values[key] = try value(rest, parentIndent: -1, depth: 0)
    }
    return values
  }

  /// `name: rest`.
  private static func entry(_ text: Substring) -> (key: String, rest: Substring)? {
    guard let colon = text.firstIndex(of: ":") else { return nil }
    let rest = text[text.index(after: colon)...]
    guard rest.isEmpty || rest.first == " " else { return nil }
    let key = text[..<colon]
    guard let first = key.first, first.isLetter || first == "_" else { return nil }
    return (String(key), rest.drop { $0 == " " })
  }

  /// The value that begins with `rest` of the present line and continues in deeper lines.
  private mutating func value(
    _ rest: Substring, parentIndent: Int, depth: Int
  ) throws(InterchangeError) -> YAMLValue {
    guard depth < Self.depthLimit else { throw bad("it is nested too deeply") }
    var rest = rest
    var anchor: String?
    if rest.first == "&" {
      anchor = String(rest.dropFirst().prefix { $0 != " " })
      rest = rest.drop { $0 != " " }.drop { $0 == " " }
    }
    let value: YAMLValue
    if rest.isEmpty {
      next += 1
      // Python puts the lists of a mapping at the indent of their names.
      if next < lines.count, lines[next].indent > parentIndent, Self.isItem(lines[next].text) {
        value = try list(indent: lines[next].indent, depth: depth + 1)
      } else {
        value = .null
      }
    } else if Self.isItem(rest) {
      let indent = lines[next].indent + (lines[next].text.count - rest.count)
      lines[next].indent = indent
      lines[next].text = rest
      value = try list(indent: indent, depth: depth + 1)
    } else if rest.first == "!", depth == 0 {
      // A Python object, never built: pykan leaves one for a base function that was given as a module.
      value = .text(String(rest.prefix { $0 != " " }))
      next += 1
      while next < lines.count, lines[next].indent > 0 { next += 1 }
    } else if rest.first == "*" {
      guard let known = anchors[String(rest.dropFirst())] else { throw bad("an alias has no anchor") }
      value = known
      next += 1
    } else {
      var text = String(rest)
      // Long texts are folded at spaces.
      var last = next + 1
      while last < lines.count, lines[last].indent > max(parentIndent, 0), !Self.isItem(lines[last].text) {
        text += " " + lines[last].text
        last += 1
      }
      value = try scalar(text[...], depth: depth)
      next = last
    }
    if let anchor { anchors[anchor] = value }
    return value
  }

  private static func isItem(_ text: Substring) -> Bool { text == "-" || text.hasPrefix("- ") }

  private mutating func list(indent: Int, depth: Int) throws(InterchangeError) -> YAMLValue {
    var elements: [YAMLValue] = []
    while next < lines.count, lines[next].indent == indent, Self.isItem(lines[next].text) {
      elements.append(
        try value(lines[next].text.dropFirst().drop { $0 == " " }, parentIndent: indent, depth: depth))
    }
    return .list(elements)
  }

  private func scalar(_ text: Substring, depth: Int) throws(InterchangeError) -> YAMLValue {
    var text = text
    while text.last == " " { text.removeLast() }
    guard let first = text.first else { return .null }
    switch first {
    case "!": throw bad("it contains a Python object (\(text.prefix(60))), which is never built")
    case "{" where text != "{}", "|", ">", "@", "`", "%": throw bad("it uses a form that pykan never writes")
    case "[":
      var rest = text
      let value = try flowList(&rest, depth: depth)
      guard rest.isEmpty else { throw bad("text follows the end of a list") }
      return value
    case "'":
      guard text.count >= 2, text.last == "'" else { throw bad("a string is not closed") }
      return .text(
        text.dropFirst().dropLast().split(separator: "''", omittingEmptySubsequences: false).joined(
          separator: "'"))
    case "\"":
      let inner = text.dropFirst().dropLast()
      guard text.count >= 2, text.last == "\"", !inner.contains("\""), !inner.contains("\\") else {
        throw bad("a text is not closed or has escapes")
      }
      return .text(String(inner))
    default:
      guard !text.contains(": "), text.last != ":" else {
        throw bad("names within values are never written by pykan")
      }
      return Self.plain(text)
    }
  }

  private func flowList(_ text: inout Substring, depth: Int) throws(InterchangeError) -> YAMLValue {
    guard depth < Self.depthLimit else { throw bad("it is nested too deeply") }
    text.removeFirst()
    var elements: [YAMLValue] = []
    while true {
      text = text.drop { $0 == " " }
      guard let first = text.first else { throw bad("a list is not closed") }
      if first == "]" {
        text = text.dropFirst().drop { $0 == " " }
        return .list(elements)
      }
      if first == "[" {
        elements.append(try flowList(&text, depth: depth + 1))
      } else {
        let element = text.prefix { $0 != "," && $0 != "]" && $0 != "[" }
        text = text[element.endIndex...]
        elements.append(try scalar(element, depth: depth))
      }
      text = text.drop { $0 == " " }
      if text.first == "," {
        text.removeFirst()
      } else if text.first != "]" {
        throw bad("a comma is missing")
      }
    }
  }

  private static func plain(_ text: Substring) -> YAMLValue {
    switch text {
    case "null", "~", "Null", "NULL": return .null
    case "true", "True", "yes": return .bool(true)
    case "false", "False", "no": return .bool(false)
    default: break
    }
    if let integer = Int(text) { return .integer(integer) }
    let isNumber = text.allSatisfy { $0.isNumber || "+-.eE".contains($0) }
    if isNumber, let real = Double(text) { return .real(real) }
    return .text(String(text))
  }
}
