import Foundation
import KANFormula

/// `formula-benchmarks generate COUNT FILE` trains networks and writes their compositions;
/// `simplify FILE` simplifies them and prints name, seconds, value error and result, one line each;
/// `evaluate` answers `compare_numpy.py`.
@main
struct FormulaBenchmarks {
  static func main() throws {
    let arguments = CommandLine.arguments.dropFirst()
    switch (arguments.first, arguments.count) {
    case ("generate", 3): try Corpus.generate(count: Int(arguments[2]) ?? 300, to: arguments[3])
    case ("simplify", 2): try Simplification.run(try Corpus.read(arguments[2]))
    default:
      FileHandle.standardError.write(Data("usage: formula-benchmarks generate COUNT FILE | simplify FILE\n".utf8))
      exit(2)
    }
  }
}
