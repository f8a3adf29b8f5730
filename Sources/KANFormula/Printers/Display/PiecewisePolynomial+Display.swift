extension PiecewisePolynomial {
  /// The pieces as rows of a case distinction in x: a polynomial and the condition that it holds under.
  func displayRows<Notation>(_ writer: DisplayWriter<Notation>) -> [(
    value: DisplayBox, condition: DisplayBox
  )] {
    let x = writer.box(.variable("x"))
    return (0..<pieceCount).map { p in
      let condition =
        p < breaks.count
        ? writer.joined(writer.joined(x, writer.sign("<")), writer.exactDecimal(breaks[p]))
        : writer.joined(writer.joined(x, writer.sign("≥")), writer.exactDecimal(breaks[p - 1]))
      return (displayValue(of: p, writer), condition)
    }
  }

  private func displayValue<Notation>(of p: Int, _ writer: DisplayWriter<Notation>) -> DisplayBox {
    let origin = origin(of: p)
    let x = Expression.variable("x")
    let distance = origin == 0 ? x : x - .real(origin)
    let terms = coefficients(of: p).enumerated().compactMap { power, c -> Expression? in
      if c == 0 && power > 0 { return nil }
      if power == 0 { return c == 0 ? nil : .real(c) }
      return .product([.real(c), power == 1 ? distance : distance.pow(.rational(Rational(power)))])
    }
    return writer.exact.box(terms.isEmpty ? 0 : terms.count == 1 ? terms[0] : .sum(terms))
  }
}
