import KANData
import KANFormula
import KANInterchange
import KANModel
import KANPlots
import KANSearch
import KANSymbolic

/// A report as one HTML file that needs nothing else: no network, no script, no fonts.
public struct ReportPage: Sendable {
  let report: ModelReport

  /// The page of a report.
  public init(_ report: ModelReport) { self.report = report }

  /// The file.
  public var text: String {
    let sections = [
      formulaSection, constantSection, fidelitySection, diagramSection, plotSection, alternativeSection,
      historySection, repetitionSection,
    ].compactMap(\.self)
    return """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:">
      <link rel="icon" href="data:,">
      <title>\(title.xmlEscaped)</title>
      <style>
      \(PageStyle.text)
      \(PageGraphics.styleSheet)
      </style>
      </head>
      <body>
      <a class="skip" href="#content">To the formula</a>
      <header>
      <h1>\(title.xmlEscaped)</h1>
      <p class="lead">\(lead)</p>
      <nav aria-label="Sections"><p>\(sections.map { "<a href=\"#\($0.name)\">\($0.title)</a>" }.joined(separator: " · "))</p></nav>
      </header>
      <main id="content">
      \(sections.map(\.markup).joined(separator: "\n"))
      </main>
      <footer>Written by SwiftKAN \(packageVersion). This page works offline.</footer>
      <script>\(PageStyle.script)</script>
      </body>
      </html>

      """
  }

  /// One section of the page.
  struct Section {
    let name: String
    let title: String
    let body: String

    var markup: String {
      "<section id=\"\(name)\" aria-labelledby=\"\(name)-title\">\n<h2 id=\"\(name)-title\">\(title)</h2>\n\(body)\n</section>"
    }
  }

  var network: Network { report.file.network }

  private var title: String {
    let outputs = network.outputs.map(\.name).joined(separator: ", ")
    return report.formulas.isEmpty ? "A network for \(outputs)" : "A formula for \(outputs)"
  }

  private var lead: String {
    let source =
      "\(network.shape) network with \(network.edgeAddresses.count) edges, \(network.parameterCount) parameters; "
      + "table \(report.names.table) of \(report.data.count) rows."
    return [report.story.search.map { Self.text(of: $0.verdict) }, source].compactMap(\.self).joined(
      separator: " "
    ).xmlEscaped
  }

  private static func text(of verdict: DiscoveryAccount.Verdict) -> String {
    switch verdict {
    case .exact: "Exact: the formula reproduces every row up to rounding."
    case .withinNoise: "Within noise: no network fits these data better."
    case .approximate:
      "Approximate: a network fits these data better, or what the formula leaves follows the inputs."
    case .none: "No closed form was found: the network is the result."
    }
  }

  /// Text of a picture as markup: scripts as such.
  static func markup(_ text: RichText) -> String { PageGraphics.markup(text) }

  /// A number of a table.
  static func number(_ value: Double, digits: Int = 4) -> String {
    markup(RichText(number: value, digits: digits))
  }

  func name(_ column: String) -> String { Self.markup(RichText(name: column)) }

  func unit(_ column: String) -> String { report.units[column].map { " " + Self.markup($0) } ?? "" }
}
