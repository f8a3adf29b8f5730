/// Numbers on which speed and memory depend, but no result beyond rounding. Derived, not measured.
struct DeviceSettings: Sendable {
  /// The most rows of coefficients that are staged at a time; `nil` for what fits into 32 KiB of shared memory.
  var windowLimit: Int?
  /// Samples of a table that are evaluated at a time where a step takes fewer.
  var evaluatedSamples = 65_536
  /// Threads that keep a card of some hundred multiprocessors busy: the gradient takes so many edges and slices of samples.
  var wantedThreads = 262_144
  /// Samples that a slice has at least, so that adding up the slices costs less than filling them.
  var leastSamplesOfSlice = 64
  /// The most slices.
  var mostSlices = 256

  /// The number of slices of `samples` samples: it decides the order of sums, so it depends on nothing else.
  func slices(samples: Int, edges: Int) -> Int {
    max(1, min(samples / leastSamplesOfSlice, wantedThreads / max(1, edges), mostSlices))
  }
}
