import ArgumentParser
import SwiftKAN

/// `kan discover`: from a table to a formula.
struct Discover: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Finds a closed-form law in a table.",
    discussion: """
      Tries families of closed-form laws and networks of increasing size, fits all constants, identifies exact ones, and \
      prints the best law of each complexity with its error on validation rows, or in cross-validation below 500 rows. With \
      --out it writes formula.tex with references.bib, Formula.swift, the table of constants, network.kan, account.json and \
      the page report.html; manifest.json lists the files that belong together. Ctrl-C or a time limit ends the search with the best law so far. \
      With --out it leaves a checkpoint next to the folder, from which --resume continues to the same result as an \
      uninterrupted search (not with --group, --form or --share).

      With several targets, the laws are found one after the other; --out then contains a folder for each target and one page \
      about all of them.

      A target with the values 0 and 1, or two text values, is a label: the search then finds the log-odds of 1, and the table shows the area \
      under the ROC curve with its error, the log-loss and the calibration of every law. --task quantity fits the numbers 0 \
      and 1 instead. If the target has more than two classes (texts, or whole numbers with --task label), every class but one, \
      the reference, gets a law for its score, ln(P(class)/P(reference)); the probabilities of all classes follow by softmax. \
      --target 'species=setosa' separates one class from all others.

      A formula that was read from a network is compared with it: on the data, on evenly distributed points, and by a \
      proof that holds everywhere within the ranges of the inputs.

      Examples:

        kan discover table.csv --target y
        kan discover events.csv --target mtw \\
          --inputs lep_pt,met,dphi_lep_met --out result
        kan discover fall.csv --target t --constant g=9.80665 --test more.csv
        kan discover gas.csv --target p --constants si --units V=m^3,T=K,n=mol,p=Pa
        kan discover table.csv --target y \\
          --functions x,x^2,sin,exp --effort high --json
        kan discover fall.csv --target E --units m=kg,v=m/s,E=J
        kan discover events.csv --target label --weights w --test more.csv
        kan discover flowers.csv --target species --reference setosa
        kan discover table.csv --target y --pick 2 --out result
        kan discover table.csv --target y --effort high --resume result
        kan discover table.csv --target y --seeds 8 --share 3/16 --out part3
        kan discover simulation.csv --target y --tolerance 1%
        kan discover throw.csv --target range,height --out result
        kan discover table.csv --target y --sigma dy --sigma-of x=dx
        kan discover runs.csv --target y --group run --out result
        kan discover table.csv --target y --form 'a*sqrt(f(x)^2 + g(y))'

      With --constants si a measured constant becomes a product of powers of constants of nature, such as 2*h/c^2, if that is the \
      shorter description and agrees within its standard error. With --units only products with the constant's own unit are \
      possible; without units the columns must be in SI units, and the constant must be known to 1e-4.

      With --group the search finds one law for several experiments. Each constant is common to all experiments or has a \
      value for each, whichever gives the shorter description; the files are those of `kan fit`.

      With --sigma rows are weighted by 1/σ², and the standard errors of the constants follow from the measurement errors. Different \
      errors upwards and downwards, --sigma +dyu,-dyd, are averaged; `kan fit` with the form of the law fits its constants with \
      both. Errors of inputs, --sigma-of x=dx, enlarge σ by the slope of the law that a short first search finds with --sigma \
      alone (the effective variance).

      With --form the law has the given form. Unknown functions in it, such as f and g in 'sqrt(f(x)^2 + g(y, z))', are \
      determined by the search: a small network is trained in place of each and then replaced by a closed form. Names that \
      are not columns are constants to be fitted; everything else stays as written.
      """)

  @OptionGroup var data: TrainingTable

  @Option(help: ArgumentHelp("A folder for the results; created if it does not exist.", valueName: "folder"))
  var out: String?

  @Option(
    help: ArgumentHelp(
      "Continue a stopped search, whose results are in this folder; repeat the table and all other options.",
      valueName: "folder"))
  var resume: String?

  @Option(
    help: ArgumentHelp(
      "Run only this share of the search, such as 3/16 on the third of 16 machines; `kan merge` selects the law from all shares.",
      valueName: "K/N"))
  var share: ShareOfUnits?

  @Option(
    help: ArgumentHelp(
      "Choose the law with this number in the printed table; the search comes first, and its table shows which numbers there are.",
      valueName: "number"))
  var pick: Int?

  @Option(
    help: ArgumentHelp(
      "The column that identifies the experiments, which share one law.", valueName: "column"))
  var group: String?

  @Option(
    help: ArgumentHelp(
      "The measurement error of an input, one standard deviation; needs --sigma; may be repeated.",
      valueName: "x=column|value|N%"))
  var sigmaOf: [NamedSigmaArgument] = []

  @Option(
    help: ArgumentHelp(
      "For a target with several classes: the class with which the others are compared; by default the one that linear log-odds separate best from the others.",
      valueName: "class"))
  var reference: String?

  @Flag(help: "List the parts of the search that --without accepts, and exit.")
  var listMethods = false

  @OptionGroup var search: SearchOptions
  @OptionGroup var test: TestTable
  @OptionGroup var speech: OutputOptions

  /// Whether a command line asks for the list of methods, for which no table is needed.
  static func asksForMethods(_ arguments: [String]) -> Bool {
    arguments.dropFirst().first == "discover" && arguments.contains("--list-methods")
  }

  /// The input files.
  var inputs: [String] { [data.table, test.path, search.own.library].compactMap(\.self) }

  func validate() throws {
    if let pick, pick < 1 {
      throw ValidationError(
        "--pick is the number of a law in the table, counted from 1; it cannot be \(pick).")
    }
    guard sigmaOf.isEmpty || data.sigma != nil else {
      throw ValidationError(
        "--sigma-of needs --sigma: errors of inputs are compared with the error of the target.")
    }
    guard resume == nil || (out == nil && group == nil && search.form == nil) else {
      throw ValidationError(
        "--resume writes to the folder that it names, and continues only searches without --group and --form: leave out \(out != nil ? "--out" : group != nil ? "--group" : "--form")."
      )
    }
    if share != nil {
      let others = [
        "--group": group != nil, "--resume": resume != nil, "--pick": pick != nil, "--test": test.path != nil,
        "--sigma-of": !sigmaOf.isEmpty,
      ].filter(\.value).keys.sorted()
      guard others.isEmpty, out != nil else {
        throw ValidationError(
          others.isEmpty
            ? "--share needs a folder for its results: add --out."
            : "--share divides a search by seeds, targets and structures; leave out \(others.joined(separator: ", "))."
        )
      }
    }
    if group != nil { try validateGroups() }
  }

  func run() throws {
    if let group { return try discoverLaw(ofGroups: group) }
    if let share, let out { return try discoverShare(share, in: out) }
    let samples = try data.samples(units: search.units, sigmaOf: sigmaOf)
    let contrasts = try contrasts(samples)
    let questions = try questions(samples, contrasts)
    try requireQuantities(questions.map { ($0.target, $0.data) }, areClasses: contrasts != nil)
    let classRows = try contrasts.flatMap { try testRows($0, like: samples) }
    // Before the searches, so that a mistake in the table costs none of them.
    let rowsOfTest = try questions.map { question in
      contrasts == nil
        ? try test.dataset(like: question.data, data.reading) : try classRows.flatMap(question.testRows)
    }
    let folder = try (resume ?? out).map { try OutputFolder(creating: $0, besides: inputs) }
    var checkpoint: SearchCheckpointFile?
    var results = SearchResults()
    let time = SharedTime(search.timeLimit.map { .seconds($0) }, Interruption.cancellation)
    for (n, question) in questions.enumerated() {
      let target = question.target
      var options = try search.options(for: question.data, units: samples.units(for: target))
      if contrasts != nil { options.task = .label }
      if let folder, checkpoint == nil, search.form == nil {
        checkpoint = try SearchCheckpointFile(besideFolder: folder.path, of: options, resuming: resume != nil)
      }
      var (discovery, part) = try speech.watching { observer in
        try discover(
          question.data, inputErrors: samples.inputErrors, options: options,
          resuming: checkpoint?.state(of: target), cancellation: time.next(of: questions.count - n),
          observer: observer, onCheckpoint: checkpoint?.hook(of: target))
      }
      checkpoint?.endSearch(discovery.account.ending)
      if let meaning = question.meaning { discovery = discovery.meaning(meaning) }
      discovery.account.warnings = question.notes + discovery.account.warnings
      if let pick { discovery = try picking(pick, from: discovery, on: part, options) }
      if let rows = rowsOfTest[n] { discovery = try discovery.measured(on: rows, as: "test") }

      var files: [String] = []
      if let folder {
        let place = try questions.count == 1 ? folder : folder.subfolder(for: target)
        files = try place.write(
          discovery, options: options, data: part, tableName: data.table,
          commands: [CommandText.repeatable(CommandLine.arguments, renaming: ["--resume": "--out"])],
          columns: samples.columns(of: part))
        results.parts.append(OutputFolder.Part(folder: place, discovery: discovery))
      }
      results.add(discovery, of: part, options: options, files: files)
      if Interruption.isRequested { break }
    }
    let classes = try contrasts.flatMap { contrasts in
      let together = Discovery.OfClasses(contrasts, laws: results.discoveries, seed: search.compute.seed)
      return try classRows.flatMap { try together?.measured(on: $0, as: "test") } ?? together
    }
    if let classes { results.texts.append(ClassesText(classes).text) }
    if let folder, results.parts.count > 1 {
      let record = classes.map { DiscoveryRecord.OfClasses($0, laws: results.records) }
      let files = try folder.writeOverview(
        of: results.parts, classes: classes, record: record, tableName: data.table)
      results.texts.append("wrote \(files.joined(separator: ", "))")
    }
    try results.print(classes, of: questions, by: speech)
    checkpoint?.finish()
    let goOn = checkpoint.flatMap { $0.isNeeded ? "continue with: \(resumption)" : nil }
    try Interruption.raise(goOn ?? "this is the best law so far")
    if let goOn { Terminal.note([goOn]) }
    try requireLaws(questions, results)
  }
}

