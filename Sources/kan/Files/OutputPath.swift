import KANFiles

/// Files that a command is to write.
enum OutputPath {
  /// Rejects paths that cannot be written, before any work is done: missing or unwritable folders, devices, pipes and links, and
  /// files that the command itself reads or writes twice.
  static func check(_ outputs: [String?], besides inputs: [String?] = []) throws {
    let inputs = inputs.compactMap(\.self)
    var seen: Set<String> = []
    for output in outputs.compactMap(\.self) {
      do {
        try FilePlace.check(output, besides: inputs)
      } catch { throw Failure("\(output) cannot be written: \(error.reason); choose another file") }
      guard seen.insert(output).inserted else {
        throw Failure("\(output) would be written twice; choose another file for one of them")
      }
    }
  }
}
