import ArgumentParser

/// The options of the current command line, by name.
enum GivenOptions {
  /// Names such as `--steps` and `-o`, without their values.
  static func names(in arguments: [String]) -> [String] {
    arguments.dropFirst().filter { word in
      word.hasPrefix("-") && word.count > 1 && Double(word) == nil
    }.map { String($0.prefix { $0 != "=" }) }
  }

  /// Rejects options that would have no effect together with `reason`.
  ///
  /// - Parameters:
  ///   - allowed: The options that do have an effect.
  ///   - arguments: The words of the command line, beginning with the program.
  static func refuse(
    besides reason: String, allowed: Set<String>, in arguments: [String] = CommandLine.arguments
  ) throws {
    let always: Set<String> = ["--json", "--quiet", "--threads", "-o", "--output", "-h", "--help"]
    let ignored = names(in: arguments).filter { !allowed.union(always).contains($0) && $0 != reason }
    guard !ignored.isEmpty else { return }
    let list = ignored.joined(separator: ", ")
    throw ValidationError(
      "\(list) has no effect with \(reason), which has its own; leave out \(list).")
  }
}
