import SwiftKAN

extension ModelFile {
  /// The file with one more step in its history: the current command line.
  func telling(_ note: (inout ModelStory) -> Void) throws -> ModelFile {
    var file = self
    var story = try file.story()
    story.commands.append(CommandText.repeatable(CommandLine.arguments))
    note(&story)
    file.tell(story)
    return file
  }
}

/// Command lines as reports quote them.
enum CommandText {
  /// The command line without options that affect no file: threads and kinds of messages.
  ///
  /// - Parameters:
  ///   - renamed: Options to rename.
  ///   - keepsThreads: Whether to keep the number of threads, for resuming the command.
  static func repeatable(
    _ arguments: [String], renaming renamed: [String: String] = [:], keepsThreads: Bool = false
  ) -> String {
    var words = ["kan"]
    var skipsNext = false
    for word in arguments.dropFirst() {
      if skipsNext {
        skipsNext = false
      } else if word == "--threads", !keepsThreads {
        skipsNext = true
      } else if !["--json", "--quiet"].contains(word), keepsThreads || !word.hasPrefix("--threads=") {
        let name = word.prefix { $0 != "=" }
        words.append(quoted((renamed[String(name)] ?? String(name)) + word.dropFirst(name.count)))
      }
    }
    return words.joined(separator: " ")
  }

  /// A word quoted for a shell.
  static func quoted(_ word: String) -> String {
    let isPlain =
      !word.isEmpty && word.allSatisfy { $0.isLetter || $0.isNumber || "-_./,:=+@%^".contains($0) }
    return isPlain ? word : "'" + word.replacing("'", with: "'\\''") + "'"
  }
}
