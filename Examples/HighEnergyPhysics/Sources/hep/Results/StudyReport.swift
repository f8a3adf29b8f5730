import Foundation
import KANPlots
import SwiftKAN

/// The folder that a study leaves behind: `results.json`, `report.html`, `figures/` (SVG and TikZ), `tables/` (LaTeX).
final class StudyReport {
  let folder: URL
  private let title: String
  private var body: [String] = []

  init(_ title: String, folder path: String) throws {
    self.title = title
    folder = URL(fileURLWithPath: path)
    for name in ["figures", "tables"] {
      try FileManager.default.createDirectory(
        at: folder.appendingPathComponent(name), withIntermediateDirectories: true)
    }
  }

  /// A line on the terminal as well as in the report.
  func say(_ text: String) {
    print(text)
    paragraph(text)
  }

  func heading(_ text: String) {
    print("\n== \(text)")
    body.append("<h2>\(Self.escaped(text))</h2>")
  }

  func paragraph(_ text: String) { body.append("<p>\(Self.html(text))</p>") }

  /// A formula; one that would fill the screen waits until it is asked for.
  func formula(_ text: String) {
    let lines = "<pre>\(Self.escaped(text))</pre>"
    body.append(
      text.count < 1500
        ? lines : "<details><summary>The formula, \(text.count) characters</summary>\(lines)</details>")
  }

  /// A table on the terminal, in the report, and as `tables/NAME.tex` for `\input`.
  func table(_ name: String, _ caption: String, header: [String], rows: [[String]]) throws {
    let widths = header.indices.map { c in ([header] + rows).map { $0[c].count }.max() ?? 0 }
    for row in [header] + rows {
      print(
        zip(row, widths).map { $0.padding(toLength: $1, withPad: " ", startingAt: 0) }.joined(separator: "  ")
      )
    }
    func cells(_ row: [String], _ tag: String) -> String {
      "<tr>" + row.map { "<\(tag)>\(Self.html($0))</\(tag)>" }.joined() + "</tr>"
    }
    body.append(
      "<div class=\"table\"><table><caption>\(Self.html(caption))</caption>\(cells(header, "th"))"
        + rows.map { cells($0, "td") }.joined() + "</table></div>")
    let latex =
      ["% \(caption)", "\\begin{tabular}{l\(String(repeating: "r", count: header.count - 1))}", "\\hline"]
      + [header.map(Self.latex).joined(separator: " & ") + " \\\\", "\\hline"]
      + rows.map { $0.map(Self.latex).joined(separator: " & ") + " \\\\" } + ["\\hline", "\\end{tabular}"]
    try write(latex.joined(separator: "\n") + "\n", to: "tables/\(name).tex")
  }

  /// A figure as `figures/NAME.svg` and `.tex`, shown in the report.
  func figure(_ name: String, _ caption: String, _ plot: Plot) throws {
    try plot.write(to: folder.appendingPathComponent("figures/\(name).svg").path, theme: .light)
    try plot.write(to: folder.appendingPathComponent("figures/\(name).tex").path)
    body.append(
      "<figure><img src=\"figures/\(name).svg\" alt=\"\(Self.escaped(caption))\">"
        + "<figcaption>\(Self.html(caption))</figcaption></figure>")
  }

  /// Writes the numbers and the page; may be called after every step, so that a study that is stopped leaves what it has.
  func save(_ results: some Encodable) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes, .prettyPrinted]
    encoder.nonConformingFloatEncodingStrategy = .convertToString(
      positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    try write(String(decoding: encoder.encode(results), as: UTF8.self) + "\n", to: "results.json")
    let page = """
      <!DOCTYPE html>
      <html lang="en"><head><meta charset="utf-8"><title>\(Self.escaped(title))</title>
      <style>
      body { font: 16px/1.5 system-ui, sans-serif; max-width: 75em; margin: 2em auto; padding: 0 1em; color: #222; }
      .table { overflow-x: auto; font-size: 85%; margin: 1em 0; } table { border-collapse: collapse; }
      caption { text-align: left; font-weight: 600; }
      th, td { padding: .2em .5em; border-bottom: 1px solid #ccc; text-align: right; white-space: nowrap; }
      th:first-child, td:first-child { text-align: left; }
      figure { display: inline-block; margin: 1em; vertical-align: top; max-width: 28em; } img { max-width: 100%; }
      figcaption { font-size: 90%; } pre { white-space: pre-wrap; background: #f4f4f4; padding: 1em; }
      </style></head><body><h1>\(Self.escaped(title))</h1>
      \(body.joined(separator: "\n"))
      </body></html>
      """
    try write(page + "\n", to: "report.html")
  }

  func write(_ text: String, to name: String) throws {
    try Data(text.utf8).write(to: folder.appendingPathComponent(name), options: .atomic)
  }

  private static func escaped(_ text: String) -> String {
    text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
      .replacing("\"", with: "&quot;")
  }

  private static func html(_ text: String) -> String {
    escaped(text).replacing("M_T^W", with: "M<sub>T</sub><sup>W</sup>").replacing(
      "ε_b", with: "ε<sub>b</sub>")
  }

  private static func latex(_ text: String) -> String {
    text.replacing("\\", with: "\\textbackslash{}").replacing("_", with: "\\_").replacing("%", with: "\\%")
      .replacing("&", with: "\\&").replacing("±", with: "$\\pm$").replacing("×", with: "$\\times$")
      .replacing("−", with: "$-$").replacing("–", with: "--")
      .replacing("M\\_T^W", with: "$M_T^W$").replacing("ε\\_b", with: "$\\varepsilon_b$")
  }
}
