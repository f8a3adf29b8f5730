import SwiftKAN

extension MethodSelection {
  /// All parts of the search except the named ones.
  init(withoutNames names: [String]) throws {
    let known = SearchMethods.all.map(\.name)
    for name in names where !known.contains(name) {
      throw Failure(
        "--without: no part of the search is called '\(name)'; the parts are \(known.joined(separator: ", "))",
        status: .usage)
    }
    self.init(without: Set(names))
  }
}
