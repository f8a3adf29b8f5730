import SwiftKAN

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

/// An external program as oracle: points go as lines to its standard input, values come from its standard output.
///
/// The shell runs it once for all points of a round, in its own process group, which is ended when the answer is complete, at the
/// timeout, or on Ctrl-C, so that nothing is left running. Its streams are unnamed files, so that nothing is left on disk either.
struct CommandOracle {
  /// The command that `/bin/sh -c` runs.
  let command: String
  /// The time limit of one run in seconds.
  let timeout: Double

  /// The largest number of bytes of an answer per point, and once more for text that is not a number.
  private static let bytesOfAnswer = 4096
  /// The polling interval in microseconds.
  private static let pause: UInt32 = 2000

  /// The values at the points `columns[i][s]`, as many as the program returned.
  ///
  /// - Throws: `Failure` if the program cannot be run, fails, hangs, or prints anything but numbers.
  func values(at columns: [[Double]]) throws -> [Double] {
    let count = columns[0].count
    let (input, output, errors) = (try UnnamedFile(), try UnnamedFile(), try UnnamedFile())
    try input.fill(with: OracleLines.text(of: columns))
    let process = try start(input, output, errors)
    let status = try wait(for: process, output: output, limit: Self.bytesOfAnswer * (count + 1))
    guard status == 0 else {
      let last = errors.text().split(whereSeparator: \.isNewline).last.map { ": " + String($0.prefix(200)) }
      throw Failure("the oracle '\(command)' ended with the status \(status)\(last ?? "")")
    }
    return try OracleLines.values(in: output.text(), of: "the oracle '\(command)'")
  }

  /// Starts the shell in its own process group.
  private func start(_ input: UnnamedFile, _ output: UnnamedFile, _ errors: UnnamedFile) throws -> pid_t {
    #if canImport(Darwin)
      var actions: posix_spawn_file_actions_t?
      var attributes: posix_spawnattr_t?
    #else
      var actions = posix_spawn_file_actions_t()
      var attributes = posix_spawnattr_t()
    #endif
    posix_spawn_file_actions_init(&actions)
    posix_spawnattr_init(&attributes)
    defer {
      posix_spawn_file_actions_destroy(&actions)
      posix_spawnattr_destroy(&attributes)
    }
    for (file, stream) in [(input, STDIN_FILENO), (output, STDOUT_FILENO), (errors, STDERR_FILENO)] {
      posix_spawn_file_actions_adddup2(&actions, file.descriptor, stream)
    }
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETPGROUP))
    posix_spawnattr_setpgroup(&attributes, 0)
    var process: pid_t = 0
    let status = Shell.starting(command) { posix_spawn(&process, Shell.path, &actions, &attributes, $0, $1) }
    guard status == 0 else {
      throw Failure("the oracle '\(command)' cannot be run: \(String(cString: strerror(status)))")
    }
    return process
  }

  /// Waits until the program ends, and ends any processes that it left running.
  private func wait(for process: pid_t, output: UnnamedFile, limit: Int) throws -> Int32 {
    let end = ContinuousClock.now + .seconds(timeout)
    var status: Int32 = 0
    func stop() {
      kill(-process, SIGKILL)
      waitpid(process, &status, 0)
    }
    while waitpid(process, &status, WNOHANG) == 0 {
      if let failure = Interruption.failure(" while the oracle was running") {
        stop()
        throw failure
      }
      if ContinuousClock.now >= end {
        stop()
        throw Failure(
          "the oracle '\(command)' did not answer within \(timeout) s and was terminated; --oracle-timeout gives it more time"
        )
      }
      if output.size > limit {
        stop()
        throw Failure(
          "the oracle '\(command)' printed too much and was terminated; it must print one number per point")
      }
      usleep(Self.pause)
    }
    kill(-process, SIGKILL)
    return Shell.exitStatus(status)
  }
}

/// An unlinked file, which disappears when its descriptor is closed, whatever happens.
private final class UnnamedFile {
  let descriptor: Int32

  init() throws {
    var template = Array((FileManager.default.temporaryDirectory.path + "/kan-oracle-XXXXXX").utf8CString)
    descriptor = mkstemp(&template)
    guard descriptor >= 0 else {
      throw Failure(
        "no temporary file can be created in \(FileManager.default.temporaryDirectory.path); free space or set TMPDIR"
      )
    }
    // The program is to inherit only its own copies of the descriptors.
    _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
    unlink(template)
  }

  deinit { close(descriptor) }

  var size: Int {
    var facts = stat()
    return fstat(descriptor, &facts) == 0 ? Int(facts.st_size) : 0
  }

  /// Writes a text and rewinds.
  func fill(with text: String) throws {
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
      let written = bytes.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
      guard written > 0 else { throw Failure("the temporary disk is full; free space or set TMPDIR") }
      bytes = bytes.dropFirst(written)
    }
    lseek(descriptor, 0, SEEK_SET)
  }

  /// The whole text.
  func text() -> String {
    var bytes = [UInt8](repeating: 0, count: size)
    let read = bytes.withUnsafeMutableBytes { pread(descriptor, $0.baseAddress, $0.count, 0) }
    return String(decoding: bytes.prefix(max(0, read)), as: UTF8.self)
  }
}
