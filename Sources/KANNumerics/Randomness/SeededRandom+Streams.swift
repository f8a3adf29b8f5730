extension SeededRandom {
  /// An independent generator for part `index` of a task, so that its numbers do not depend on which other
  /// parts ran before it or on how many threads there are. This generator is left as it is.
  package func stream(_ index: UInt64) -> SeededRandom {
    // A fresh seed from the present state and the index; SplitMix64 in `init` spreads it over 256 bits.
    var copy = self
    return SeededRandom(seed: copy.next() ^ ((index &+ 1) &* 0xD134_2543_DE82_EF95))
  }
}
