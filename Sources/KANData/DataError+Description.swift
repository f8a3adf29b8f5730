extension DataError.Place: CustomStringConvertible {
  /// `line 7` or `row 3`.
  package var description: String {
    switch self {
    case .line(let line): "line \(line)"
    case .row(let row): "row \(row)"
    }
  }
}

extension DataError: CustomStringConvertible {
  /// One sentence: what is wrong, where, and what to do.
  package var description: String {
    switch self {
    case .cannotRead(let path, let reason):
      "Cannot read \(path): \(reason); check the path and its permissions."
    case .cannotWrite(let path, let reason):
      "Cannot write \(path): \(reason); choose an existing folder with write permission."
    case .unsupportedFormat(let reason):
      "The file is \(reason); save the table as CSV, .npy or .npz."

    case .emptyFile:
      "The file is empty; give a table with at least one row of numbers."
    case .noRows:
      "The table has no rows; give at least one row of numbers."
    case .noColumns:
      "The table has no columns; give at least one."
    case .tooManyColumns(let found, let limit):
      "The table has \(found) columns, but at most \(limit) are read; check the separator, or transpose the table."
    case .unnamedColumn(let position):
      "Column \(position) has no name; name it in the header or remove it."
    case .duplicateColumn(let name, let first, let second):
      "Columns \(first) and \(second) are both called \(quoted(name)); rename one of them."
    case .raggedLine(let line, let found, let expected):
      "Line \(line) has \(counted(found, "field")), but the table has \(counted(expected, "column")); "
        + "complete the line, or check the separator and the quotes."
    case .raggedColumn(let name, let found, let expected):
      "\(quoted(name)) has \(counted(found, "row")), but the first column has \(expected); "
        + "give every column the same number of rows."
    case .nameCount(let names, let columns):
      "There are \(counted(names, "name")) for \(counted(columns, "column")); give one name per column."

    case .missingValue(let place, let column):
      "The value in \(place), column \(quoted(column)) is missing; fill it in or remove the row."
    case .notANumber(let text, let place, let column):
      "\(quoted(text)) in \(place), column \(quoted(column)) is not a number; "
        + (text.contains(",") ? "write decimals with a point." : "correct it or remove the column.")
    case .tooManyCategories(let found, let limit, let column):
      "The column \(quoted(column)) contains \(found) different texts, but at most \(limit) are taken as categories; "
        + "leave it out, or join categories."
    case .notFinite(let text, let place, let column):
      "\(quoted(text)) in \(place), column \(quoted(column)) is not a finite number; correct it or remove the row."
    case .unterminatedQuote(let line):
      "The quote opened in line \(line) is never closed; close it, and double the quotes inside quoted text."
    case .textAfterQuote(let line):
      "Text follows a closing quote in line \(line); double the quotes inside quoted text."
    case .notUTF8(let line):
      "The column names in line \(line) are not UTF-8 text; save the file as UTF-8."

    case .malformedArray(let name, let reason):
      "The array \(quoted(name)) cannot be read: \(reason)."
    case .malformedArchive(let reason):
      "The file is damaged: \(reason); write it again."
    case .unknownArray(let name, let arrays):
      "The archive has no array \(quoted(name)); it has \(listed(arrays))."

    case .unknownColumn(let name, let role, let columns):
      (role == .measurementError
        ? "The measurement error \(quoted(name)) names no column"
        : "There is no \(role.rawValue) column \(quoted(name))")
        + (nearestName(to: name, in: columns).map { " (did you mean \(quoted($0))?)" } ?? "")
        + "; the columns are \(listed(columns))."
    case .columnInTwoRoles(let name, let first, let second):
      "The column \(quoted(name)) is both \(first.rawValue) and \(second.rawValue); give it one role."
    case .noInputs:
      "No column is left as an input; name at least one input besides target and weight."
    case .noTargets:
      "No target is named; name at least one target column."
    case .weightSum(let sum):
      "The weights sum to \(sum); give weights with a positive sum."
    case .tooFewRows(let found, let needed, let purpose):
      "The table has \(counted(found, "row")), but \(purpose) needs at least \(needed); give more rows."
    case .splitFractions(let validation, let test):
      "A split into \(validation) for validation and \(test) for testing is not possible; "
        + "validation must be above 0, testing at least 0, their sum below 1."
    case .unknownClass(let name, let column, let classes):
      "The column \(quoted(column)) contains the class \(quoted(name)), which is not one of \(listed(classes))."
    case .invalidLabel(let value, let row, let column, let expected):
      "The label \(value) in row \(row), column \(quoted(column)) is not \(expected); "
        + "correct the label, or fit the target as a quantity."
    case .constantTarget(let name, let value):
      "The target \(quoted(name)) is \(value) in every row, so there is nothing to learn; choose another target."
    }
  }
}

/// The text in quotes, truncated if it would fill the screen.
private func quoted(_ text: String) -> String {
  text.count <= 40 ? "\"\(text)\"" : "\"\(text.prefix(37))…\""
}

private func counted(_ count: Int, _ noun: String) -> String {
  "\(count) \(noun)\(count == 1 ? "" : "s")"
}

private func listed(_ names: [String]) -> String {
  let shown = names.prefix(12).map(quoted).joined(separator: ", ")
  return names.count <= 12 ? shown : "\(shown) and \(names.count - 12) more"
}
