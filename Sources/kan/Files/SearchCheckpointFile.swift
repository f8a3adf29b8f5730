import KANFiles
import SwiftKAN
import Synchronization

/// The file from which a search that was stopped can go on, and when it is written.
final class SearchCheckpointFile: Sendable {
  private struct State {
    var saved: SavedSearch
    var lastWrite = ContinuousClock.now
    /// Whether something is left to be searched.
    var isNeeded = false
    var hasWarned = false
  }

  /// Where it is.
  private let path: String
  private let state: Mutex<State>

  /// The pause between two times that it is written while the search goes on.
  private static let pause = Duration.seconds(30)

  /// The file of a search whose results go to a folder.
  ///
  /// - Parameters:
  ///   - options: What steers the search of the first target.
  ///   - resumes: Whether the file is there and the search goes on from it.
  init(besideFolder folder: String, of options: Discovery.Options, resuming resumes: Bool) throws {
    path = SavedSearch.path(besideFolder: folder)
    guard resumes else {
      try OutputPath.check([path], besides: [])
      state = Mutex(State(saved: try SavedSearch(options)))
      return
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

  /// Settings as the options that set them, with the values that they had.
  private static func options(_ changes: [(name: String, value: String?)]) -> [String] {
    let isOfEffort = changes.contains { $0.name == "effort" }
    return changes.compactMap { name, value in
      // The effort decides the work of proofs, too.
      if isOfEffort, name == "certification" { return nil }
      return (optionNames[name] ?? "--\(name)") + (value.map { " \($0)" } ?? "")
    }
  }

  /// Options that are not called like the settings of account.json.
  private static let optionNames = [
    "certification": "--effort", "choice": "--choose", "constants": "--constant", "forbidden": "--forbid",
    "functionsOfInputs": "--functions", "maximumComplexity": "--max-complexity", "seedCount": "--seeds",
    "structures": "--share", "validationShare": "the share of validation rows",
  ]

  /// Where the search of a target was stopped; `nil` where it had not begun.
  func state(of target: String) -> SearchCheckpoint? { state.withLock { $0.saved.targets[target] } }

  /// What the search of a target calls at the end of every stage.
  func hook(of target: String) -> (SearchCheckpoint) -> Void {
    { checkpoint in
      self.state.withLock { state in
        state.saved.targets[target] = checkpoint
        if ContinuousClock.now - state.lastWrite >= Self.pause { self.write(&state) }
      }
    }
  }

  /// Notes how the search of a target ended.
  func endSearch(_ ending: Discovery.Account.Ending?) {
    state.withLock { $0.isNeeded = $0.isNeeded || ending == .request || ending == .timeLimit }
  }

  /// Whether the search has to go on from the file, and it is there.
  var isNeeded: Bool { state.withLock { $0.isNeeded && !$0.hasWarned } }

  /// Writes the file where something is left to be searched, and removes it where nothing is.
  func finish() {
    state.withLock { state in
      if state.isNeeded { write(&state) } else { try? FileBytes.remove(path) }
    }
  }

  /// A search is worth more than its checkpoint: where that cannot be written, a warning says so once and the search goes on.
  private func write(_ state: inout State) {
    state.lastWrite = .now
    do {
      try state.saved.write(to: path)
      state.hasWarned = false
    } catch {
      if !state.hasWarned { Terminal.write("kan: warning: no checkpoint of the search: \(error)\n") }
      state.hasWarned = true
    }
  }
}
