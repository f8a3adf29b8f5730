import KANData
import KANFormula
import KANInterchange
import KANModel
import KANPlots
import KANSearch
import KANSymbolic

extension ModelReport {
  /// A report as one self-contained HTML file: no network access, no script, no fonts.
  public struct Page: Sendable {
    let report: ModelReport

    /// The page of a report.
    ///
    /// - Parameter report: The report; sections for which it has no content are left out.
    public init(_ report: ModelReport) { self.report = report }

    /// The text of the file.
    public var text: String {
      let sections = [
        formulaSection, constantSection, fidelitySection, diagramSection, plotSection, alternativeSection,
        historySection, repetitionSection,
      ].compactMap(\.self)
      return PageDocument(title: title, lead: lead, sections: sections).text
    }

    typealias Section = PageDocument.Section

    var network: Network { report.file.network }

    private var title: String {
      let outputs = network.outputs.map(\.name).joined(separator: ", ")
      return report.formulas.isEmpty ? "A network for \(outputs)" : "A formula for \(outputs)"
    }

    private var lead: String {
      let edges = network.edgeAddresses.count
      let parameters = network.parameterCount
      let source =
        "\(network.shape) network with \(edges) edge\(edges == 1 ? "" : "s"), "
        + "\(parameters) parameter\(parameters == 1 ? "" : "s"); "
        + "table \(report.names.table) of \(report.data.count) rows."
      let sentences = report.story.search.map { search in
        report.figures.isClassifier ? [search.sentenceOfLabels] : search.sentences
      }
      let verdict = (sentences ?? []).map {
        $0.prefix(1).uppercased() + $0.dropFirst() + "."
      }
      return (verdict + [source]).joined(
        separator: " "
      ).xmlEscaped
    }

    /// The text of a figure as markup, with superscripts and subscripts.
    static func markup(_ text: Plot.Text) -> String { PageGraphics.markup(text) }

    /// A number of a table.
    static func number(_ value: Double, digits: Int = 4) -> String {
      markup(Plot.Text(number: value, digits: digits))
    }

    func name(_ column: String) -> String { Self.markup(Plot.Text(name: column)) }

    func unit(_ column: String) -> String { report.units[column].map { " " + Self.markup($0) } ?? "" }
  }
}
