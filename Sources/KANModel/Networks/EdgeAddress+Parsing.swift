extension Network.EdgeAddress {
  /// Reads the form that users type, `l,i,j`.
  ///
  /// - Parameter text: Three whole numbers that are not negative, separated by commas: layer, input and
  /// sum; blanks are ignored.
  /// - Throws: An error if the text is not an address.
  public init(parsing text: String) throws {
    let numbers = text.split(separator: ",", omittingEmptySubsequences: false).map {
      Int($0.filter { $0 != " " })
    }
    guard numbers.count == 3, let l = numbers[0], let i = numbers[1], let j = numbers[2], l >= 0, i >= 0,
      j >= 0
    else { throw ModelError.malformedAddress(text) }
    self.init(layer: l, input: i, sum: j)
  }
}
