/// A Jupyter notebook, nbformat 4.5.
struct NotebookDocument: Encodable {
  /// One cell.
  struct Cell: Encodable {
    enum Kind { case markdown, code }

    let kind: Kind
    let id: String
    let source: String

    private enum CodingKeys: String, CodingKey {
      case cellType = "cell_type"
      case executionCount = "execution_count"
      case id, metadata, outputs, source
    }

    /// Code cells have outputs and a count, which are empty before a run.
    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(kind == .code ? "code" : "markdown", forKey: .cellType)
      try container.encode(id, forKey: .id)
      try container.encode([String: String](), forKey: .metadata)
      try container.encode(lines, forKey: .source)
      guard kind == .code else { return }
      try container.encode([String](), forKey: .outputs)
      try container.encodeNil(forKey: .executionCount)
    }

    /// The source as lines, each but the last with its line feed.
    private var lines: [String] {
      let parts = source.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
      return parts.enumerated().map { $0 < parts.count - 1 ? $1 + "\n" : $1 }
    }
  }

  private struct Metadata: Encodable {
    let kernelspec = ["display_name": "Python 3", "language": "python", "name": "python3"]
    let languageInfo = ["name": "python"]

    private enum CodingKeys: String, CodingKey {
      case kernelspec
      case languageInfo = "language_info"
    }
  }

  private(set) var cells: [Cell] = []
  private let metadata = Metadata()
  private let nbformat = 4
  private let nbformatMinor = 5

  private enum CodingKeys: String, CodingKey {
    case cells, metadata, nbformat
    case nbformatMinor = "nbformat_minor"
  }

  mutating func add(_ kind: Cell.Kind, _ source: String) {
    cells.append(Cell(kind: kind, id: "cell-\(cells.count)", source: source))
  }
}
