/// `kan-benchmarks [kernels|steps|scaling|forward|laws|edges|all]` times SwiftKAN and writes results.md and
/// results.json; `serve` is for the comparison with peers;
/// `stream FILE.npy` trains from a file, its last column the target.
@main
struct KANBenchmarks {
  static func main() throws {
    let what = CommandLine.arguments.dropFirst().first ?? "all"
    if what == "serve" { return try Peer.serve() }
    var report = Report()
    if what == "stream" {
      try Runs.stream(&report, path: CommandLine.arguments[2], steps: 1000)
    }
    if ["kernels", "all"].contains(what) { Kernels.run(&report) }
    if ["forward", "all"].contains(what) { try Runs.forward(&report) }
    if ["steps", "all"].contains(what) { try Steps.run(&report) }
    if ["scaling", "all"].contains(what) { try Steps.scaling(&report) }
    if ["laws", "all"].contains(what) { try Laws.run(&report) }
    if ["edges", "all"].contains(what) { try Edges.run(&report) }
    try report.write("results")
    print(report.markdown)
  }
}
