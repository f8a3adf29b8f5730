/// The exit codes of the tool; README and `kan --help` list them.
enum ExitStatus: Int32, CaseIterable {
  case success = 0
  case unexpected = 1
  case badInput = 2
  case goalMissed = 3
  case resources = 4
  case usage = 64
  case interrupted = 130
  case terminated = 143

  /// The meaning of the code for a script.
  var meaning: String {
    switch self {
    case .success: "done"
    case .unexpected: "unexpected failure of the tool"
    case .badInput: "a table, file or folder cannot be used; the message says why"
    case .goalMissed: "the goal was not reached: no closed form was found, or a fit has not converged"
    case .resources: "too little memory, or too few threads or open files"
    case .usage: "invalid command line"
    case .interrupted: "stopped by Ctrl-C; the best result so far is kept"
    case .terminated: "stopped by a batch system (TERM, XCPU); the best result so far is kept"
    }
  }
}
