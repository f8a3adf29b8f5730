import ArgumentParser

/// Names separated by commas, for example `--inputs lep_pt,met`.
struct NameList: ExpressibleByArgument {
  let names: [String]

  init?(argument: String) {
    names = argument.split(separator: ",", omittingEmptySubsequences: false).map {
      String($0.drop { $0 == " " }).trimmedAtEnd
    }
    guard names.allSatisfy({ !$0.isEmpty }) else { return nil }
  }
}

extension [String] {
  /// The first name that occurs more than once; `nil` if all are different.
  var firstRepeated: String? { first { name in self.count { $0 == name } > 1 } }
}
