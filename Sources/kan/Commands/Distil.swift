import ArgumentParser
import SwiftKAN

/// `kan distil`: from a function that can be evaluated to a formula.
struct Distil: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Finds the formula of a network, a simulation or any program.",
    discussion: """
      Evaluates a function at points throughout a box, searches as `kan discover` does, and adds points where the error of the \
      formula is largest. The error on the box, and the share of the variance that the formula explains, are measured at points \
      that no formula was fitted to. For a network with up to \(Distillation.largestProvenDimension) inputs the tool proves how large the error can be anywhere on the \
      box, rounding included (--effort limits the work of the proof; `kan certify` takes it further); for more inputs it reports \
      the largest distance at sampled points.

      A trained network is itself only an approximation of its law, and a formula that follows it too closely describes its errors \
      as well. Among the formulas found for a network, the tool therefore chooses the knee, beyond which longer formulas are hardly \
      more accurate. If you know the error of the network on its data, give it as --tolerance to get the simplest formula within \
      it. For other functions the formula with the shortest description is chosen, as by `kan discover`.

      The function is the network of a model file, or the shell command given as --oracle, which reads one point per line, \
      coordinates separated by spaces, from its standard input and prints one value per line. With --oracle - the points are \
      written to standard output, a blank line after the last one of each round, and the values are read from standard input; \
      results then go only to --out.

      Examples:

        kan distil m.kan
        kan distil m.kan --tolerance 1%
        kan distil --oracle 'python3 simulate.py' --box mass=0.1:2,speed=0:30 \\
          --target energy --out result
        kan distil --oracle "awk '{print \\$1*sin(\\$2)}'" \\
          --box x=0:1,y=-2:3 --points 500
      """)

  @Argument(help: "The model file of the network to evaluate.")
  var model: String?

  @Option(
    help: ArgumentHelp("The command to evaluate, or - for standard output and input.", valueName: "command"))
  var oracle: String?

  @Option(
    help: ArgumentHelp(
      "The box to evaluate in, in the order of the coordinates; by default the network's own grids.",
      valueName: "x=0:1,y=-2:3"))
  var box: RangeList?

  @Option(
    help: ArgumentHelp(
      "The name of the value, or one of the outputs of a network; by default its only output, or y (f if y is a coordinate).",
      valueName: "name"))
  var target: String?

  @Option(
    help: ArgumentHelp(
      "The number of points in the first round; each further round adds a quarter as many.",
      valueName: "count"))
  var points = 1000

  @Option(help: ArgumentHelp("The maximum number of rounds.", valueName: "count"))
  var rounds = 3

  @Option(
    help: ArgumentHelp(
      "The time that the command may take for the points of one round. (default: 60)", valueName: "seconds"))
  var oracleTimeout: Double?

  @Option(help: ArgumentHelp("A folder for the results; created if it does not exist.", valueName: "folder"))
  var out: String?

  @OptionGroup var search: SearchOptions
  @OptionGroup var speech: OutputOptions

  func validate() throws {
    guard (model == nil) != (oracle == nil) else {
      throw ValidationError("Give either a model file or an --oracle.")
    }
    guard oracle == nil || box != nil else {
      throw ValidationError("--oracle needs a --box in which to evaluate it.")
    }
    guard oracle != "-" || out != nil else {
      throw ValidationError("--oracle - needs --out: standard output is used for the points.")
    }
    guard (20...1_000_000).contains(points) else {
      throw ValidationError("--points needs a number from 20 to 1000000, not \(points).")
    }
    guard (1...100).contains(rounds) else {
      throw ValidationError("--rounds needs a number from 1 to 100, not \(rounds).")
    }
    if let oracleTimeout, !(oracleTimeout > 0 && oracleTimeout <= 1e6) {
      throw ValidationError("--oracle-timeout needs a number of seconds above 0, not \(oracleTimeout).")
    }
    guard search.form == nil else {
      throw ValidationError("--form applies to tables; use it with `kan discover`.")
    }
    guard !(search.units.map(ColumnUnits.namesHeader) ?? false) else {
      throw ValidationError("--units header applies to tables; give the units, such as m=kg,v=m/s.")
    }
  }

  func run() throws {
    let asked = try subject()
    let inputs = [model, search.own.library].compactMap(\.self)
    let folder = try out.map { try OutputFolder(creating: $0, besides: inputs) }
    let known = try search.units.map { try ColumnUnits(parsing: $0) }
    Terminal.note(known?.notes ?? [])
    let units = known?.units ?? [:]
    var rules = try search.options(
      inputs: asked.oracle.inputNames, targets: [asked.oracle.outputName], units: units)
    // A trained network is an approximation: its values deviate from the law systematically.
    if model != nil, search.choose == nil, search.tolerance == nil { rules.choice = .knee }
    let options = Distillation.Options(search: rules, points: points, checkPoints: points, rounds: rounds)
    let distillation = try speech.watching { observer in
      guard let network = asked.network else {
        return try distil(
          asked.oracle, options: options, cancellation: Interruption.cancellation, observer: observer)
      }
      return try distil(
        network, output: asked.output, box: asked.oracle.box, options: options,
        cancellation: Interruption.cancellation, observer: observer)
    }
    let files =
      try folder?.write(
        distillation.discovery, options: options.search, data: distillation.points,
        tableName: asked.oracle.outputName,
        commands: [CommandText.repeatable(CommandLine.arguments)], columns: asked.columns) ?? []
    if oracle != "-" {
      try speech.printResult(
        DistillationRecord(distillation, options: options.search),
        text: DistillationText(distillation, files: files).text)
    }
    try Interruption.raise("this is the best law so far")
    guard distillation.discovery.formula != nil else {
      throw Failure("no closed form was found; try --effort high or a smaller --box", status: .goalMissed)
    }
  }

  /// The oracle, and the network behind it if there is one.
  private struct Subject {
    let oracle: Oracle
    var network: Network?
    var output = 0
    /// The inputs and outputs that had other names in the network's table.
    var columns: [ModelFile.Column] = []
  }

  /// The oracle that the options name.
  private func subject() throws -> Subject {
    if let model { return try network(of: ModelFile(named: model)) }
    let names = box?.names ?? []
    let target = target ?? (names.contains("y") ? "f" : "y")
    try check(target, among: names)
    let ranges = names.compactMap { box?.ranges[$0] }
    guard let oracle, oracle != "-" else {
      return Subject(
        oracle: Oracle(inputNames: names, outputName: target, box: ranges) {
          try StandardOracle().values(at: $0)
        })
    }
    let command = CommandOracle(command: oracle, timeout: oracleTimeout ?? 60)
    return Subject(
      oracle: Oracle(inputNames: names, outputName: target, box: ranges) { try command.values(at: $0) })
  }

  /// One output of the network of a file.
  private func network(of file: ModelFile) throws -> Subject {
    let network = file.network
    let (names, outputs) = (network.inputs.map(\.name), network.outputs.map(\.name))
    guard let place = target.map({ outputs.firstIndex(of: $0) }) ?? (outputs.count == 1 ? 0 : nil) else {
      throw Failure(
        "the network has the outputs \(outputs.joined(separator: ", ")); choose one of them with --target")
    }
    if let stranger = box?.names.first(where: { !names.contains($0) }) {
      throw Failure(
        "--box names '\(stranger)', which is not an input; the inputs are \(names.joined(separator: ", "))")
    }
    try check(outputs[place], among: names)
    let ranges = zip(names, network.trainingBox).map { box?.ranges[$0] ?? $1 }
    return Subject(
      oracle: Oracle(network, output: place, box: ranges), network: network, output: place,
      columns: file.columns)
  }

  private func check(_ target: String, among names: [String]) throws {
    guard !names.contains(target) else {
      throw Failure("'\(target)' is an input; give the value another name with --target")
    }
  }
}
