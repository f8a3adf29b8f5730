import KANFiles
import SwiftKAN
import Synchronization

/// The file from which a stopped search can resume, and the times at which it is written.
final class SearchCheckpointFile: Sendable {
  private struct State {
    var saved: SavedSearch
    var lastWrite = ContinuousClock.now
    /// Whether part of the search remains to be done.
    var isNeeded = false
    var hasWarned = false
  }

  /// Its path.
  private let path: String
  private let state: Mutex<State>

  /// The pause between two writes while the search runs.
  private static let pause = Duration.seconds(30)

  /// The file of a search that writes its results to a folder.
  ///
  /// - Parameters:
  ///   - options: The options of the search for the first target.
  ///   - resumes: Whether the file exists and the search resumes from it.
  init(besideFolder folder: String, of options: Discovery.Options, resuming resumes: Bool) throws {
    path = SavedSearch.path(besideFolder: folder)
    guard resumes else {
      try OutputPath.check([path], besides: [])
      state = Mutex(State(saved: try SavedSearch(options)))
      return
    }
    // A search that ended by itself leaves none.
    if !FileBytes.exists(path), FileBytes.exists("\(folder)/account.json") {
      throw Failure(
        "there is no \(path): the search of \(folder) is finished, or its checkpoint was removed; the results are in that folder, and --out searches again",
        status: .usage)
    }
    let saved = try SavedSearch(contentsOf: path)
    let changes = Self.options(try saved.changes(from: options))
    guard changes.isEmpty else {
      throw Failure(
        "the search of \(path) had other settings (\(changes.joined(separator: ", "))); repeat its options, or start again with --out",
        status: .usage)
    }
    state = Mutex(State(saved: saved))
  }

  /// Settings as command-line options with their earlier values.
  private static func options(_ changes: [(name: String, value: String?)]) -> [String] {
    let isOfEffort = changes.contains { $0.name == "effort" }
    return changes.compactMap { name, value in
      // The effort determines the work of proofs, too.
      if isOfEffort, name == "certification" { return nil }
      return (optionNames[name] ?? "--\(name)") + (value.map { " \($0)" } ?? "")
    }
  }

  /// Options whose names differ from the settings of account.json.
  private static let optionNames = [
    "certification": "--effort", "choice": "--choose", "constants": "--constant", "forbidden": "--forbid",
    "functionsOfInputs": "--functions", "maximumComplexity": "--max-complexity", "seedCount": "--seeds",
    "structures": "--share", "validationShare": "the share of validation rows",
  ]

  /// The state in which the search for a target was stopped; `nil` if it had not begun.
  func state(of target: String) -> SearchCheckpoint? { state.withLock { $0.saved.targets[target] } }

  /// The closure that the search for a target calls at the end of every stage.
  func hook(of target: String) -> (SearchCheckpoint) -> Void {
    { checkpoint in
      self.state.withLock { state in
        state.saved.targets[target] = checkpoint
        if ContinuousClock.now - state.lastWrite >= Self.pause { self.write(&state) }
      }
    }
  }

  /// Records how the search for a target ended.
  func endSearch(_ ending: Discovery.Account.Ending?) {
    state.withLock { $0.isNeeded = $0.isNeeded || ending == .request || ending == .timeLimit }
  }

  /// Whether the search must resume from the file, and the file exists.
  var isNeeded: Bool { state.withLock { $0.isNeeded && !$0.hasWarned } }

  /// Writes the file if part of the search remains to be done, and otherwise removes it.
  func finish() {
    state.withLock { state in
      if state.isNeeded { write(&state) } else { try? FileBytes.remove(path) }
    }
  }

  /// The search matters more than its checkpoint: if the file cannot be written, a single warning is printed and the search continues.
  private func write(_ state: inout State) {
    state.lastWrite = .now
    do {
      try state.saved.write(to: path)
      state.hasWarned = false
    } catch {
      if !state.hasWarned {
        Terminal.write("kan: warning: no checkpoint of the search was written: \(error)\n")
      }
      state.hasWarned = true
    }
  }
}
