import Foundation
import KANFormula

/// `formula-benchmarks generate COUNT FILE` trains networks and writes their compositions;
/// `simplify FILE` simplifies them and prints name, seconds, value error and result, one line each;
/// `evaluate FORMULA NAMES COLUMNS VALUES` times one formula on columns from a file, for `compare_numpy.py`;
/// `trees` counts the small trees that one core evaluates in a second.
@main
struct FormulaBenchmarks {
  static func main() throws {
    let arguments = CommandLine.arguments.dropFirst()
    switch (arguments.first, arguments.count) {
    case ("generate", 3): try Corpus.generate(count: Int(arguments[2]) ?? 300, to: arguments[3])
    case ("simplify", 2): try Simplification.run(try Corpus.read(arguments[2]))
    case ("evaluate", 5):
      try Evaluation.run(arguments[2], names: arguments[3], input: arguments[4], output: arguments[5])
    case ("trees", 1): try TreeRate.run()
    default:
      let usage =
        "usage: formula-benchmarks generate COUNT FILE | simplify FILE | evaluate FORMULA NAMES COLUMNS VALUES | trees\n"
      FileHandle.standardError.write(Data(usage.utf8))
      exit(2)
    }
  }
}
