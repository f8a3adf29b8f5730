extension EdgeAddress {
  /// Reads the form users type, `l,i,j`.
  ///
  /// - Throws: `ModelError.malformedAddress`.
  public init(parsing text: String) throws(ModelError) {
    let numbers = text.split(separator: ",", omittingEmptySubsequences: false).map {
      Int($0.filter { $0 != " " })
    }
    guard numbers.count == 3, let l = numbers[0], let i = numbers[1], let j = numbers[2], l >= 0, i >= 0,
      j >= 0
    else { throw .malformedAddress(text) }
    self.init(layer: l, input: i, sum: j)
  }
}
