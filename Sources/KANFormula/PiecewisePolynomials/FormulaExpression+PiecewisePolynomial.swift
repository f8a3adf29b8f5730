extension FormulaExpression {
  /// A function of one number that is a polynomial between neighbouring break points and beyond the outermost ones.
  ///
  /// Piece 0 applies below the first break, piece p from break p − 1 on, the last piece from the last break to infinity. Every
  /// piece is given by its coefficients in powers of (x − origin), lowest first; its origin is the break on its left, for piece 0
  /// the first break. At a break the piece on the right applies. Splines are the most important case; jumps are allowed.
  public struct PiecewisePolynomial: Sendable {
    /// The break points, at least one, finite and strictly increasing.
    public let breaks: [Double]
    /// The highest power of any piece.
    public let degree: Int
    /// The coefficients, those of piece p at `p * (degree + 1) ..< (p + 1) * (degree + 1)`, lowest power first.
    package let table: [Double]
    /// Expressions are often compared and stored in sets, and the table is long: it is hashed once.
    private let fingerprint: Int

    /// A function from its break points and pieces.
    ///
    /// - Parameters:
    ///   - breaks: finite and strictly increasing, at least one.
    ///   - pieces: one more than breaks, each its coefficients in powers of (x − origin), lowest first; an empty one
    ///     is 0.
    package init(breaks: [Double], pieces: [[Double]]) {
      precondition(!breaks.isEmpty, "a piecewise polynomial needs a break point")
      precondition(
        breaks.allSatisfy(\.isFinite) && zip(breaks, breaks.dropFirst()).allSatisfy { $0 < $1 },
        "break points must be finite and increase strictly")
      precondition(pieces.count == breaks.count + 1, "\(breaks.count) breaks need \(breaks.count + 1) pieces")
      let trimmed = pieces.map { $0.prefix(($0.lastIndex { $0 != 0 } ?? -1) + 1) }
      let width = max(trimmed.map(\.count).max() ?? 1, 1)
      self.breaks = breaks
      degree = width - 1
      table = trimmed.flatMap { $0 + [Double](repeating: 0, count: width - $0.count) }
      var hasher = Hasher()
      hasher.combine(breaks)
      hasher.combine(table)
      fingerprint = hasher.finalize()
    }

    /// The number of pieces, one more than breaks.
    package var pieceCount: Int { breaks.count + 1 }

    /// The coefficients of one piece, lowest power first, without zeros at the end, at least one.
    ///
    /// They belong to powers of x − origin: the origin of piece 0 is the first break, that of another piece
    /// the break on its left.
    ///
    /// - Parameter p: The number of the piece, from 0 to the number of breaks.
    public func coefficients(of p: Int) -> [Double] {
      let row = table[p * (degree + 1)..<(p + 1) * (degree + 1)]
      return Array(row.prefix(max((row.lastIndex { $0 != 0 } ?? row.startIndex) - row.startIndex, 0) + 1))
    }

    /// The point around which piece `p` is written.
    package func origin(of p: Int) -> Double { breaks[max(p - 1, 0)] }

    /// The function that clamps x to a range.
    package static func clamp(to range: ClosedRange<Double>) -> PiecewisePolynomial {
      let (lower, upper) = (range.lowerBound, range.upperBound)
      return lower < upper
        ? PiecewisePolynomial(breaks: [lower, upper], pieces: [[lower], [lower, 1], [upper]])
        : PiecewisePolynomial(breaks: [lower], pieces: [[lower], [lower]])
    }

    /// max(x, 0).
    package static let ramp = PiecewisePolynomial(breaks: [0], pieces: [[], [0, 1]])
  }
}

extension PiecewisePolynomial: Hashable {
  /// Whether breaks and coefficients are the same.
  public static func == (a: Self, b: Self) -> Bool {
    a.fingerprint == b.fingerprint && a.breaks == b.breaks && a.table == b.table
  }

  /// Feeds the hash that was computed when the value was made.
  public func hash(into hasher: inout Hasher) { hasher.combine(fingerprint) }
}

extension PiecewisePolynomial: Comparable {
  /// An order for normal forms: compares the numbers, breaks first.
  public static func < (a: Self, b: Self) -> Bool {
    a.breaks == b.breaks
      ? a.table.lexicographicallyPrecedes(b.table) : a.breaks.lexicographicallyPrecedes(b.breaks)
  }
}
