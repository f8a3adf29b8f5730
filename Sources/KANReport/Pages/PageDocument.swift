import KANFormula
import KANPlots

/// A page of sections as one self-contained HTML file: no network access, no fonts, and a script without which nothing is lost.
struct PageDocument {
  /// One section of the page.
  struct Section {
    let name: String
    let title: String
    let body: String

    var markup: String {
      "<section id=\"\(name)\" aria-labelledby=\"\(name)-title\">\n<h2 id=\"\(name)-title\">\(title)</h2>\n\(body)\n</section>"
    }
  }

  let title: String
  /// Markup below the title.
  let lead: String
  let sections: [Section]

  var text: String {
    """
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
}
