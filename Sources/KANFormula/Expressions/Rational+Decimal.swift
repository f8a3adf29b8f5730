extension Rational {
  /// The fraction as a decimal number where that is customary: `3.2` for 16/5, `0.05` for 1/20; `nil` where a fraction is customary.
  ///
  /// Fifths, tenths and the like are decimals as long as these have no more digits than the fraction. Halves and quarters are
  /// decimals from a numerator of ten on (`12.5`, but 3/2 and 5/4); eighths and smaller powers of two come from theory and stay
  /// fractions.
  var decimalText: String? {
    let limit = 1 << 53
    guard !isInteger, numerator.magnitude < limit, denominator < limit else { return nil }
    var rest = denominator
    while rest % 2 == 0 { rest /= 2 }
    let hasFives = rest > 1
    while rest % 5 == 0 { rest /= 5 }
    guard rest == 1 else { return nil }
    guard hasFives else {
      return denominator <= 4 && numerator.magnitude >= 10 ? magnitude.doubleValue.description : nil
    }
    let text = magnitude.doubleValue.description
    let mantissa = text.prefix { $0 != "e" }.filter(\.isNumber).drop { $0 == "0" }
    return mantissa.count <= "\(numerator.magnitude)\(denominator)".count ? text : nil
  }
}
