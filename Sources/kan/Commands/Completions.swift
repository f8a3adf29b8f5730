import ArgumentParser

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

  @Argument(help: "The shell: bash, zsh or fish.")
  var shell: CompletionShell

  func run() throws { try Results.print(Kan.completionScript(for: shell)) }
}

extension CompletionShell: @retroactive ExpressibleByArgument {}
