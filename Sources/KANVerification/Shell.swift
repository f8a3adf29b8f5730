#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif
#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// The system's shell, as programs that start it by `posix_spawn` need it.
package enum Shell {
  /// Its path.
  package static let path = "/bin/sh"

  /// Calls a closure that starts the shell, with the arguments of a command and the environment of this process in C form.
  ///
  /// - Parameters:
  ///   - command: The command that the shell runs.
  ///   - arguments: The command's arguments `$0`, `$1` and so on.
  package static func starting<Result>(
    _ command: String, _ arguments: [String] = [],
    _ start: (_ words: [UnsafeMutablePointer<CChar>?], _ environment: [UnsafeMutablePointer<CChar>?]) ->
      Result
  ) -> Result {
    let words = pointers([path, "-c", command] + arguments)
    let environment = pointers(ProcessInfo.processInfo.environment.map { "\($0.key)=\($0.value)" })
    defer { for text in words + environment { free(text) } }
    return start(words, environment)
  }

  /// The exit status from the value that `waitpid` stored. The low seven bits are the signal that ended the program; shells count
  /// these from 128.
  package static func exitStatus(_ status: Int32) -> Int32 {
    status & 0x7F == 0 ? (status >> 8) & 0xFF : 128 + status & 0x7F
  }

  /// Copies of texts as a null-terminated C array; the caller frees them.
  private static func pointers(_ texts: [String]) -> [UnsafeMutablePointer<CChar>?] {
    texts.map { text in strdup(text) } + [nil]
  }
}
