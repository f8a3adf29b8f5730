extension Network.Shape {
  /// The maximum number of nodes of a level and of factors of a product; far above anything that ends in a formula, and low enough
  /// that a typing error does not exhaust the memory.
  static let largestLevel = 4096

  /// Reads `4,5,1`, `2,1+1,1` (one sum and one product of two) or `2,1+2*3,1` (two products of three).
  ///
  /// - Parameter text: The numbers of nodes from the inputs to the outputs, separated by commas: at most 4096 on a
  /// level, and products of 2 to 64 factors.
  /// - Throws: An error that names the part that was not understood.
  public init(parsing text: String) throws {
    let parts = text.split(separator: ",", omittingEmptySubsequences: false).map { part in
      String(part.filter { $0 != " " })
    }
    if parts.count == 1, let separator = text.first(where: { "-;x/: ".contains($0) }),
      text.contains(where: \.isNumber)
    {
      throw ModelError.malformedShape(
        text, reason: "separate the numbers by commas, not by '\(separator)': 3,2,1")
    }
    guard parts.count >= 2 else {
      throw ModelError.malformedShape(
        text, reason: "it needs at least two numbers, inputs and outputs, such as 2,1")
    }
    guard let inputs = Int(parts[0]), (1...Self.largestLevel).contains(inputs) else {
      throw ModelError.malformedShape(text, reason: "'\(parts[0])' is not a number of inputs")
    }
    var levels: [Level] = []
    for part in parts.dropFirst() {
      guard let level = Level(parsing: part) else {
        throw ModelError.malformedShape(
          text, reason: "'\(part)' is not S, S+P or S+P*A (S sums, P products of A factors)")
      }
      levels.append(level)
    }
    self.init(inputCount: inputs, levels: levels)
  }

  /// Throws if the shape does not fit a table.
  ///
  /// - Throws: `ModelError.shapeMismatch` unless the shape has exactly these numbers of inputs and outputs.
  package func check(inputs: Int, outputs: Int) throws(ModelError) {
    guard inputCount == inputs, outputCount == outputs else {
      throw .shapeMismatch(shape: description, inputs: inputs, outputs: outputs)
    }
  }
}

extension Network.Shape.Level {
  init?(parsing text: String) {
    let terms = text.split(separator: "+", omittingEmptySubsequences: false)
    guard let first = terms.first, let sums = Int(first), (0...Network.Shape.largestLevel).contains(sums)
    else {
      return nil
    }
    var arities: [Int] = []
    for term in terms.dropFirst() {
      let numbers = term.split(separator: "*", omittingEmptySubsequences: false).map { Int($0) }
      guard (1...2).contains(numbers.count), let count = numbers[0],
        (0...Network.Shape.largestLevel).contains(count),
        let arity = numbers.count == 2 ? numbers[1] : 2, (2...64).contains(arity)
      else { return nil }
      arities += [Int](repeating: arity, count: count)
    }
    guard (1...Network.Shape.largestLevel).contains(sums + arities.count) else { return nil }
    self.init(sumCount: sums, productArities: arities)
  }
}
