/// The quantiles of a sample at the given probabilities, by linear interpolation between its sorted values
/// (type 7 of Hyndman & Fan, The American Statistician 50, 1996; NumPy's default).
///
/// Values that are not finite are left out; a `precondition` requires that one finite value remains.
package func quantiles(of sample: [Double], at probabilities: [Double]) -> [Double] {
  quantiles(ofSorted: sample.filter(\.isFinite).sorted(), at: probabilities)
}

/// The same for values already finite and in increasing order. O(1) per probability.
package func quantiles(ofSorted sample: [Double], at probabilities: [Double]) -> [Double] {
  precondition(!sample.isEmpty, "an empty sample has no quantiles")
  return probabilities.map { p in
    precondition((0...1).contains(p), "a probability lies between 0 and 1, not at \(p)")
    let position = p * Double(sample.count - 1)
    let n = min(Int(position), sample.count - 1)
    let next = min(n + 1, sample.count - 1)
    let fraction = position - Double(n)
    // Written with both values so that a huge range does not overflow.
    return (1 - fraction) * sample[n] + fraction * sample[next]
  }
}
