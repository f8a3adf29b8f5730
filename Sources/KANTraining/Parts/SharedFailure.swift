/// An error on one of several ranks, which all of them throw.
package struct SharedFailure: Error, Hashable, Sendable, CustomStringConvertible {
  /// One sentence: what, where, what to do.
  package let description: String
}

extension PartTree {
  /// Runs work that every rank does independently and that has to succeed on all of them. All ranks have to call it at the same
  /// point, and no rank may wait for another one inside.
  ///
  /// - Throws: `SharedFailure` on all ranks with the error of the first that failed.
  package func agreeing<Result>(_ work: () throws -> Result) throws(SharedFailure) -> Result {
    var result: Result?
    var sentence = ""
    do {
      result = try work()
    } catch { sentence = "\(error)" }
    let own = sentence.utf8.map(Double.init)
    let first = fold({ _ in own }, { if $0.isEmpty { $0 = $1 } })
    guard first.isEmpty, let result else {
      throw SharedFailure(description: String(decoding: first.map { UInt8($0) }, as: UTF8.self))
    }
    return result
  }
}
