/// Throws `SymbolicError.optionOutOfRange` if an option does not have an allowed value.
///
/// - Parameter allowed: The allowed values, such as `1 or more`.
package func require(
  _ holds: Bool, option name: String, _ value: some Any, allowed: String
) throws(SymbolicError) {
  guard holds else { throw .optionOutOfRange(name: name, value: "\(value)", allowed: allowed) }
}

/// Throws if a number of threads is given that is less than one.
package func require(threads: Int?) throws(SymbolicError) {
  if let threads {
    try require(threads >= 1, option: "threads", threads, allowed: "1 or more, or nil for one per core")
  }
}
