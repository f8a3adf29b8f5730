/// `piecewise(u, (c0, c1), b0, (c0, c1, c2), b1, (c0))`: the pieces from left to right with the breaks between them.
extension TextPrinter {
  /// The numbers of a piecewise polynomial keep all their digits: rounded pieces would not join.
  func piecewise(_ polynomial: PiecewisePolynomial, of argument: Expression) -> String {
    let pieces = (0..<polynomial.pieceCount).map { p in
      "(" + polynomial.coefficients(of: p).map(\.description).joined(separator: ", ") + ")"
    }
    let rest = zip(polynomial.breaks, pieces.dropFirst()).map { "\($0), \($1)" }
    return "piecewise(" + ([print(argument), pieces[0]] + rest).joined(separator: ", ") + ")"
  }
}
