/// The note on inputs that have only one value.
enum ConstantInputs {
  /// For example: the inputs g, m never change and were left out.
  static func note(on inputs: [String], _ consequence: String) -> String {
    let isOne = inputs.count == 1
    return
      "the input\(isOne ? "" : "s") \(inputs.joined(separator: ", ")) never change\(isOne ? "s" : "") and "
      + "\(isOne ? "was" : "were") \(consequence)"
  }
}
