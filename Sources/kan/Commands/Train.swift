import ArgumentParser
import SwiftKAN

/// `kan train`: from a table to a trained network.
struct Train: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Trains a network on a table.",
    discussion: """
      A shape lists the nodes of each layer from the inputs to the outputs: 4,5,1. A layer 3+2 has three sums and two products of \
      two factors. The defaults of options depend on the loss and the number of rows. The settings of a run are written \
      next to the model as m.run.json; --from-config reads them, and options on the command line take precedence. Ctrl-C stops \
      after the current step, writes the best network so far and a checkpoint, and prints the command that resumes.

      Examples:

        kan train table.csv --target y --shape 4,5,1 -o m.kan
        kan train table.csv --target y --shape 2,1+1,1 --grid 10 \\
          --optimizer lbfgs --penalty sparsity:0.001 -o m.kan
        kan train table.csv --target y --shape 2,4,3,1 --starts 20 \\
          --grid 3 --order 5 --refine 3,6 -o m.kan
        kan train events.csv --target label --shape 8,64,1 --loss bce \\
          --weights w --early-stopping auc -o m.kan
        kan train events.csv --target label --shape 8,64,1 --loss bce \\
          --epochs 50 --batch 256 --validation more.csv -o m.kan
        kan train newer.csv --target label --from-config m.run.json --seed 2 -o n.kan
        kan train table.csv --target y --resume m.kan.checkpoint -o m.kan
        kan train newer.csv --target y --start m.kan -o n.kan
        mpirun -n 16 kan train events.npy --target x9 --shape 8,64,1 \\
          --loss bce -o m.kan

      The last example needs a kan that was built with MPI. Each of the 16 processes reads its own rows, so that together they can \
      hold a table that is too large for one machine; the result depends only on --parts (by default the number of processes).
      """)

  @OptionGroup var data: TrainingTable
  @OptionGroup var architecture: ArchitectureOptions
  @OptionGroup var method: MethodOptions

  @Option(name: .shortAndLong, help: ArgumentHelp("The model file to write.", valueName: "file.kan"))
  var output: String

  @Option(help: ArgumentHelp("Continue from a checkpoint with its own settings.", valueName: "file"))
  var resume: String?

  @Option(
    help: ArgumentHelp("Start from the network of a model file, such as a theory.", valueName: "file.kan"))
  var start: String?

  @Option(help: ArgumentHelp("Train with the configuration of another run.", valueName: "run.json"))
  var fromConfig: String?

  @Option(
    help: ArgumentHelp(
      "Divide the rows into this many parts, which the processes of mpirun share. (default: one part per process)",
      valueName: "count"))
  var parts: Int?

  @Option(
    help: ArgumentHelp(
      "Where adam and lbfgs run: cpu, or cuda for a graphics card (experimental). (default: cpu)",
      valueName: "cpu|cuda[:n]"))
  var device: DeviceName?

  @OptionGroup var compute: ComputeOptions
  @OptionGroup var speech: OutputOptions

  func validate() throws {
    try device?.check()
    guard parts.map({ (1...1_000_000).contains($0) }) ?? true else {
      throw ValidationError("--parts needs a number from 1 to 1000000, not \(parts ?? 0).")
    }
    let beginnings = [architecture.shape, resume, start].count { $0 != nil }
    guard beginnings == 1 || beginnings == 0 && fromConfig != nil else {
      throw ValidationError(
        "Give one of --shape for a new network, --start with a model file, or --resume with a checkpoint.")
    }
    let columns: Set = ["--target", "--inputs", "--weights", "--validation"]
    if resume != nil { try GivenOptions.refuse(besides: "--resume", allowed: columns) }
    if start != nil, let ignored = ArchitectureOptions.given(in: CommandLine.arguments) {
      throw ValidationError(
        "\(ignored) has no effect with --start, whose network has its own; leave it out.")
    }
    guard method.starts ?? 1 == 1 || resume == nil && start == nil else {
      throw ValidationError("--starts needs a --shape: only random networks can be started several times.")
    }
    if let option = method.optionOfAdam, let optimizer = method.optimizer, optimizer != .adam {
      throw ValidationError("\(option) is a setting of --optimizer adam, not of \(optimizer.rawValue).")
    }
    guard resume == nil || fromConfig == nil else {
      throw ValidationError("A checkpoint to --resume has its own settings; leave out --from-config.")
    }
  }

  func run() throws {
    let asked = try configuration()
    let resumed = try resume.map { try TrainingCheckpoint(contentsOf: $0) }
    if asked.parts != nil || resumed?.settings.partCount != nil || Ranks.areStarted {
      return try runInParts(asked, resuming: resumed)
    }
    let beginning = try start.map { try ModelFile(named: $0) }
    let samples = try data.samples(after: beginning)
    Terminal.note(samples.notes)
    let plan = try TrainingPlan(asked, rows: learntRows(of: samples.data, asked))
    let settings = resumed?.settings ?? plan.settings
    if settings.loss == .ce { try requireClasses(samples) }
    let classes = settings.loss == .ce ? samples.ofClasses : nil
    let dataset = classes?.data ?? samples.data
    let checkpoint = CheckpointFile(path: output + ".checkpoint")
    try OutputPath.check([output], besides: [data.table, start, resume])
    if resume == nil {
      try OutputPath.check([RunConfiguration.path(besideModel: output)], besides: [data.table, start])
    }
    try OutputPath.check([checkpoint.path], besides: [data.table, start])
    try resumed?.check(dataset)
    try dataset.requireRows(atLeast: 2, for: "training")
    let judges = try judgingTable(asked, like: samples, classes: classes?.names)
    if resumed == nil, asked.loss == nil, dataset.targetNames.count == 1,
      dataset.targets[0].allSatisfy({ $0 == 0 || $0 == 1 })
    {
      Terminal.note([
        "the target \(dataset.targetNames[0]) is fitted as a quantity, but has only the values 0 and 1; --loss bce trains a classifier"
      ])
    }
    try settings.loss.check(dataset)
    if let judges { try settings.loss.check(judges) }
    try dataset.requireVaryingTargets()
    var (training, validation): (Dataset, Dataset?) = (dataset, judges)
    if judges == nil { (training, validation) = try settings.parts(of: dataset) }
    let starts =
      try (resumed?.state.network ?? beginning?.network).map { [$0] }
      ?? (0..<plan.starts).map { start in
        let network = try plan.network(for: training, start: start)
        return try classes.map { try network.renaming(outputs: $0.names) } ?? network
      }
    let origin = provenance(of: settings, targets: samples.targetColumns, after: beginning)
    var options = settings.options(
      threads: compute.threads,
      checkpoint: checkpoint.hook(
        settings: settings, data: DatasetFingerprint(dataset), provenance: origin))
    device?.choose(for: &options)

    let (trained, account) = try speech.watching { [options] observer in
      let network = try chosen(among: starts, training, validation, options, observer)
      return try network.trained(
        on: training, validation: validation, options: options, resuming: resumed?.state,
        // After Ctrl-C the run continues for a few steps, until its checkpoint is written.
        observer: { observer($0) || !checkpoint.isCurrent })
    }
    options.noteFailureOfDevice()
    var file = ModelFile(network: trained, provenance: origin)
    file.columns = samples.columns
    // A separate validation table takes no rows from this one.
    if judges == nil {
      file.noteSplit(validation: settings.validation, seed: settings.seed, rows: dataset.count)
    }
    try file.telling { $0.training = account.thinned(to: 1000) }.write(to: output)
    var files = [output]
    if resumed == nil {
      files.append(RunConfiguration.path(besideModel: output))
      try plan.configuration.write(to: files[1])
    }
    let advice = TrainingAdvice.all(
      for: account, of: trained, starts: resumed == nil && beginning == nil ? plan.starts : nil)
    try end(account, of: trained, files, advice, checkpoint, stoppingBy: settings.criterion)
  }

  /// Prints the result of a run, and how to resume a stopped one; a finished run no longer needs its checkpoint.
  func end(
    _ account: Network.TrainingAccount, of trained: Network, _ files: [String], _ advice: [TrainingAdvice],
    _ checkpoint: CheckpointFile, stoppingBy criterion: TrainingOptions.Criterion = .loss
  ) throws {
    try speech.printResult(
      account,
      text: TrainingText(account, network: trained, files: files, advice: advice, criterion: criterion).text)
    try Interruption.raise(
      checkpoint.isMissing
        ? "\(output) holds the best network so far; no checkpoint could be written"
        : "continue with: \(resumption(from: checkpoint.path))")
    checkpoint.remove()
  }

  /// The requested configuration: that of another run, overridden by the options of this one.
  private func configuration() throws -> RunConfiguration {
    var run = try fromConfig.map { try RunConfiguration(contentsOf: $0) } ?? RunConfiguration()
    if let optimizer = run.optimizer, optimizer != "adam", method.optimizer == nil,
      let option = method.optionOfAdam
    {
      throw Failure(
        "\(option) is a setting of adam, but the configuration has \(optimizer); add --optimizer adam",
        status: .usage)
    }
    architecture.add(to: &run)
    method.add(to: &run)
    run.seed = compute.givenSeed ?? run.seed ?? compute.seed
    run.parts = parts ?? run.parts
    run.table = data.table
    run.target = data.target.names.joined(separator: ",")
    run.inputs = data.inputs?.names.joined(separator: ",")
    run.weights = data.weights
    return run
  }

  /// Refuses targets that are not one column of classes, as cross-entropy needs it.
  private func requireClasses(_ samples: TrainingTable.Samples) throws {
    if let one = samples.oneClass {
      throw Failure(
        "--loss ce separates all classes of a column, but the target '\(one)' is one class against all others; use --loss bce with one output, "
          + "or name the column, --target '\(one.prefix { $0 != "=" })'",
        status: .usage)
    }
    guard data.target.names.count == 1 else {
      throw Failure(
        "--loss ce needs one --target, the column of the classes, not \(data.target.names.count)",
        status: .usage)
    }
  }

  /// The separate validation table, if there is one.
  private func judgingTable(
    _ run: RunConfiguration, like samples: TrainingTable.Samples, classes: [String]?
  ) throws -> Dataset? {
    guard let text = run.validation, case .table(let path)? = ValidationRows(argument: text) else {
      return nil
    }
    let prepared = try data.reading.samples(
      of: try data.reading.source(path, remembering: samples.columns), inputs: samples.data.inputNames,
      targets: classes == nil ? samples.data.targetNames : samples.targetColumns, weights: data.weights)
    return try classes.flatMap { try prepared.withClassIndices(of: $0)?.data } ?? prepared.data
  }

  /// The number of training rows.
  private func learntRows(of data: Dataset, _ run: RunConfiguration) -> Int {
    data.count - Int(Double(data.count) * TrainingPlan.share(run.validation))
  }

  /// The start to continue from: the only one, or the most promising.
  private func chosen(
    among starts: [Network], _ training: Dataset, _ validation: Dataset?, _ options: TrainingOptions,
    _ observer: @escaping ProgressReport.Observer
  ) throws -> Network {
    guard starts.count > 1 else { return starts[0] }
    var options = options
    options.steps = TrainingOptions.stepsOfAStart
    return try Network.mostPromising(
      of: starts, on: training, validation: validation, options: options, observer: observer
    ).network
  }

  /// The provenance of the network: that of its initial network, and this run.
  func provenance(
    of settings: TrainingSettings, targets: [String], after beginning: ModelFile?
  ) -> [String: String] {
    let run = [
      "table": data.table, "targets": targets.joined(separator: ","),
      "loss": settings.loss.rawValue,
      "seed": "\(settings.seed)", "swiftkan": packageVersion,
    ]
    return (beginning?.provenance ?? [:]).merging(run) { $1 }
  }

  /// The command line that resumes from a checkpoint.
  func resumption(from checkpoint: String) -> String {
    var words = ["kan train", data.table, "--target", data.target.names.joined(separator: ",")]
    if let inputs = data.inputs { words += ["--inputs", inputs.names.joined(separator: ",")] }
    if let weights = data.weights { words += ["--weights", weights] }
    for label in data.reading.format.labels.all { words += ["--label", "'\(label.text)'"] }
    if case .table(let path)? = method.validation { words += ["--validation", path] }
    return (words + ["--resume", checkpoint, "-o", output]).joined(separator: " ")
  }
}
