import KANFormula

/// How the tools of a language run programs that were written in it: files, commands, and what to expect.
package struct LanguageTrial: Sendable {
  /// A program and the points at which it is tried.
  package struct Case: Sendable {
    /// The program; all of one trial must have different names.
    package var program: Program
    /// The points, each with one number for every input.
    package var points: [[Double]]

    /// A program with its points.
    package init(program: Program, points: [[Double]]) {
      self.program = program
      self.points = points
    }
  }

  /// A program of the machine, run in the folder of the files.
  package struct Command: Sendable {
    /// Its name on the PATH.
    package var tool: String
    /// What it is given.
    package var arguments: [String]
    /// What the tool must be able to run without failing to be of use, such as importing a package.
    package var probe: [String]

    /// A command.
    package init(_ tool: String, _ arguments: [String], probe: [String] = []) {
      self.tool = tool
      self.arguments = arguments
      self.probe = probe
    }
  }

  /// What shows that the language was written rightly.
  package enum Expectation: Sendable {
    /// The last command prints every output at every point of every case, separated by white space.
    case values
    /// The commands succeed, and none of these words is in what they print.
    case silence(about: [String])
  }

  /// The files, by name.
  package var files: [String: String]
  /// The commands, in order; a program that an earlier one made is called `./name`.
  package var commands: [Command]
  /// What they show.
  package var expectation: Expectation

  /// A trial.
  package init(files: [String: String], commands: [Command], expectation: Expectation = .values) {
    self.files = files
    self.commands = commands
    self.expectation = expectation
  }
}
