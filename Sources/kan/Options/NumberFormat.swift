import ArgumentParser
import SwiftKAN

/// The notation of the numbers in a table.
struct NumberFormat: ParsableArguments {
  @Flag(help: "Numbers have a decimal comma: 3,14. Fields are then separated by semicolons or tabs.")
  var decimalComma = false

  @Option(
    help: ArgumentHelp(
      "The thousands separator, such as . or ' or 'space'.", valueName: "sign"))
  var thousands: String?

  func validate() throws {
    guard let thousands else { return }
    guard thousands == "space" || thousands.count == 1, thousands.first?.isNumber == false else {
      throw ValidationError("--thousands needs one character or 'space', not '\(thousands)'.")
    }
    guard thousands != (decimalComma ? "," : ".") else {
      throw ValidationError("--thousands and the decimal sign must differ.")
    }
  }

  /// The same as options of a reader.
  var options: Table.Options {
    var options = Table.Options()
    let sign: Character? = thousands == "space" ? " " : thousands?.first
    options.numbers = NumberStyle(hasDecimalComma: decimalComma, thousands: sign)
    return options
  }
}
