extension TaylorModel {
  /// A constant that encloses all of `image`, for a function of this model that has no useful polynomial.
  func enclosed(by image: Interval) -> TaylorModel {
    var result = TaylorModel(Interval(image.middle), table)
    result.range = image
    guard image.isFinite else {
      result.errors[table.dimension] = .infinity
      return result
    }
    result.add(error: image.radius, sharedAs: shares)
    result.errors[table.dimension] += Self.rounding(of: image.magnitude)
    return result
  }

  /// f of this model, given as f(c + δ) = Σₙ aₙ·δⁿ ± remainder with c the constant of the polynomial.
  ///
  /// - Parameters:
  ///   - expansion: enclosures of the aₙ.
  ///   - remainder: a bound on the omitted terms.
  ///   - image: the values of f on `range`.
  package func composed(expansion: [Interval], remainder: Double, image: Interval) -> TaylorModel {
    guard expansion.allSatisfy(\.isFinite), remainder.isFinite else { return enclosed(by: image) }
    var delta = self
    delta.coefficients[0] = 0
    delta.range = variation + Interval(radius: error)
    var result = TaylorModel(expansion.last ?? Interval(0), table)
    for a in expansion.dropLast().reversed() { result = (result * delta).adding(a) }
    result.add(error: remainder, sharedAs: shares)
    result.range = image
    result.tightenRange()
    // Plain evaluation of f is accurate to a few units, and depends on its argument as f does.
    result.errors[table.dimension] +=
      8 * Self.rounding(of: image.isFinite ? image.magnitude : result.range.magnitude)
    return result.error <= image.radius ? result : enclosed(by: image)
  }

  /// f of this model by its Taylor series.
  ///
  /// - Parameters:
  ///   - image: the values of f on `range`.
  ///   - series: encloses f⁽ⁿ⁾(x)/n! for n = 0 … the given order on an interval; `nil` where f is not smooth.
  package func composed(
    image: Interval, series: (_ x: Interval, _ order: Int) -> [Interval]?
  ) -> TaylorModel {
    let center = Interval(coefficients[0])
    guard range.isFinite, error.isFinite, let thin = series(center, table.order),
      let thick = series(range.united(with: center), table.order + 1)
    else { return enclosed(by: image) }
    let reach = Self.roundedUp(variation.magnitude + error)
    var power = reach
    for _ in 0..<table.order { power *= reach }
    return composed(
      expansion: thin, remainder: Self.roundedUp(power * thick[table.order + 1].magnitude), image: image)
  }

  /// An elementary function of this model, where it is defined; `nil` if it is defined nowhere on the box.
  package func applying(_ function: ElementaryFunction) -> TaylorModel? {
    guard let image = range.image(under: function) else { return nil }
    if function == .abs { return absolute(image: image) }
    if function == .sign { return enclosed(by: image) }
    return composed(image: image) { TaylorSeries.coefficients(of: function, at: $0, order: $1) }
  }

  /// |x|, across its kink by the chord from one end of the range to the other: 0 ≤ |x| − λ·x ≤ m there for |λ| ≤ 1, which keeps what
  /// |x| has in common with other functions of x.
  private func absolute(image: Interval) -> TaylorModel {
    if range.lower >= 0 { return self }
    if range.upper <= 0 { return scaled(by: -1) }
    guard range.isFinite, error.isFinite else { return enclosed(by: image) }
    let slope = max(-1, min(1, (range.upper + range.lower) / (range.upper - range.lower)))
    let (right, left) = (
      Interval(range.upper) * (Interval(1) - Interval(slope)),
      Interval(-range.lower) * (Interval(1) + Interval(slope))
    )
    let half = Self.roundedUp(max(right.upper, left.upper) / 2)
    var result = scaled(by: slope).adding(Interval(half))
    result.add(error: half, sharedAs: shares)
    result.range = image
    result.tightenRange()
    return result.error <= image.radius ? result : enclosed(by: image)
  }

  /// xⁿ for a whole n; never `nil`, but unbounded at a pole.
  package func wholePower(_ n: Int) -> TaylorModel {
    if n == 0 { return TaylorModel(Interval(1), table) }
    if n == 1 { return self }
    let image = range.wholePower(n)
    if n > 1 && n <= 8 {
      // Horner's scheme about the centre keeps every coefficient within the order.
      let expansion = TaylorSeries.power(
        Interval(Double(n)), whole: n, at: Interval(coefficients[0]), order: n)
      return expansion.map { composed(expansion: $0, remainder: 0, image: image) } ?? enclosed(by: image)
    }
    return composed(image: image) { TaylorSeries.power(Interval(Double(n)), whole: n, at: $0, order: $1) }
  }

  /// x^p for a fixed real p, where x ≥ 0; `nil` when x is negative everywhere.
  package func realPower(_ p: Interval) -> TaylorModel? {
    guard let image = range.realPower(p) else { return nil }
    return composed(image: image) { TaylorSeries.power(p, whole: nil, at: $0, order: $1) }
  }
}
