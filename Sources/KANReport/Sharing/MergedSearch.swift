import KANFiles
import KANSearch

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// The results of all parts of a divided search, and the law that is chosen for each target.
///
/// The result depends only on the parts, not on their distribution over folders: exact laws take precedence; among laws of nearly
/// the smallest error, the one that most parts found wins, then the shortest description.
package struct MergedSearch: Sendable {
  /// One part and the folder of its files.
  package struct Part: Sendable {
    /// The folder.
    package let folder: String
    /// Its result.
    package let record: UnitRecord
    /// Whether it found the chosen law.
    package fileprivate(set) var agrees = false
    /// Whether its results are taken.
    package fileprivate(set) var isTaken = false
  }

  /// The targets, in the order of their parts.
  package let targets: [String]
  /// All parts, in their order.
  package private(set) var parts: [Part]
  /// The indices of missing parts, counted from 0.
  package let missing: [Int]

  /// Reads the parts in the folders of all shares of a search.
  ///
  /// - Throws: `ReportError.unusableParts` if a folder holds no part, or parts belong to different searches.
  package init(of folders: [String]) throws(ReportError) {
    var found: [Part] = []
    for folder in folders { found += try Self.parts(in: folder) }
    guard let first = found.first?.record else {
      throw .unusableParts(folders.joined(separator: ", "), reason: "no part of a search was found in it")
    }
    for part in found {
      // A part holds the column of its own target only: targets are compared with the first part that has the same target, inputs
      // with any part.
      let other = found.first { $0.record.unit.target == part.record.unit.target }?.record ?? first
      try Self.check(part, isLike: first, and: other)
    }
    found.sort { $0.record.unit.index < $1.record.unit.index }
    for (one, next) in zip(found, found.dropFirst()) where one.record.unit.index == next.record.unit.index {
      throw .unusableParts(
        next.folder, reason: "it is the same part of the search as '\(one.folder)'")
    }
    let present = Set(found.map(\.record.unit.index))
    missing = (0..<first.unit.count).filter { !present.contains($0) }
    var targets: [String] = []
    for part in found where !targets.contains(part.record.unit.target) {
      targets.append(part.record.unit.target)
    }
    self.targets = targets
    parts = found
    for target in targets { take(target) }
  }

  /// Marks the law chosen for a target.
  private mutating func take(_ target: String) {
    let places = parts.indices.filter { parts[$0].record.unit.target == target }
    let records = places.map { parts[$0].record }
    func agree(_ a: Int, _ b: Int) -> Bool {
      guard let one = records[a].formula, let other = records[b].formula else { return a == b }
      return a == b || FormulaLikeness.agree(one, other)
    }
    let winner = Ballot.winner(
      records.map {
        Ballot.Entry(
          isExact: $0.verdict == .exact, error: $0.error ?? .infinity,
          length: $0.descriptionLength ?? .infinity)
      }, agree: agree)
    for (n, place) in places.enumerated() {
      parts[place].isTaken = n == winner
      parts[place].agrees = records[n].formula != nil && agree(n, winner)
    }
  }

  /// The part whose law is chosen for a target.
  package func taken(for target: String) -> Part? {
    parts.first { $0.isTaken && $0.record.unit.target == target }
  }

  /// Copies the results of the chosen parts and writes `merge.json` beside them; with several targets, each has a folder.
  ///
  /// - Returns: The paths of the files written.
  package func write(to folder: String) throws -> [String] {
    let place = Self.place(folder)
    for part in parts {
      let own = Self.place(part.folder)
      guard place.path != own.path, place.path != own.deletingLastPathComponent().path else {
        throw ReportError.unwritableFolder(
          path: folder, reason: "it contains a share of the search, which would be overwritten")
      }
    }
    var written: [String] = []
    for target in targets {
      guard let part = taken(for: target) else { continue }
      let whole = try OutputFolder(creating: folder)
      let place = targets.count == 1 ? whole : try whole.subfolder(for: target)
      var contents = FolderContents()
      for name in try Self.names(in: part.folder) where name != FolderContents.manifestName {
        contents.write(try Self.read(part.folder + "/" + name), to: name)
      }
      let document: String
      do { document = try JSONText.document(MergeRecord(self, target: target)) + "\n" } catch {
        throw ReportError.unwritableFile(path: place.path, reason: "\(error)")
      }
      contents.write(document.utf8, to: MergeRecord.fileName)
      try ReportError.translating { () throws(FileError) in try contents.commit(to: place.path) }
      written += contents.names.map { place.path + "/" + $0 }
    }
    return written
  }

  /// The location of a path with links resolved, for comparison.
  private static func place(_ path: String) -> URL {
    URL(fileURLWithPath: path, isDirectory: true).resolvingSymlinksInPath().standardizedFileURL
  }

  // MARK: - Reading

  /// The parts in a folder: either the folder itself or its subfolders.
  private static func parts(in folder: String) throws(ReportError) -> [Part] {
    if FileBytes.exists(folder + "/" + UnitRecord.fileName) { return [try part(in: folder)] }
    var parts: [Part] = []
    for name in try names(in: folder) where FileBytes.exists("\(folder)/\(name)/\(UnitRecord.fileName)") {
      parts.append(try part(in: folder + "/" + name))
    }
    return parts
  }

  private static func part(in folder: String) throws(ReportError) -> Part {
    let path = folder + "/" + UnitRecord.fileName
    do {
      return Part(
        folder: folder,
        record: try JSONText.decoder.decode(UnitRecord.self, from: Data(try read(path))))
    } catch let error as ReportError { throw error } catch {
      throw .unusableParts(path, reason: "it was not written by this version")
    }
  }

  private static func check(
    _ part: Part, isLike first: UnitRecord, and other: UnitRecord
  ) throws(ReportError) {
    let record = part.record
    let inputs = record.table.differencesOfInputs(from: first.table)
    let table = inputs.isEmpty ? record.table.differences(from: other.table) : inputs
    let settings = (try? record.settings.differences(from: first.settings)) ?? ["unreadable"]
    let reason: String? =
      if record.unit.count != first.unit.count || !(0..<first.unit.count).contains(record.unit.index) {
        "it is one of \(record.unit.count) parts, but others are of \(first.unit.count)"
      } else if !settings.isEmpty {
        "its settings differ from those of the others (\(settings.joined(separator: ", ")))"
      } else if !table.isEmpty {
        "it belongs to another table: " + table.joined(separator: "; ")
      } else {
        nil
      }
    if let reason { throw .unusableParts(part.folder, reason: reason) }
  }

  private static func names(in folder: String) throws(ReportError) -> [String] {
    do { return try FileManager.default.contentsOfDirectory(atPath: folder).sorted() } catch {
      throw .unusableParts(folder, reason: "it is not a readable folder")
    }
  }

  private static func read(_ path: String) throws(ReportError) -> [UInt8] {
    do { return try FileBytes.read(path) } catch { throw .unusableParts(path, reason: error.reason) }
  }
}
