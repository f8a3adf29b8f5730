/// Options by the names that they had in earlier versions.
enum EarlierOptions {
  /// The arguments with the present names of options.
  ///
  /// Until version 0.2, `--output` named the target in `kan distil`, and in `kan theory`, where the file was `-o` alone.
  static func renamed(_ arguments: [String]) -> [String] {
    let namesTarget =
      switch arguments.first {
      case "distil": true
      case "theory": arguments.contains { $0 == "-o" || $0.hasPrefix("-o=") }
      default: false
      }
    guard namesTarget else { return arguments }
    return arguments.map { argument in
      let (name, value) = ("--output", argument.dropFirst("--output".count))
      return argument.hasPrefix(name) && (value.isEmpty || value.first == "=") ? "--target" + value : argument
    }
  }
}
