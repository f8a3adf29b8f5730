import Foundation
import KANTestSupport
import Testing

@testable import KANReport

/// The page needs nothing else and can be read by everybody.
@Suite struct ReportPageTests {
  static let samples = ["transverse mass", "wide", "classifier"]

  static func report(_ name: String) throws -> ModelReport {
    switch name {
    case "wide": try SampleReports.wide()
    case "classifier": try SampleReports.classifier()
    default: try SampleReports.transverseMass()
    }
  }

  @Test(arguments: samples)
  func namesEveryPartForReaders(_ name: String) throws {
    let text = ModelReport.Page(try Self.report(name)).text
    #expect(text.hasPrefix("<!DOCTYPE html>\n<html lang=\"en\">"))
    for picture in text.components(separatedBy: "<svg ").dropFirst() {
      #expect(picture.prefix(900).contains("role=\"img\" aria-label=\""))
    }
    // Whatever scrolls can be reached by keyboard and says what it is.
    for part in text.components(separatedBy: "<div class=\"scroll\"").dropFirst() {
      #expect(part.hasPrefix(" tabindex=\"0\" role=\"region\" aria-label=\""))
    }
    for heading in text.components(separatedBy: "<section id=\"").dropFirst() {
      let id = heading.prefix { $0 != "\"" }
      #expect(text.contains("<a href=\"#\(id)\">") && text.contains("<h2 id=\"\(id)-title\">"))
    }
    #expect(!text.contains("tabindex=\"1"))
    let addresses = text.components(separatedBy: "http").dropFirst().map { String($0.prefix(24)) }
    #expect(
      addresses.allSatisfy { $0.hasPrefix("://www.w3.org/2000/svg") || $0.hasPrefix("-equiv") },
      "\(addresses)")
  }

  @Test func saysWhatAReaderWantsToKnow() throws {
    let text = ModelReport.Page(try SampleReports.transverseMass()).text
    for part in [
      "<math display=\"block\">", "<msqrt>", "2.0000012 ± 0.0000034", "Tested inside this box", "GeV",
      "kan symbolify m.kan",
      "<td><code>1</code></td>", "data-name=\"edge 0,0,0\"", "lower left is better",
      "odds", "<td class=\"number\">0</td>", "1 : 3",
    ] { #expect(text.contains(part), "'\(part)' is missing") }
  }

  @Test func saysHowFarAndWhereAFormulaHolds() throws {
    let text = ModelReport.Page(try SampleReports.wide()).text
    for part in [
      "Correlations of the constants", "<td class=\"number\">−0.25</td>", "everywhere on the box",
      // Never below itself: 0.0481·1.005.
      "≤ 0.0483", "edge 0,1,2", "no bound",
      "<code>x1 - x2 &gt; 0</code> for log: is not satisfied everywhere",
    ] { #expect(text.contains(part), "'\(part)' is missing") }
  }
}

/// The page in a browser.
@Suite struct ReportBrowserTests {
  static let browser = ["chromium", "chromium-browser", "google-chrome"].lazy.compactMap {
    ProgramOutput.path(of: $0)
  }.first

  /// Says whether anything is wider than the window, whether formulas of tables are squeezed, and how mathematics is shown.
  private static let probe = """
    <script>addEventListener('load',function(){var r=document.documentElement;
    var wide=[].slice.call(document.querySelectorAll('body *')).filter(function(e){
      if(e.closest('.scroll')&&!e.classList.contains('scroll'))return false;if(e.closest('.skip'))return false;
      return e.getBoundingClientRect().right>r.clientWidth+1}).map(function(e){return e.tagName});
    var math=[].slice.call(document.querySelectorAll('math'));
    var shown=math.filter(function(m){var b=m.getBoundingClientRect();
      return b.width>10&&b.height>10&&getComputedStyle(m).display.indexOf('math')>=0}).length;
    var fractions=[].slice.call(document.querySelectorAll('section:first-of-type mfrac')).filter(function(m){
      return m.children[1].getBoundingClientRect().top>=m.children[0].getBoundingClientRect().bottom-1}).length;
    var narrow=[].slice.call(document.querySelectorAll('td code')).filter(function(c){
      var b=c.getBoundingClientRect();return b.width>0&&c.textContent.length>30&&b.width<120}).length;
    parent.postMessage({narrow:narrow,scroll:r.scrollWidth,client:r.clientWidth,wide:wide.slice(0,5).join(),math:math.length,shown:shown,
    fractions:fractions,svg:document.querySelectorAll('svg').length},'*')});</script>
    """

  @Test(.enabled(if: browser != nil, "needs Chromium"), arguments: ReportPageTests.samples)
  func showsItAtEveryWidth(_ name: String) throws {
    let browser = try #require(Self.browser)
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    let page = ModelReport.Page(try ReportPageTests.report(name)).text
    let probed = page.replacing("</body>", with: Self.probe + "</body>")
    let escaped = probed.replacing("&", with: "&amp;").replacing("\"", with: "&quot;")
    let frames = [400, 1000, 1600].map {
      "<iframe width=\"\($0)\" height=\"900\" style=\"border:0\" srcdoc=\"\(escaped)\"></iframe>"
    }.joined()
    try folder.write(
      """
      <!DOCTYPE html><html><body><pre id="result"></pre><script>addEventListener('message',function(m){
      document.getElementById('result').textContent+=JSON.stringify(m.data)+'\\n'});</script>\(frames)</body></html>
      """, to: "frames.html")
    let run = try folder.run(
      browser,
      [
        "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--enable-logging=stderr",
        "--v=0",
        "--user-data-dir=\(folder.path("profile"))", "--virtual-time-budget=5000", "--window-size=1700,1000",
        "--dump-dom",
        "file://\(folder.path("frames.html"))",
      ])
    #expect(!run.text.contains("CONSOLE"), "the console has messages")
    let start = try #require(run.text.range(of: "<pre id=\"result\">"))
    let lines = run.text[start.upperBound...].prefix { $0 != "<" }.split(separator: "\n")
    #expect(lines.count == 3)
    for line in lines {
      let result = try JSONDecoder().decode(Result.self, from: Data(line.utf8))
      #expect(result.scroll <= result.client, "wider than \(result.client): \(result.wide)")
      #expect(result.narrow == 0, "formulas of tables are squeezed")
      #expect(result.wide.isEmpty, "wider than \(result.client): \(result.wide)")
      #expect(result.shown == result.math || name == "transverse mass" && result.shown > 0)
      if name != "classifier" { #expect(result.math > 0 && result.shown > 0) }
      #expect(result.svg >= 2)
    }
  }

  private struct Result: Decodable {
    let scroll, client: Double
    let wide: String
    let narrow, math, shown, fractions, svg: Int
  }
}