extension Discover {
  /// The laws requested: one for each target, or for each class but the reference.
  private func questions(
    _ samples: TrainingTable.Samples, _ contrasts: ClassContrasts?
  ) throws -> [SearchQuestion] {
    let questions =
      try contrasts.map { try SearchQuestion.all(of: $0, notes: samples.notes) }
      ?? samples.data.targetNames.map { target in
        let part = try data.part(of: samples, for: target)
        return SearchQuestion(
          target: target, data: part.data, meaning: nil, reference: nil,
          notes: part.notes + [noteOnClasses(part.data)].compactMap(\.self))
      }
    guard pick == nil || questions.count == 1 else {
      throw Failure(
        "--pick selects a law from the table of one target, but there are \(questions.count): "
          + "\(questions.map(\.target).joined(separator: ", ")); name one of them with --target",
        status: .usage)
    }
    return questions
  }

  /// A result with another law of its table.
  private func picking(
    _ number: Int, from discovery: Discovery, on data: Dataset, _ options: Discovery.Options
  ) throws -> Discovery {
    if !discovery.candidates.indices.contains(number - 1) {
      // The search is not wasted: its table shows what can be picked.
      try speech.printResult(
        DiscoveryRecord(discovery, options: options),
        text: DiscoveryText(discovery, on: data, files: []).text)
    }
    return try discovery.picking(number).certified(on: data, options: options.certification)
  }

  /// Fails if a target has no law.
  private func requireLaws(_ questions: [SearchQuestion], _ results: SearchResults) throws {
    let lawless = zip(questions, results.records).filter { $0.1.formula == nil }.map(\.0.target)
    guard lawless.isEmpty else {
      let whose = questions.count == 1 ? "" : " for \(lawless.joined(separator: ", "))"
      throw Failure(
        "no closed form was found\(whose); try --effort high, other --functions or fewer --inputs",
        status: .goalMissed)
    }
  }

  /// The command line that resumes from the checkpoint.
  private var resumption: String {
    CommandText.repeatable(
      CommandLine.arguments, renaming: ["--out": "--resume"], keepsThreads: true)
  }
}

extension Discovery.Options.Effort: ExpressibleByArgument {}
