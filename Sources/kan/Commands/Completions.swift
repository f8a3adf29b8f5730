import ArgumentParser
import Foundation

/// `kan completions`: the completion script of a shell.
struct Completions: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Prints the completion script of a shell.",
    discussion: """
      Examples:

        kan completions bash > ~/.local/share/bash-completion/completions/kan
        kan completions zsh > "${fpath[1]}/_kan"
        kan completions fish > ~/.config/fish/completions/kan.fish
      """)

  /// The shells for which there are scripts.
  enum Shell: String, ExpressibleByArgument, CaseIterable {
    case bash, zsh, fish
  }

  @Argument(help: "The shell: bash, zsh or fish.")
  var shell: Shell

  func run() throws {
    guard let kind = CompletionShell(rawValue: shell.rawValue) else {
      throw Failure("there is no completion script for \(shell.rawValue)", status: .unexpected)
    }
    try Results.print(Kan.completionScript(for: kind))
  }
}
