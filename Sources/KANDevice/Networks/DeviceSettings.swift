/// Settings that affect speed and memory, but results only by rounding. They are derived, not measured.
struct DeviceSettings: Sendable {
  /// The maximum number of rows of coefficients that are staged at a time; `nil` for as many as fit into 32 KiB of shared memory.
  var windowLimit: Int?
  /// Samples of a table that are evaluated at a time if a step uses fewer.
  var evaluatedSamples = 65_536
  /// Threads that keep a card of about a hundred multiprocessors busy: the gradient uses this many pairs of edge and slice.
  var wantedThreads = 262_144
  /// The minimum number of samples of a slice, so that adding up the slices costs less than computing them.
  var leastSamplesOfSlice = 64
  /// The maximum number of slices.
  var mostSlices = 256

  /// The number of slices: it determines the order of sums, so it depends only on these arguments.
  func slices(samples: Int, edges: Int) -> Int {
    max(1, min(samples / leastSamplesOfSlice, wantedThreads / max(1, edges), mostSlices))
  }
}
