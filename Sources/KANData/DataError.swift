/// The reason why data could not be read, checked, split or written; `description` is one sentence that a user can act on.
///
/// Lines, rows and positions are counted from 1, as people and editors count them. A line is a line of a
/// text file, its header included; a row is a row of numbers.
package enum DataError: Error, Hashable, Sendable {
  /// A line of a text file or a row of an array.
  package enum Place: Hashable, Sendable {
    /// The line of a text file, counted from 1 at its very first line.
    case line(Int)
    /// The row of a table or array, counted from 1.
    case row(Int)
  }

  /// The role for which a column was needed.
  package enum Role: String, Hashable, Sendable {
    case input, target, weight, group
    case measurementError = "measurement error"
  }

  // Files
  /// The file cannot be opened or read.
  case cannotRead(path: String, reason: String)
  /// The file cannot be created or written.
  case cannotWrite(path: String, reason: String)
  /// The bytes have a format that is not supported.
  case unsupportedFormat(reason: String)

  // Shape of a table
  /// The file contains only white space.
  case emptyFile
  /// The table has columns but no rows.
  case noRows
  /// The table has rows but no columns.
  case noColumns
  /// More columns than any table of measurements has.
  case tooManyColumns(found: Int, limit: Int)
  /// A column with an empty name.
  case unnamedColumn(position: Int)
  /// Two columns with the same name.
  case duplicateColumn(name: String, first: Int, second: Int)
  /// A line with more or fewer fields than there are columns.
  case raggedLine(line: Int, found: Int, expected: Int)
  /// A column or array that is shorter or longer than the first.
  case raggedColumn(name: String, found: Int, expected: Int)
  /// The numbers of names and of columns differ.
  case nameCount(names: Int, columns: Int)

  // Text and numbers
  /// An empty field, or one that contains `NA`, `null` and the like.
  case missingValue(place: Place, column: String)
  /// Text where a number should be.
  case notANumber(text: String, place: Place, column: String)
  /// A column of more different texts than are taken as categories.
  case tooManyCategories(found: Int, limit: Int, column: String)
  /// NaN, an infinity or a number beyond the range of `Double`.
  case notFinite(text: String, place: Place, column: String)
  /// A quote that is never closed.
  case unterminatedQuote(line: Int)
  /// Text between a closing quote and the next separator.
  case textAfterQuote(line: Int)
  /// A column name that is not UTF-8.
  case notUTF8(line: Int)

  // NumPy files
  /// An array whose header or length is wrong, or whose type is not supported.
  case malformedArray(name: String, reason: String)
  /// A `.npz` or `.gz` file that cannot be unpacked.
  case malformedArchive(reason: String)
  /// The archive has no array of that name.
  case unknownArray(name: String, arrays: [String])

  // Datasets
  /// The table has no column of that name.
  case unknownColumn(name: String, role: Role, columns: [String])
  /// One column in two roles, such as a target among the inputs.
  case columnInTwoRoles(name: String, first: Role, second: Role)
  /// No input is left.
  case noInputs
  /// No target is named.
  case noTargets
  /// Weights that sum to zero or less.
  case weightSum(Double)
  /// Fewer rows than the task needs.
  case tooFewRows(found: Int, needed: Int, purpose: String)
  /// Fractions of a split that make no sense.
  case splitFractions(validation: Double, test: Double)
  /// A class in words that a model does not have.
  case unknownClass(name: String, column: String, classes: [String])
  /// A label that the task does not allow.
  case invalidLabel(value: Double, row: Int, column: String, expected: String)
  /// A target that has only one value.
  case constantTarget(name: String, value: Double)
}
