import Dispatch
import KANKernels
import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Threads that divide the chunks of a loop among themselves and stay awake for a moment after it.
///
/// Waking a sleeping thread takes about as long as the training step of a small network. So a helper waits actively for the next
/// loop for about as long as waking it would take, and only then returns to Dispatch. The team runs one loop at a time; a caller
/// that finds it busy must run its loop itself.
final class ThreadTeam: @unchecked Sendable {
  static let shared = ThreadTeam()

  private let isBusy = Atomic<Bool>(false)
  /// Counts loops, so that helpers see a new one begin.
  private let generation = Atomic<Int>(0)
  private let nextChunk = Atomic<Int>(0)
  /// Helpers at work on the present loop.
  private let active = Atomic<Int>(0)

  /// Guards the properties below.
  private let lock = Mutex<Void>(())
  private var body: ((_ worker: Int, _ chunk: Int) -> Void)?
  private var chunks = 0
  /// The worker number of the next helper, and the number of workers.
  private var nextWorker = 0
  private var workers = 0
  /// Helpers that wait actively for a loop.
  private var awake = 0

  /// Calls `body(worker, chunk)` for every chunk, `threads` workers in parallel; false if the team is busy.
  func run(chunks: Int, threads: Int, _ body: (_ worker: Int, _ chunk: Int) -> Void) -> Bool {
    guard isBusy.compareExchange(expected: false, desired: true, ordering: .acquiring).exchanged else {
      return false
    }
    withoutActuallyEscaping(body) { body in
      let sleepers = open(body, chunks: chunks, workers: threads)
      for _ in 0..<sleepers { DispatchQueue.global(qos: .userInitiated).async { self.help() } }
      work(0, chunks, body)
      lock.withLock { _ in self.body = nil }
      waitForHelpers()
    }
    isBusy.store(false, ordering: .releasing)
    return true
  }

  /// Announces a loop and returns the number of helpers that have to be woken for it.
  private func open(_ body: @escaping (Int, Int) -> Void, chunks: Int, workers: Int) -> Int {
    lock.withLock { _ in
      nextChunk.store(0, ordering: .relaxed)
      self.body = body
      (self.chunks, self.workers, nextWorker) = (chunks, workers, 1)
      let sleepers = max(0, workers - 1 - awake)
      awake += sleepers
      generation.add(1, ordering: .releasing)
      return sleepers
    }
  }

  private func work(_ worker: Int, _ chunks: Int, _ body: (Int, Int) -> Void) {
    while true {
      let chunk = nextChunk.wrappingAdd(1, ordering: .relaxed).oldValue
      guard chunk < chunks else { return }
      body(worker, chunk)
    }
  }

  /// Spins, since helpers are working on their last chunk; yields if the machine is busy.
  private func waitForHelpers() {
    var turns = 0
    while active.load(ordering: .acquiring) > 0 {
      turns += 1
      if turns % 1024 == 0 { sched_yield() } else { kan_pause() }
    }
  }

  /// The work of a helper from one sleep to the next.
  private func help() {
    var seen: Int
    repeat {
      seen = generation.load(ordering: .acquiring)
      if join() { active.subtract(1, ordering: .releasing) }
    } while looksOut(after: seen)
  }

  /// Works on the present loop, if there is one that needs a worker; the body is released before this returns.
  private func join() -> Bool {
    let loop = lock.withLock { _ -> (worker: Int, chunks: Int, body: (Int, Int) -> Void)? in
      guard let body, nextWorker < workers else { return nil }
      active.add(1, ordering: .relaxed)
      defer { nextWorker += 1 }
      return (nextWorker, chunks, body)
    }
    guard let loop else { return false }
    work(loop.worker, loop.chunks, loop.body)
    return true
  }

  /// Waits for a loop after number `seen`; false if none came for as long as waking a thread takes.
  private func looksOut(after seen: Int) -> Bool {
    let start = ContinuousClock.now
    while true {
      for _ in 0..<64 {
        if generation.load(ordering: .acquiring) != seen { return true }
        kan_pause()
      }
      guard ContinuousClock.now - start > .microseconds(100) else { continue }
      return lock.withLock { _ in
        if generation.load(ordering: .relaxed) != seen { return true }
        awake -= 1
        return false
      }
    }
  }
}
