import KANFormula
import KANSymbolic

/// A kind of law, and how its best members for a problem are found.
///
/// A family proposes; it need not be sure. Every proposal is refined and measured on rows of its own, so what a family says
/// where there is no such law costs time and no truth. What it may not do is to be silent where its law is exact.
protocol LawFamily: Sendable {
  /// The name by which `--without` leaves it out.
  static var name: String { get }
  /// What its laws are, as part of a list.
  static var summary: String { get }
  /// What targets it proposes laws for; by default quantities.
  static var likelihood: Likelihood { get }
  /// When it is asked.
  static var tier: FamilyTier { get }

  init()

  /// Laws for y whose constants still want a polish, the likeliest first where it can tell; none where there is no such law.
  func candidates(for problem: Subproblem, in context: SearchContext) -> [Expression]
}

extension LawFamily {
  static var likelihood: Likelihood { .gaussian }
}

/// When a family is asked: cheap and common laws before dear and rare ones, which are not asked where the first suffice.
enum FamilyTier: Int, Comparable, Sendable {
  /// What laws usually are.
  case common
  /// The same behind rarer functions of the target.
  case rare
  /// Curves whose rates have to be searched for.
  case curves
  /// Trees, which are searched for.
  case trees

  static func < (a: FamilyTier, b: FamilyTier) -> Bool { a.rawValue < b.rawValue }
}
