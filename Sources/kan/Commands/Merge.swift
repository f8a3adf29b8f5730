import ArgumentParser
import SwiftKAN

/// `kan merge`: the law of a search that several machines did in parts.
struct Merge: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Takes the best law of a search that was shared out among machines.",
    discussion: """
      `kan discover … --share K/N --out DIR` does the K-th share of a search: some of its seeds, its targets and its structures \
      of networks. This command reads the folders of all shares, takes the law of each target and copies its files: an exact law before \
      others; of those whose errors are as small as any, the one that most parts found, then the shortest description. The result is the \
      same for every number of shares. merge.json says what each part found.

      Examples:

        kan discover table.csv --target y --seeds 4 --share 1/2 --out part1
        kan discover table.csv --target y --seeds 4 --share 2/2 --out part2
        kan merge part1 part2 --out result
      """)

  @Argument(help: ArgumentHelp("The folders of all shares.", valueName: "folder"))
  var folders: [String]

  @Option(help: ArgumentHelp("A folder for the results; made when missing.", valueName: "folder"))
  var out: String?

  @Flag(help: "Take the best of the parts that are there, although some are missing.")
  var incomplete = false

  @OptionGroup var speech: OutputOptions

  func run() throws {
    let merge = try MergedSearch(of: folders)
    let missing = merge.missing.map { "\($0 + 1)" }.joined(separator: ", ")
    guard merge.missing.isEmpty || incomplete else {
      throw Failure(
        "part\(merge.missing.count == 1 ? "" : "s") \(missing) of \(merge.parts[0].record.unit.count) \(merge.missing.count == 1 ? "is" : "are") not there; name the folders of all shares, or take the best of the others with --incomplete"
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
