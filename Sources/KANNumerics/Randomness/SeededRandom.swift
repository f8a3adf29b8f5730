/// The one source of randomness: xoshiro256**, seeded through SplitMix64.
///
/// Equal seeds give equal numbers on every platform; the state is codable so that a run can resume bit for
/// bit. Source: Blackman & Vigna, Scrambled linear pseudorandom number generators, ACM TOMS 47 (2021).
package struct SeededRandom: RandomNumberGenerator, Hashable, Sendable, Codable {
  private var state: [UInt64]

  /// A generator whose whole sequence follows from `seed`.
  package init(seed: UInt64) {
    var z = seed
    state = (0..<4).map { _ in
      z &+= 0x9E37_79B9_7F4A_7C15
      var x = z
      x = (x ^ (x >> 30)) &* 0xBF58_476D_1CE4_E5B9
      x = (x ^ (x >> 27)) &* 0x94D0_49BB_1331_11EB
      return x ^ (x >> 31)
    }
  }

  /// The next 64 random bits.
  package mutating func next() -> UInt64 {
    func rotated(_ x: UInt64, _ by: UInt64) -> UInt64 { (x << by) | (x >> (64 - by)) }
    let result = rotated(state[1] &* 5, 7) &* 9
    let t = state[1] << 17
    state[2] ^= state[0]
    state[3] ^= state[1]
    state[1] ^= state[2]
    state[0] ^= state[3]
    state[2] ^= t
    state[3] = rotated(state[3], 45)
    return result
  }

  /// A number uniform in [0, 1), on the 2⁻⁵³ lattice.
  package mutating func uniform() -> Double { Double(next() >> 11) * 0x1p-53 }

  /// A number uniform in `range`.
  package mutating func uniform(in range: ClosedRange<Double>) -> Double {
    range.lowerBound + (range.upperBound - range.lowerBound) * uniform()
  }
}
