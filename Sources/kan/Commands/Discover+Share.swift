import SwiftKAN

extension Discover {
  /// Searches some of the parts into which the whole search is divided, each in its own folder.
  func discoverShare(_ share: ShareOfUnits, in path: String) throws {
    let samples = try data.samples(units: search.units)
    let dataset = samples.data
    guard !samples.targetsAreClasses else {
      throw Failure(
        "--share finds one law per target, but the laws of the classes of \(data.target.names[0]) belong together; leave it out, or name one class "
          + "against all others, such as --target '\(dataset.targetNames[0])'")
    }
    func options(for target: String) throws -> Discovery.Options {
      try search.options(
        for: try data.part(of: samples, for: target).data, units: samples.units(for: target))
    }
    try requireQuantities(
      try dataset.targetNames.map { ($0, try data.part(of: samples, for: $0).data) }, areClasses: false)
    // Every part records the settings of the search as they are for the first target.
    let whole = try options(for: dataset.targetNames[0])
    let all = SearchUnit.all(targets: dataset.targetNames, options: whole)
    let folder = try OutputFolder(
      creating: path, besides: [data.table, search.own.library].compactMap(\.self))
    var records: [UnitRecord] = []
    let dealt = all.filter { share.has($0.index) }
    let time = SharedTime(search.timeLimit.map { .seconds($0) }, Interruption.cancellation)
    for (n, unit) in dealt.enumerated() {
      let (part, notes) = try data.part(of: samples, for: unit.target)
      let own = unit.options(try options(for: unit.target))
      var discovery = try speech.watching { observer in
        try discover(part, options: own, cancellation: time.next(of: dealt.count - n), observer: observer)
      }
      if Interruption.isRequested { break }
      discovery.account.warnings = notes + discovery.account.warnings
      let record = try UnitRecord(unit, found: discovery, options: whole, table: part)
      _ = try folder.subfolder(for: "part_\(unit.index + 1)").write(
        discovery, options: own, data: part, tableName: data.table, columns: samples.columns(of: part),
        record: record)
      records.append(record)
    }
    let text = UnitsText(records, share: "\(share)", of: all.count, folder: path).text
    try speech.printResult(records, text: text)
    try Interruption.raise(
      "the completed parts are in \(path); the same command repeats all parts of the share")
  }
}
