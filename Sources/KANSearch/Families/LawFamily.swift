import KANFormula
import KANSymbolic

/// A kind of law, with a method that finds its best members for a problem.
///
/// A family only proposes. Every proposal is refined and measured on separate rows, so wrong proposals cost time but do no harm. A
/// family must, however, propose its law where it is exact.
protocol LawFamily: Sendable {
  /// The name by which `--without` leaves it out.
  static var name: String { get }
  /// A description of its laws for a list.
  static var summary: String { get }
  /// The targets for which it proposes laws; by default quantities.
  static var likelihood: Likelihood { get }
  /// The tier that determines when it is used.
  static var tier: FamilyTier { get }
  /// The largest share of the work of the effort that its laws of labels may take; by default `nil`, all that is left.
  static var largestShare: Double? { get }
  /// Whether its laws of labels are in every table of laws for comparison, whether they win or not; by default they are not.
  static var proposesReferences: Bool { get }

  init()

  /// Laws for y whose constants are still to be refined, the most likely first if it can judge; none if there is no such law.
  func candidates(for problem: Subproblem, in context: SearchContext) -> [Expression]
}

extension LawFamily {
  static var likelihood: Likelihood { .gaussian }
  static var largestShare: Double? { nil }
  static var proposesReferences: Bool { false }
}

/// The order in which families are used: cheap and common laws before expensive and rare ones, which are skipped if the first suffice.
enum FamilyTier: Int, Comparable, Sendable {
  /// The usual kinds of laws.
  case common
  /// The same for rarer functions of the target.
  case rare
  /// Curves whose rates have to be searched for.
  case curves
  /// Trees, found by enumeration.
  case trees

  static func < (a: FamilyTier, b: FamilyTier) -> Bool { a.rawValue < b.rawValue }
}
