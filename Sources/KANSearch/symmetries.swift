import KANData
import KANNumerics
import KANSymbolic
import KANTraining

/// What holds of the function behind a table, whatever its formula: which inputs matter only through a difference, a ratio or a
/// sum of squares, in what it is homogeneous, and what it is a sum or product of.
///
/// A smooth network learns the table; generators of symmetries are read off its derivatives; and of each a network to which it is built
/// in has to be as good on rows kept back, before it is told (Liu & Tegmark, Physical Review Letters 128 (2022) 180201; AI
/// Feynman 2, arXiv 2006.10782). What is not certain is not told.
///
/// - Parameters:
///   - data: The table: any number of inputs, one target. Weights are not used.
///   - options: Effort, seed, threads, tolerance.
///   - observer: Told what is going on; return `false` to end with what is known so far.
/// - Returns: The symmetries with their evidence, and what the target depends on once they are used.
/// - Throws: An error when the table cannot be searched.
public func symmetries(
  of data: Dataset, options: SymmetryAnalysis.Options = SymmetryAnalysis.Options(),
  observer: ProgressReport.Observer? = nil
) throws -> SymmetryAnalysis {
  try SymmetrySearch(data, options: options, observer: observer).run()
}
