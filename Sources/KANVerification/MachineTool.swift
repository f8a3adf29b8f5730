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

/// A program on this machine, found by its name and run in a folder.
struct MachineTool {
  /// Its path.
  let path: String

  /// The first program on the PATH that has the command's name and passes its probe; `./name` is one in `folder`.
  init?(_ command: LanguageTrial.Command, in folder: URL) {
    if command.tool.hasPrefix("./") {
      path = folder.appendingPathComponent(String(command.tool.dropFirst(2))).path
      return
    }
    let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
    let candidates = folders.map { MachineTool(path: "\($0)/\(command.tool)") }
    let found = candidates.first { tool in
      guard FileManager.default.isExecutableFile(atPath: tool.path) else { return false }
      return command.probe.isEmpty || (try? tool.run(command.probe, in: folder).status) == 0
    }
    guard let found else { return nil }
    self = found
  }

  private init(path: String) { self.path = path }

  /// Runs it to completion.
  ///
  /// - Returns: Its exit status, and its standard output and standard error in one text.
  /// - Throws: The error of the system if the program cannot be started.
  func run(_ arguments: [String], in folder: URL) throws -> (status: Int32, text: String) {
    var pipe: [Int32] = [0, 0]
    guard Self.open(&pipe) else { throw Failure(reason: String(cString: strerror(errno))) }
    let (reading, writing) = (pipe[0], pipe[1])
    defer { close(reading) }
    let process = try start(arguments, in: folder, writing: writing)
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = read(reading, &chunk, chunk.count)
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { break }
      bytes += chunk[..<count]
    }
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0, errno == EINTR {}
    return (Shell.exitStatus(status), String(decoding: bytes, as: UTF8.self))
  }

  /// The system's message when a program cannot be started.
  struct Failure: Error, CustomStringConvertible {
    let reason: String
    var description: String { reason }
  }

  /// Opens a pipe that other programs started meanwhile do not keep open.
  private static func open(_ ends: inout [Int32]) -> Bool {
    guard pipe(&ends) == 0 else { return false }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    return true
  }

  /// Starts it in a folder through the shell, which can change directory on every platform; closes the writing end of the pipe.
  private func start(_ arguments: [String], in folder: URL, writing end: Int32) throws -> pid_t {
    defer { close(end) }
    #if canImport(Darwin)
      var actions: posix_spawn_file_actions_t?
    #else
      var actions = posix_spawn_file_actions_t()
    #endif
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
    for stream in [STDOUT_FILENO, STDERR_FILENO] { posix_spawn_file_actions_adddup2(&actions, end, stream) }
    var process: pid_t = 0
    let status = Shell.starting("cd \"$0\" && exec \"$@\"", [folder.path, path] + arguments) {
      posix_spawn(&process, Shell.path, &actions, nil, $0, $1)
    }
    guard status == 0 else { throw Failure(reason: String(cString: strerror(status))) }
    return process
  }
}
