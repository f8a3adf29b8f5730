extension PiecewisePolynomial {
  /// A line of a case distinction; a polynomial too long for one line continues in lines without a condition.
  struct DisplayRow {
    var value: DisplayBox
    var condition: DisplayBox?
  }

  /// The pieces as lines of a case distinction in x, the polynomials at most `width` points wide where they can be
  /// broken.
  func displayRows<Notation>(
    _ writer: DisplayWriter<Notation>, width: Double = .infinity
  ) -> [DisplayRow] {
    (0..<pieceCount).flatMap { p in
      var rows: [DisplayRow] = []
      for (index, term) in displayTerms(of: p).enumerated() {
        let next = index == 0 ? writer.exact.box(term) : writer.exact.signedTerm(term)
        if let last = rows.last, last.value.width + next.width <= width {
          rows[rows.count - 1].value = writer.joined(last.value, next)
        } else {
          rows.append(DisplayRow(value: next, condition: rows.isEmpty ? condition(of: p, writer) : nil))
        }
      }
      return rows
    }
  }

  private func condition<Notation>(of p: Int, _ writer: DisplayWriter<Notation>) -> DisplayBox {
    let isLast = p == breaks.count
    let start = writer.joined(writer.box(.variable("x")), writer.sign(isLast ? "≥" : "<"))
    return writer.joined(start, writer.exactDecimal(breaks[isLast ? p - 1 : p]))
  }

  private func displayTerms(of p: Int) -> [Expression] {
    let origin = origin(of: p)
    let x = Expression.variable("x")
    let distance = origin == 0 ? x : x - .real(origin)
    let terms = coefficients(of: p).enumerated().compactMap { power, c -> Expression? in
      if c == 0 { return nil }
      if power == 0 { return .real(c) }
      return .product([.real(c), power == 1 ? distance : distance.pow(.rational(Rational(power)))])
    }
    return terms.isEmpty ? [0] : terms
  }
}
