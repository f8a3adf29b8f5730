import KANFormula

/// How the tools of a language run programs that were written in it: files, commands, and what to expect.
public struct LanguageTrial: Sendable {
  /// A program and the points at which it is tried.
  public struct Case: Sendable {
    /// The program; all of one trial must have different names.
    public var program: Program
    /// The points, each with one number for every input.
    public var points: [[Double]]

    /// A program with its points.
    public init(program: Program, points: [[Double]]) {
      self.program = program
      self.points = points
    }
  }

  /// A program of the machine, run in the folder of the files.
  public struct Command: Sendable {
    /// Its name on the PATH.
    public var tool: String
    /// What it is given.
    public var arguments: [String]
    /// What the tool must be able to run without failing to be of use, such as importing a package.
    public var probe: [String]

    /// A command.
    public init(_ tool: String, _ arguments: [String], probe: [String] = []) {
      self.tool = tool
      self.arguments = arguments
      self.probe = probe
    }
  }

  /// What shows that the language was written rightly.
  public enum Expectation: Sendable {
    /// The last command prints every output at every point of every case, separated by white space.
    case values
    /// The commands succeed, and none of these words is in what they print.
    case silence(about: [String])
  }

  /// The files, by name.
  public var files: [String: String]
  /// The commands, in order; a program that an earlier one made is called `./name`.
  public var commands: [Command]
  /// What they show.
  public var expectation: Expectation

  /// A trial.
  public init(files: [String: String], commands: [Command], expectation: Expectation = .values) {
    self.files = files
    self.commands = commands
    self.expectation = expectation
  }
}
