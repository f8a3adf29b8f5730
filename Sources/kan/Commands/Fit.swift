import ArgumentParser
import SwiftKAN

/// `kan fit`: the constants of a given form.
struct Fit: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Fits the constants of a form that you give.",
    discussion: """
      Names in the form that are columns of the table are inputs; all others are constants to be fitted. Numbers stay as \
      they are. A left-hand side names the target: 'log(y) = a + b*x'. Constants without --start are fitted from many starting \
      values, the same ones in every run.

      Measurement errors (--sigma, --sigma-of) are one standard deviation: a number, a percentage such as 2%, a column of the \
      table, or different errors upwards and downwards, +dyu,-dyd. With them the result includes χ² and its p-value, and the standard \
      errors of the constants follow from them; --scale-errors multiplies these by √(χ²/ndf). Without them the standard errors \
      follow from the size of the residuals. If inputs have errors, the fit minimises the orthogonal distance of the rows from the law.

      With --group one law is fitted to several experiments at once. --common and --each name the constants that all experiments \
      share and those that have a value for each; for the others the shortest description decides.

      Examples:

        kan fit 'a*exp(-x/b) + c' table.csv --target y
        kan fit 'y = b1*(1 - exp(-b2*x))' table.csv --start b1=500,b2=1e-4
        kan fit 'm*g*h' fall.csv --target E --constant g=9.80665
        kan fit 'a + b*x' table.csv --sigma dy --sigma-of x=0.1 --out result
        kan fit 'A*exp(-((x - m)/s)^2/2) + c' peak.csv \\
          --sigma 3% --bounds s=0: --robust huber
        kan fit 'a*sin(w*t + p)' runs.csv --target y --group run --common w
        kan fit 'a*x^b' table.csv --format python
      """)

  @Argument(help: "The form: one formula of columns and constants.")
  var form: String

  @Argument(help: "The table: CSV, TSV, NPY or NPZ.")
  var table: String

  @Option(
    help: ArgumentHelp(
      "The column to explain; by default the only column that the form does not name.", valueName: "column"))
  var target: String?

  @Option(help: ArgumentHelp("Starting values of constants.", valueName: "a=1,b=2,…"))
  var start: ConstantValues?

  @Option(
    help: ArgumentHelp("Bounds of constants; either end may be left open.", valueName: "a=0:10,b=0:,…"))
  var bounds: ConstantBounds?

  @Option(
    name: .customLong("constant"),
    help: ArgumentHelp("The value of a known constant; may be repeated.", valueName: "name=value"))
  var fixed: [NamedValue] = []

  @Option(
    help: ArgumentHelp("The measurement error of the target.", valueName: "column|value|N%|+up,-down"))
  var sigma: SigmaArgument?

  @Option(
    help: ArgumentHelp(
      "The measurement error of an input; may be repeated.", valueName: "x=column|value|N%"))
  var sigmaOf: [NamedSigmaArgument] = []

  @Flag(help: "Multiply the errors of the constants by √(χ²/ndf).")
  var scaleErrors = false

  @Option(
    help: ArgumentHelp("Reduce the influence of outliers: huber or student.", valueName: "loss"))
  var robust: Form.FitOptions.Robustness?

  @Option(help: ArgumentHelp("The column that identifies the experiments.", valueName: "column"))
  var group: String?

  @Option(help: ArgumentHelp("Constants that all groups share.", valueName: "names"))
  var common: NameList?

  @Option(help: ArgumentHelp("Constants with a separate value for each group.", valueName: "names"))
  var each: NameList?

  @Option(
    help:
      "How to treat missing values in the columns of the form: refuse them, drop their rows, or impute the median of the column (inputs only)."
  )
  var missing: TablePreparation.Missing = .refuse

  @OptionGroup var numbers: NumberFormat

  @Option(help: "Print the law in this language instead; `kan help formula` lists them.")
  var format: LanguageName?

  @Option(help: ArgumentHelp("A folder for the results; created if it does not exist.", valueName: "folder"))
  var out: String?

  @OptionGroup var speech: OutputOptions

  func validate() throws {
    guard group != nil || (common == nil && each == nil) else {
      throw ValidationError(
        "\(common != nil ? "--common" : "--each") needs --group, the column that identifies the groups.")
    }
    guard sigma != nil || !scaleErrors else {
      throw ValidationError(
        "--scale-errors needs --sigma: without measurement errors, the errors of the constants already follow from the residuals."
      )
    }
    let names = fixed.map(\.constant.name)
    if let twice = names.firstRepeated {
      throw ValidationError("--constant \(twice) is given twice.")
    }
  }

  func run() throws {
    let (data, texts) = try rows()
    let options = try options(for: data.names)
    let form = try form(of: data.names, options)
    if let text = form.constants.first(where: texts.contains) {
      throw Failure("the column \"\(text)\" contains text, and a form needs numbers; leave it out")
    }
    try form.checkNames(against: data.names)
    let folder = try out.map { try OutputFolder(creating: $0, besides: [table]) }
    let fit = try form.fit(to: data, options: options)
    let files =
      try folder?.write(
        fit, tableName: table, commands: [CommandText.repeatable(CommandLine.arguments)]) ?? []
    if let format, !speech.json {
      for (n, formula) in fit.formulas.enumerated() {
        let name = fit.groups.isEmpty ? "law" : "law_\(fit.groups[n])"
        try Results.print(
          format.language.init(digits: nil).document(Program([formula.withNumbers], name: name)))
      }
    } else {
      try speech.printResult(
        FitRecord(fit), text: FitText(fit, given: fixed.map(\.constant), files: files).text)
    }
    guard fit.account.converged else {
      throw Failure(
        "the constants have not converged; give --start values closer to the solution or fix some with --constant",
        status: .goalMissed)
    }
  }

  /// The table, and the names of columns that were left out because they contain text.
  private func rows() throws -> (table: Table, texts: [String]) {
    guard missing != .refuse else {
      return try Table.read(table, group: group, format: numbers, admitsGaps: true)
    }
    let all = try MixedTable(named: table, format: numbers)
    let texts = all.textColumns.filter { $0 != group }
    let names = all.names.filter { !texts.contains($0) }
    let options = try options(for: names)
    let form = try form(of: names, options)
    try form.checkNames(against: names)
    do {
      let (complete, notes) = try TablePreparation(missing: missing).completed(
        all, inputs: form.inputs, others: form.target.variables + reserved(options))
      Terminal.note(notes)
      guard let group else {
        let columns = try complete.names.map { try complete.numbers(of: $0, admitsGaps: false) }
        return (try Table(names: complete.names, columns: columns), texts)
      }
      return (try Table(complete, labelsIn: group), texts)
    } catch let error as DataError { throw Failure(table: table, error) }
  }

  /// The form for a table with these columns.
  private func form(of columns: [String], _ options: Form.FitOptions) throws -> Form {
    func known(_ name: String) -> String { TableReading.Source.known(name, in: columns) }
    // Names in backquotes may have their units.
    let text = form.split(separator: "`", omittingEmptySubsequences: false).enumerated().map { place, part in
      place % 2 == 1 ? known(String(part)) : String(part)
    }.joined(separator: "`")
    return try Form(
      parsing: String(text.drop { $0 == " " }), columns: columns, target: target.map(known),
      reserved: reserved(options),
      fixed: fixed.map(\.constant))
  }

  /// The columns of measurement errors and groups.
  private func reserved(_ options: Form.FitOptions) -> [String] {
    (options.sigma?.columns ?? []) + options.inputSigmas.values.flatMap(\.columns)
      + [group].compactMap(\.self)
  }

  private func options(for columns: [String]) throws -> Form.FitOptions {
    func known(_ name: String) -> String { TableReading.Source.known(name, in: columns) }
    var options = Form.FitOptions()
    options.starts = start?.values ?? [:]
    for (name, ends) in bounds?.bounds ?? [:] {
      guard ends.lower < ends.upper else {
        throw Failure("\(FormError.emptyBounds(name, lower: ends.lower, upper: ends.upper))")
      }
      options.bounds[name] = ends.lower...ends.upper
    }
    options.sigma = sigma?.error.renamed(known)
    for input in sigmaOf {
      guard
        options.inputSigmas.updateValue(input.error.renamed(known), forKey: known(input.name))
          == nil
      else {
        throw Failure("--sigma-of \(input.name) is given twice", status: .usage)
      }
    }
    if scaleErrors { options.errorScale = .residuals }
    options.robustness = robust
    options.group = group
    options.common = Set(common?.names ?? [])
    options.each = Set(each?.names ?? [])
    return options
  }
}

extension Form.FitOptions.Robustness: ExpressibleByArgument {}
