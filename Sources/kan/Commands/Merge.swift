import ArgumentParser
import SwiftKAN

/// `kan merge`: the law of a search divided among several machines.
struct Merge: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Selects the best law of a search that was divided among machines.",
    discussion: """
      `kan discover … --share K/N --out DIR` runs the K-th share of a search: some of its seeds, targets and network \
      structures. This command reads the folders of all shares, selects one law for each target and copies its files. An exact \
      law takes precedence; otherwise, among the laws with the smallest errors, the one that most parts found, and then the one \
      with the shortest description. The result does not depend on the number of shares. merge.json records what each part found.

      Examples:

        kan discover table.csv --target y --seeds 4 --share 1/2 --out part1
        kan discover table.csv --target y --seeds 4 --share 2/2 --out part2
        kan merge part1 part2 --out result
      """)

  @Argument(help: ArgumentHelp("The folders of all shares.", valueName: "folder"))
  var folders: [String]

  @Option(help: ArgumentHelp("A folder for the results; created if it does not exist.", valueName: "folder"))
  var out: String?

  @Flag(help: "Select the best of the available parts even if some are missing.")
  var incomplete = false

  @OptionGroup var speech: OutputOptions

  func run() throws {
    let merge = try MergedSearch(of: folders)
    let missing = merge.missing.map { "\($0 + 1)" }.joined(separator: ", ")
    guard merge.missing.isEmpty || incomplete else {
      throw Failure(
        "part\(merge.missing.count == 1 ? "" : "s") \(missing) of \(merge.parts[0].record.unit.count) \(merge.missing.count == 1 ? "is" : "are") missing; name the folders of all shares, or select the best of the others with --incomplete"
      )
    }
    let files = try out.map { try merge.write(to: $0) } ?? []
    try speech.printResult(
      merge.targets.map { MergeRecord(merge, target: $0) }, text: MergeText(merge, files: files).text)
    let lawless = merge.targets.filter { merge.taken(for: $0)?.record.formula == nil }
    guard lawless.isEmpty else {
      throw Failure("no part found a closed form for \(lawless.joined(separator: ", "))", status: .goalMissed)
    }
  }
}
