import Dispatch
import Synchronization

/// The division of tiles into a fixed number of chunks, whatever the number of threads.
///
/// One thread processes a chunk in order, and chunks are added in order, so results have the same bits for any number of threads.
/// Any thread may take any chunk, so that none waits.
struct TileSchedule: Sendable {
  let tiles: Int
  let chunks: Int
  let threads: Int

  init(tiles: Int, chunks: Int, threads: Int) {
    self.tiles = tiles
    self.chunks = max(1, min(tiles, chunks))
    self.threads = max(1, min(threads, self.chunks))
  }

  /// The tiles of a chunk.
  func tiles(of chunk: Int) -> Range<Int> { tiles * chunk / chunks..<tiles * (chunk + 1) / chunks }

  /// Calls `body(worker, chunk, tiles)` for every chunk, workers in parallel.
  func run(_ body: (_ worker: Int, _ chunk: Int, _ tiles: Range<Int>) -> Void) {
    guard threads > 1 else {
      for chunk in 0..<chunks { body(0, chunk, tiles(of: chunk)) }
      return
    }
    let share = { (worker: Int, chunk: Int) in body(worker, chunk, tiles(of: chunk)) }
    guard !ThreadTeam.shared.run(chunks: chunks, threads: threads, share) else { return }
    withoutActuallyEscaping(share) { share in
      let job = Job(body: share)
      DispatchQueue.concurrentPerform(iterations: threads) { worker in
        while true {
          let chunk = job.next.wrappingAdd(1, ordering: .relaxed).oldValue
          guard chunk < chunks else { return }
          job.body(worker, chunk)
        }
      }
    }
  }

  /// Passes the body to the workers; each accesses only its own worker's and chunk's memory.
  private final class Job: @unchecked Sendable {
    let body: (Int, Int) -> Void
    let next = Atomic<Int>(0)
    init(body: @escaping (Int, Int) -> Void) { self.body = body }
  }
}
