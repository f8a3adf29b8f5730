/// Reads a unit: a sequence of factors, each a name or a bracket with an exponent.
struct UnitParser {
  typealias Value = (dimension: PhysicalDimension, factor: Double)

  private let text: [Character]
  private var place = 0
  private var depth = 0

  /// Longer than any unit needs.
  private static let longest = 200
  private static let deepest = 20
  private static let largestExponent = 99

  init(_ text: String) throws(FormulaError) {
    self.text = Array(text)
    guard self.text.count <= Self.longest else { throw .tooLong(limit: Self.longest) }
  }

  /// The whole text.
  mutating func unit() throws(FormulaError) -> Value {
    let value = try product()
    guard place == text.count else {
      if text[place] == ")" { throw .unbalancedBracket(position: position) }
      throw .malformedUnit(reason: "unexpected '\(text[place])'", position: position)
    }
    guard value.factor.isNormal else {
      throw .malformedUnit(reason: "a size in SI units beyond what numbers can hold", position: 1)
    }
    return value
  }

  private var position: Int { place + 1 }

  private mutating func skipBlanks() { while place < text.count, text[place].isWhitespace { place += 1 } }

  private mutating func take(_ signs: Set<Character>) -> Character? {
    guard place < text.count, signs.contains(text[place]) else { return nil }
    place += 1
    return text[place - 1]
  }

  private mutating func product() throws(FormulaError) -> Value {
    var value = try factor()
    while true {
      skipBlanks()
      guard place < text.count, text[place] != ")" else { return value }
      let start = position
      let sign = take(["*", "·", "/"])
      skipBlanks()
      let next = try factor()
      let isBelow = sign == "/"
      guard
        let dimension = next.dimension.power(isBelow ? .minusOne : .one).flatMap({ value.dimension.times($0) }
        )
      else { throw .malformedUnit(reason: "exponents too large", position: start) }
      value = (dimension, isBelow ? value.factor / next.factor : value.factor * next.factor)
    }
  }

  private mutating func factor() throws(FormulaError) -> Value {
    skipBlanks()
    guard place < text.count else { throw .unexpectedEnd(position: position) }
    let start = position
    let base: Value
    var isNamed = false
    if take(["("]) != nil {
      depth += 1
      guard depth <= Self.deepest else { throw .tooDeep(limit: Self.deepest, position: start) }
      base = try product()
      guard take([")"]) != nil else { throw .unbalancedBracket(position: start) }
      depth -= 1
    } else if take(["1"]) != nil {
      base = (.one, 1)
    } else {
      base = try named()
      isNamed = true
    }
    guard let exponent = try exponent(afterName: isNamed) else { return base }
    guard let dimension = base.dimension.power(exponent) else {
      throw .malformedUnit(reason: "an exponent too large", position: start)
    }
    return (dimension, realPower(base.factor, exponent.doubleValue))
  }

  private mutating func named() throws(FormulaError) -> Value {
    let start = place
    while place < text.count, text[place].isLetter || text[place] == "%" || text[place] == "°" { place += 1 }
    let name = String(text[start..<place])
    guard !name.isEmpty else {
      throw .malformedUnit(reason: "unexpected '\(text[start])'", position: start + 1)
    }
    guard let unit = UnitNames.unit(name) else { throw .unknownUnit(name, position: start + 1) }
    return unit
  }

  /// `^2`, `^-1`, `**2`, `^(1/2)`, `^(-3/2)`, `²`, and directly after a name `m3`, `s-1`; `nil` if there is none.
  private mutating func exponent(afterName: Bool) throws(FormulaError) -> Rational? {
    if afterName, startsInteger { return Rational(try integer()) }
    if place < text.count, let raised = Self.superscripts[text[place]] {
      place += 1
      return Rational(raised)
    }
    let start = position
    if take(["^"]) == nil {
      guard place + 1 < text.count, text[place] == "*", text[place + 1] == "*" else { return nil }
      place += 2
    }
    if take(["("]) == nil { return Rational(try integer()) }
    let above = try integer()
    let below = take(["/"]) == nil ? 1 : try integer()
    guard take([")"]) != nil else { throw .unbalancedBracket(position: start + 1) }
    guard let value = Rational(above, below) else {
      throw .malformedUnit(reason: "an exponent with denominator 0", position: start)
    }
    return value
  }

  /// Whether a whole number other than 0 and 1 begins here.
  private var startsInteger: Bool {
    guard place < text.count else { return false }
    let isNegative = ["-", "−"].contains(text[place])
    let first = place + (isNegative ? 1 : 0)
    guard first < text.count else { return false }
    return ("2"..."9").contains(text[first]) || isNegative && text[first] == "1"
  }

  private mutating func integer() throws(FormulaError) -> Int {
    let start = place
    let isNegative = take(["-", "−"]) != nil
    let first = place
    while place < text.count, text[place].isASCII, text[place].isNumber { place += 1 }
    guard let value = Int(String(text[first..<place])), value <= Self.largestExponent else {
      throw .malformedUnit(
        reason: "an exponent must be a whole number up to \(Self.largestExponent) or a fraction in brackets",
        position: start + 1)
    }
    return isNegative ? -value : value
  }

  private static let superscripts: [Character: Int] = ["²": 2, "³": 3]
}
