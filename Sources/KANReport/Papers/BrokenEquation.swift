import KANFormula

/// An equation in lines that fit a column: broken between the terms of a sum, and with names for parts that are still
/// too wide.
struct BrokenEquation {
  /// The lines of a `split` environment, without the line ends.
  let lines: [String]

  /// Breaks `left = right`.
  ///
  /// - Parameters:
  ///   - left: The left-hand side in LaTeX.
  ///   - right: The right-hand side.
  ///   - width: The width of a line in units of the font size.
  init(_ left: String, _ right: Expression, width: Double) {
    var right = right
    var parts: [(name: String, value: Expression)] = []
    let letter = Self.freeLetter(in: right)
    // Names are given to the widest parts that fit a line of their own, until every line does.
    let room = width - EquationWidth.ofName(left) - 1.5
    while let part = Self.partToName(in: right, room: room, width: width - 4) {
      let name = "\(letter)_\(parts.count + 1)"
      parts.append((name, part))
      right = right.replacing(part, with: .variable(name))
    }
    var lines = Self.lines(left, right, room: room)
    for part in parts {
      lines += Self.lines(LaTeXName.latex(part.name), part.value, room: width - 4)
    }
    self.lines = lines
  }

  /// Whether one line is enough.
  var isOneLine: Bool { lines.count == 1 }

  /// The equation as an environment with one number.
  var environment: String {
    if isOneLine {
      return "\\begin{equation}\n  \(lines[0].replacing("&", with: ""))\n\\end{equation}"
    }
    let body = lines.map { "    \($0)" }.joined(separator: " \\\\\n")
    return "\\begin{equation}\n  \\begin{split}\n\(body)\n  \\end{split}\n\\end{equation}"
  }

  /// Lines of terms as many as fit.
  private static func lines(_ left: String, _ right: Expression, room: Double) -> [String] {
    let printer = LaTeXPrinter()
    guard case .sum(let terms) = right, EquationWidth.of(right) > room else {
      return ["\(left) &= \(printer.print(right))"]
    }
    var groups: [[Expression]] = [[]]
    var used = 0.0
    for term in terms {
      let width = EquationWidth.of(term) + 1.3
      if used + width > room, !groups[groups.count - 1].isEmpty {
        groups.append([])
        used = 0
      }
      groups[groups.count - 1].append(term)
      used += width
    }
    return groups.enumerated().map { n, group in
      let text = printer.print(group.count == 1 ? group[0] : .sum(group))
      if n == 0 { return "\(left) &= \(text)" }
      return text.hasPrefix("-") ? "&\\quad - \(text.dropFirst())" : "&\\quad + \(text)"
    }
  }

  /// A part that must get a name: the widest one that fits inside a term that does not; `nil` if all terms fit.
  private static func partToName(in right: Expression, room: Double, width: Double) -> Expression? {
    let terms: [Expression]
    if case .sum(let all) = right { terms = all } else { terms = [right] }
    guard let wide = terms.first(where: { EquationWidth.of($0) + 1.3 > room }) else { return nil }
    var best: Expression?
    wide.forEachProperPart { part in
      let partWidth = EquationWidth.of(part)
      if partWidth > 2.5, partWidth <= width, partWidth > best.map(EquationWidth.of) ?? 0 { best = part }
    }
    return best
  }

  /// A letter that no variable begins with.
  private static func freeLetter(in expression: Expression) -> String {
    let names = expression.variables
    return ["u", "v", "w", "q", "h"].first { letter in !names.contains { $0.hasPrefix(letter) } } ?? "part"
  }
}

extension Expression {
  /// Calls `body` with every compound part below the root.
  fileprivate func forEachProperPart(_ body: (Expression) -> Void) {
    let children: [Expression] =
      switch self {
      case .sum(let terms): terms
      case .product(let factors): factors
      case .power(let base, let exponent): [base, exponent]
      case .function(_, let argument): [argument]
      default: []
      }
    for child in children {
      switch child {
      case .sum, .product, .power, .function: body(child)
      default: break
      }
      child.forEachProperPart(body)
    }
  }

  /// The tree with every occurrence of a part replaced.
  fileprivate func replacing(_ part: Expression, with new: Expression) -> Expression {
    if self == part { return new }
    switch self {
    case .sum(let terms): return .sum(terms.map { $0.replacing(part, with: new) })
    case .product(let factors): return .product(factors.map { $0.replacing(part, with: new) })
    case .power(let base, let exponent):
      return .power(base.replacing(part, with: new), exponent.replacing(part, with: new))
    case .function(let f, let argument): return .function(f, argument.replacing(part, with: new))
    default: return self
    }
  }
}
