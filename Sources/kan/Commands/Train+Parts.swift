import ArgumentParser
import SwiftKAN

/// `kan train` on rows in parts: by the processes of `mpirun`, or by a single one.
extension Train {
  /// Trains, each rank on its own parts of the table; only the first rank writes files and messages.
  func runInParts(_ asked: RunConfiguration, resuming resumed: TrainingCheckpoint?) throws {
    try refuseWhatNeedsAllRows(asked)
    try Ranks.together { ranks in
      var asked = asked
      asked.parts = resumed?.settings.partCount ?? asked.parts ?? ranks.count
      try Self.checkParts(asked.parts ?? 1, ranks.count, isResumed: resumed != nil, resumed?.settings)
      try trainInParts(asked, PartTree(ranks, parts: asked.parts ?? 1), resuming: resumed)
    }
  }

  private static func checkParts(
    _ parts: Int, _ ranks: Int, isResumed: Bool, _ settings: TrainingSettings?
  ) throws {
    guard !isResumed || settings?.partCount != nil else {
      throw Failure(
        "the checkpoint belongs to a run on an undivided table; continue without mpirun and --parts",
        status: .usage
      )
    }
    guard parts >= ranks else {
      throw Failure(
        "\(ranks) processes cannot share \(parts) parts; start at most \(parts)"
          + (isResumed ? "" : ", or use more --parts"), status: .usage)
    }
  }

  private func trainInParts(
    _ asked: RunConfiguration, _ tree: PartTree, resuming resumed: TrainingCheckpoint?
  ) throws {
    let isFirst = tree.communicator.rank == 0
    let checkpoint = CheckpointFile(path: output + ".checkpoint")
    let beginning = try tree.agreeing {
      if isFirst { try checkOutputs(checkpoint) }
      return try start.map { try ModelFile(named: $0) }
    }
    let own = try tree.agreeing {
      try datasets(data.table, tree, inputs: beginning?.network.inputs.map(\.name))
    }
    let judges = try judgingTable(asked).map { path in
      try tree.agreeing { try datasets(path, tree, inputs: own[0].inputNames) }
    }
    let fingerprint = tree.fingerprint(own)
    try resumed?.check(fingerprint)
    let rows = Int(tree.sum { [Double(own[$0 - tree.own.lowerBound].count)] }[0])
    let plan = try TrainingPlan(
      asked, rows: rows - Int(Double(rows) * TrainingPlan.share(asked.validation)))
    let settings = resumed?.settings ?? plan.settings
    let (training, validation) = try parts(of: own, judges, tree, settings)

    let summary = try training.summary(for: settings.loss.loss)
    let network =
      try resumed?.state.network ?? beginning?.network ?? plan.network(for: summary)
    var origin = provenance(of: settings, targets: data.target.names, after: beginning)
    origin["parts"] = "\(tree.partCount)"
    let options = settings.options(
      threads: compute.threads,
      checkpoint: isFirst
        ? checkpoint.hook(settings: settings, data: fingerprint, provenance: origin) : nil)
    let (trained, account) = try observing(tree.communicator, checkpoint) { observer in
      try network.trained(
        on: training, validation: validation, options: options, resuming: resumed?.state,
        observer: observer)
    }

    var files = [output]
    try tree.agreeing {
      guard isFirst else { return }
      try ModelFile(network: trained, provenance: origin)
        .telling { $0.training = account.thinned(to: 1000) }.write(to: output)
      guard resumed == nil else { return }
      files.append(RunConfiguration.path(besideModel: output))
      try plan.configuration.write(to: files[1])
    }
    guard isFirst else { return }
    let advice = TrainingAdvice.all(for: account, of: trained, starts: nil)
    try end(account, of: trained, files, advice, checkpoint)
  }

  /// Shows progress on the first rank. With several ranks, the launcher handles Ctrl-C and ends them; the last checkpoint stays.
  private func observing<Result>(
    _ ranks: any Communicator, _ checkpoint: CheckpointFile,
    _ work: (ProgressReport.Observer?) throws -> Result
  ) rethrows -> Result {
    guard ranks.rank == 0 else { return try work(nil) }
    guard ranks.count == 1 else { return try speech.showing(work) }
    return try speech.watching { observer in
      // After Ctrl-C the run continues for a few steps, until its checkpoint is written.
      try work { observer($0) || !checkpoint.isCurrent }
    }
  }

  private func checkOutputs(_ checkpoint: CheckpointFile) throws {
    try OutputPath.check([output], besides: [data.table, start, resume])
    if resume == nil {
      try OutputPath.check([RunConfiguration.path(besideModel: output)], besides: [data.table, start])
    }
    try OutputPath.check([checkpoint.path], besides: [data.table, start])
  }

  /// The parts of a table that belong to this rank.
  private func datasets(_ path: String, _ tree: PartTree, inputs network: [String]?) throws -> [Dataset] {
    do {
      let file = try PartedFile(contentsOf: path)
      var parts: [Dataset] = []
      for part in tree.own {
        let table = try file.table(part: part, of: tree.partCount)
        let rows = try Dataset(
          table, inputs: data.inputs?.names ?? network, targets: data.target.names, weights: data.weights)
        // Two training rows, one of which may become a validation row.
        try rows.requireRows(atLeast: 2, for: "each of the \(tree.partCount) parts")
        parts.append(rows)
      }
      return parts
    } catch {
      if case DataError.cannotRead = error { throw error }
      throw Failure("\(path): \(error)")
    }
  }

  /// The training and validation rows, in the same parts.
  private func parts(
    of own: [Dataset], _ judges: [Dataset]?, _ tree: PartTree, _ settings: TrainingSettings
  ) throws -> (training: PartedRows, validation: PartedRows?) {
    let split = try tree.agreeing {
      for data in own + (judges ?? []) { try settings.loss.check(data) }
      return try zip(tree.own, own).map { part, data in
        judges == nil ? try settings.parts(of: data, part: part) : (training: data, validation: nil)
      }
    }
    let kept = judges ?? split.compactMap(\.validation)
    return (
      PartedRows(tree, parts: split.map(\.training)), kept.isEmpty ? nil : PartedRows(tree, parts: kept)
    )
  }

  /// The path of a separate validation table, if there is one.
  private func judgingTable(_ run: RunConfiguration) -> String? {
    guard let text = run.validation, case .table(let path)? = ValidationRows(argument: text) else {
      return nil
    }
    return path
  }

  /// Rejects options that need all rows at once.
  private func refuseWhatNeedsAllRows(_ asked: RunConfiguration) throws {
    let reasons: [(Bool, String)] = [
      (asked.starts ?? 1 > 1, "--starts needs an undivided table; try several values of --seed"),
      (data.sigma != nil, "--sigma needs an undivided table; put 1/σ² into a column for --weights"),
      (
        data.reading.missing != .refuse || data.reading.format.decimalComma
          || data.reading.format.numbers.thousands != nil
          || !data.reading.format.labels.all.isEmpty,
        "rows in parts must be plain numbers; write such a table first, and leave out --missing, --decimal-comma, --thousands and --label"
      ),
      (
        device != nil && device != .processor,
        "training on rows in parts uses processors only; leave out --device"
      ),
    ]
    for (holds, reason) in reasons where holds { throw Failure(reason, status: .usage) }
  }
}
