import KANFormula

/// The description of how the tools of a language run generated programs: files, commands, and the expected result.
package struct LanguageTrial: Sendable {
  /// A program and the points at which it is tested.
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

  /// A program on this machine, run in the folder of the files.
  package struct Command: Sendable {
    /// Its name on the PATH.
    package var tool: String
    /// Its arguments.
    package var arguments: [String]
    /// Arguments with which the tool must succeed to be usable, such as importing a package.
    package var probe: [String]

    /// A command.
    package init(_ tool: String, _ arguments: [String], probe: [String] = []) {
      self.tool = tool
      self.arguments = arguments
      self.probe = probe
    }
  }

  /// The criterion for correct output of the printer.
  package enum Expectation: Sendable {
    /// The last command prints every output at every point of every case, separated by white space.
    case values
    /// The commands succeed, and print none of these words.
    case silence(about: [String])
  }

  /// The files, by name.
  package var files: [String: String]
  /// The commands, in order; a program built by an earlier one is called `./name`.
  package var commands: [Command]
  /// The criterion of success.
  package var expectation: Expectation

  /// A trial.
  package init(files: [String: String], commands: [Command], expectation: Expectation = .values) {
    self.files = files
    self.commands = commands
    self.expectation = expectation
  }
}
