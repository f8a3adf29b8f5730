/// A table of a page; columns of numbers are right-aligned.
struct HTMLTable {
  private let caption: String
  private let titles: [String]
  private let numbers: Set<Int>
  private var rows: [[String]] = []

  /// A table with a caption and column titles, both markup.
  init(_ caption: String, _ titles: [String], numbers: Set<Int> = []) {
    self.caption = caption
    self.titles = titles
    self.numbers = numbers
  }

  /// Adds a row of markup.
  mutating func add(_ cells: [String]) { rows.append(cells) }

  /// The table in a box that scrolls by itself; empty for a table without rows.
  var markup: String {
    guard !rows.isEmpty else { return "" }
    func form(_ column: Int) -> String { numbers.contains(column) ? " class=\"number\"" : "" }
    let head = titles.enumerated().map { "<th scope=\"col\"\(form($0))>\($1)</th>" }.joined()
    let body = rows.map { row in
      "<tr>" + row.enumerated().map { "<td\(form($0))>\($1)</td>" }.joined() + "</tr>"
    }.joined(separator: "\n")
    return """
      <div class="scroll" tabindex="0" role="region" aria-label="\(caption.withoutTags)">
      <table><caption>\(caption)</caption>
      <thead><tr>\(head)</tr></thead>
      <tbody>
      \(body)
      </tbody></table></div>
      """
  }
}

extension String {
  /// Markup without its tags, for an attribute.
  fileprivate var withoutTags: String {
    var isInTag = false
    return reduce(into: "") { result, character in
      if character == "<" { isInTag = true }
      if !isInTag { result.append(character) }
      if character == ">" { isInTag = false }
    }
  }
}
