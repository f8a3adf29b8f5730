import ArgumentParser
import SwiftKAN

extension Discover {
  /// Refuses what a search for one law of several experiments cannot do.
  func validateGroups() throws {
    guard search.choose == nil, search.tolerance == nil else {
      throw ValidationError(
        "With --group the law is chosen by the shortest description; leave out \(search.choose != nil ? "--choose" : "--tolerance") or --group."
      )
    }
    guard data.target.names.count == 1, data.weights == nil, data.sigma == nil, pick == nil, test.path == nil,
      search.units == nil, search.form == nil, data.reading.missing == .refuse,
      data.reading.format.labels.all.isEmpty
    else {
      throw ValidationError(
        "--group takes one --target and none of --weights, --sigma, --units, --form, --test, --pick, --missing and --label."
      )
    }
  }

  /// One law of several experiments.
  func discoverLaw(ofGroups group: String) throws {
    let target = data.target.names[0]
    let table = try Table(
      named: data.table, group: group, others: data.inputs.map { $0.names + [target] },
      format: data.reading.format.numbers)
    let folder = try out.map { try OutputFolder(creating: $0, besides: self.inputs) }
    let inputs = data.inputs?.names ?? table.names.filter { $0 != target && $0 != group }
    let all = try Dataset(table, inputs: inputs, targets: [target])
    let options = try search.options(for: all, units: [:])
    let discovery = try speech.watching { observer in
      try discover(
        table, target: target, inputs: inputs, inGroupsOf: group, options: options,
        cancellation: Interruption.cancellation, observer: observer)
    }
    let files =
      try folder?.write(
        discovery.fit, tableName: data.table, commands: [CommandText.repeatable(CommandLine.arguments)],
        account: GroupedDiscoveryRecord(discovery)) ?? []
    try speech.printResult(
      GroupedDiscoveryRecord(discovery), text: GroupedDiscoveryText(discovery, files: files).text)
    try Interruption.raise("this is the best law so far")
  }
}
