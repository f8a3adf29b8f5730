import KANData
import KANNumerics
import KANSymbolic
import KANTraining

/// Finds properties of the function behind a table, whatever its formula: which inputs matter only through a difference, a ratio or
/// a sum of squares, in which inputs it is homogeneous, and of which functions it is a sum or product.
///
/// A smooth network learns the table; generators of symmetries are read off its derivatives; and each is reported only if a network
/// with the symmetry built in is as good on validation rows (Liu & Tegmark, Physical Review Letters 128 (2022) 180201; AI Feynman
/// 2, arXiv 2006.10782).
///
/// - Parameters:
///   - data: The table: any number of inputs, one target. Weights are not used.
///   - options: Effort, seed, threads, tolerance.
///   - observer: Receives reports of progress; return `false` to end with the symmetries so far.
/// - Returns: The symmetries with their evidence, and the quantities on which the target depends once they are used.
/// - Throws: An error if the table cannot be searched, or if options are out of range.
public func symmetries(
  of data: Dataset, options: SymmetryAnalysis.Options = SymmetryAnalysis.Options(),
  observer: ProgressReport.Observer? = nil
) throws -> SymmetryAnalysis {
  try require(threads: options.threads)
  try require(options.tolerance >= 0, option: "tolerance", options.tolerance, allowed: "0 or more")
  return try SymmetrySearch(data, options: options, observer: observer).run()
}
