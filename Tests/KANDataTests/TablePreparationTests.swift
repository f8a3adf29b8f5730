import Testing

@testable import KANData

/// Tables as people have them: names of rows, dates, categories, missing values, decimals with a comma.
@Suite struct TablePreparationTests {
  private static func table(_ text: String, _ numbers: NumberStyle = .plain) throws -> MixedTable {
    try MixedTable(bytes: Array(text.utf8), options: Table.Options(numbers: numbers))
  }

  private static let messy = """
    "","date","state","x","copy","id","y"
    "a","2024-01-01","treated",1,1,11,2.5
    "b","2024-01-02","untreated",2,2,12,NA
    "c","2024-01-03","treated",,3,13,3.5
    "d","2024-01-04","untreated",4,4,14,4.5

    """

  @Test func leavesOutWhatIsNoInputAndSaysSo() throws {
    let prepared = try TablePreparation(missing: .drop, levelLimit: 3).dataset(
      from: Self.table(Self.messy), targets: ["y"])
    #expect(prepared.data.inputNames == ["state=untreated", "x", "copy"])
    #expect(prepared.data.inputs == [[0, 1], [1, 4], [1, 4]] && prepared.data.targets == [[2.5, 4.5]])
    let notes = prepared.notes.joined(separator: "\n")
    for part in [
      "row only identifies the rows", "date contains text (\"2024-01-01\"", "id only identifies the rows",
      "2 of 4 rows lack a value of x, y",
      "state has 2 categories; the input state=untreated is 1 for untreated and 0 for treated",
    ] { #expect(notes.contains(part), "\(part) in \(notes)") }
  }

  @Test func severalCategoriesAndASingleGapAreTold() throws {
    let prepared = try TablePreparation(missing: .drop).dataset(
      from: Self.table("site,x,y\nnorth,1,1\neast,2,3\nsouth,,5\nsouth,4,2\n"), targets: ["y"])
    #expect(prepared.data.inputNames == ["site=north", "site=south", "x"])
    #expect(prepared.notes.contains("1 of 4 rows lacks a value of x and was left out"))
    #expect(
      prepared.notes.contains(
        "site has 3 categories; each of the inputs site=north, site=south is 1 for its category and "
          + "0 for the others, and all are 0 for east"), "\(prepared.notes)")
  }

  @Test func missingValuesAreRefusedDroppedOrImputed() throws {
    let table = try Self.table("x,z,y\n1,5,1\n,6,2\n3,7,\n5,8,4\n")
    #expect(throws: DataError.missingValue(place: .line(3), column: "x")) {
      try TablePreparation().dataset(from: table, targets: ["y"])
    }
    let dropped = try TablePreparation(missing: .drop).dataset(from: table, targets: ["y"])
    #expect(dropped.data.inputs == [[1, 5], [5, 8]] && dropped.data.targets == [[1, 4]])
    let imputed = try TablePreparation(missing: .impute).dataset(from: table, targets: ["y"])
    #expect(imputed.data.inputs == [[1, 3, 5], [5, 6, 8]] && imputed.data.targets == [[1, 2, 4]])
    #expect(imputed.notes.contains("1 missing value of x was replaced by its median"))
    // What is not used may lack anything.
    let one = try TablePreparation().dataset(
      from: Self.table("x,z,y\n1,5,1\n,6,2\n3,7,3\n"), inputs: ["z"], targets: ["y"])
    #expect(one.data.count == 3)
  }

  /// A text among numbers is a mistake; what is not finite is missing, and said as it stands where that is refused.
  @Test func mistakesAreNotCategories() throws {
    #expect(throws: DataError.notANumber(text: "four", place: .line(3), column: "x")) {
      try TablePreparation().dataset(from: Self.table("x,z,y\n1,2,3\nfour,5,6\n"), targets: ["y"])
    }
    let table = try Self.table("x,y\n1,2\nnan,4\n3,inf\n5,7\n")
    #expect(throws: DataError.notFinite(text: "nan", place: .line(3), column: "x")) {
      try TablePreparation().dataset(from: table, targets: ["y"])
    }
    let dropped = try TablePreparation(missing: .drop).dataset(from: table, targets: ["y"])
    #expect(dropped.data.inputs == [[1, 5]])
  }

  @Test func namedColumnsAreTakenWhateverTheyAre() throws {
    let table = try Self.table("id,kind,y\n1,a,5\n2,b,6\n3,a,7\n")
    let all = try TablePreparation().dataset(from: table, targets: ["y"])
    #expect(all.data.inputNames == ["kind=b"])
    let named = try TablePreparation().dataset(from: table, inputs: ["id", "kind=a"], targets: ["y"])
    #expect(named.data.inputNames == ["id", "kind=a"] && named.data.inputs == [[1, 2, 3], [1, 0, 1]])
    #expect(throws: DataError.self) {
      try TablePreparation().dataset(from: table, inputs: ["id"], targets: ["y"], weights: "kind")
    }
    let copies = try TablePreparation().dataset(
      from: Self.table("a,b,y\n1,1,5\n2,2,6\n"), targets: ["y"])
    #expect(
      copies.data.inputNames == ["a"] && copies.notes == ["the column b is a copy of a and was left out"])
  }

  @Test func readsNamesOfRowsAsRWritesThem() throws {
    let table = try Self.table("mpg,cyl\nMazda RX4,21,6\nDatsun 710,22.8,4\n")
    #expect(table.names == ["row", "mpg", "cyl"] && table.unnamed == ["row"])
    #expect(throws: DataError.raggedLine(line: 3, found: 1, expected: 2)) { try Self.table("a,b\n1,2\n3\n") }
  }

  @Test(arguments: [
    ("1.234.567,5", NumberStyle(hasDecimalComma: true, thousands: "."), 1234567.5),
    ("3,14", NumberStyle(hasDecimalComma: true, thousands: nil), 3.14),
    ("1'000", NumberStyle(hasDecimalComma: false, thousands: "'"), 1000),
    ("-2 500,25", NumberStyle(hasDecimalComma: true, thousands: " "), -2500.25),
  ])
  func readsNumbersAsPeopleWriteThem(text: String, style: NumberStyle, value: Double) throws {
    let table = try Self.table("a;b\n\(text);1\n", style)
    #expect(table.columns[0] == [.number(value)])
  }

  /// A number in another style is none: it would be read as another number.
  @Test func otherStylesAreText() throws {
    let style = NumberStyle(hasDecimalComma: true, thousands: ".")
    #expect(try Self.table("a;b\n1.5;1\n", style).columns[0] == [.text("1.5")])
    #expect(
      try Self.table("a;b\n1.5;1\n", NumberStyle(hasDecimalComma: true, thousands: nil)).columns[0] == [
        .text("1.5")
      ])
  }

  @Test func unitsAreNoPartOfNames() throws {
    let isUnit: (String) -> Bool = { $0 == "K" }
    #expect(Table.splitting("T (K)", where: isUnit) == ("T", "K"))
    #expect(Table.splitting("f(x)", where: isUnit) == ("f(x)", nil))
    #expect(Table.splitting("E [J]") == ("E", "J"))
    let table = try Table(names: ["T (K)", "E [J]"], columns: [[1, 2], [3, 4]])
    let data = try Dataset(table, inputs: ["T"], targets: ["E"])
    #expect(data.inputs == [[1, 2]] && data.inputNames == ["T"])
    #expect(try Dataset(table, inputs: ["T (K)"], targets: ["E [J]"]).targets == [[3, 4]])
  }

  @Test(arguments: ["{\"a\": 1}\n{\"a\": 2}\n", "[{\"a\": 1}]", "[[1, 2]]"])
  func refusesJSONWithWhatToDo(text: String) {
    #expect {
      try Table(bytes: Array(text.utf8))
    } throws: { "\($0)".contains("JSON") && "\($0)".contains("to_csv") }
  }

  /// The later of two classes in the alphabet is 1; of three each is a label of its own.
  @Test func textTargetsBecomeLabels() throws {
    let two = try TablePreparation().dataset(
      from: Self.table("x,kind\n1,red\n2,blue\n3,red\n"), targets: ["kind"])
    #expect(two.data.targetNames == ["kind=red"] && two.data.targets == [[1, 0, 1]])
    #expect(two.notes == ["the target 'kind' has two values; the label kind=red is 1 for red and 0 for blue"])
    let three = try TablePreparation().dataset(
      from: Self.table("x,kind\n1,red\n2,blue\n3,green\n4,blue\n"), targets: ["kind"])
    #expect(three.data.targetNames == ["kind=blue", "kind=green", "kind=red"])
    #expect(three.data.targets == [[0, 1, 0, 1], [0, 0, 1, 0], [1, 0, 0, 0]])
    #expect(three.data.inputNames == ["x"] && three.notes[0].contains("3 classes"))
  }

  /// Another table is encoded as the first one was, whatever classes it holds.
  @Test func labelsAreKnownByTheirNames() throws {
    let other = try TablePreparation().dataset(
      from: Self.table("x,kind\n1,blue\n2,blue\n3,red\n"), inputs: ["x"], targets: ["kind=red"])
    #expect(other.data.targetNames == ["kind=red"] && other.data.targets == [[0, 0, 1]])
    #expect(throws: DataError.unknownColumn(name: "sort=red", role: .target, columns: ["x", "kind"])) {
      try TablePreparation().dataset(from: Self.table("x,kind\n1,red\n2,blue\n"), targets: ["sort=red"])
    }
  }

  @Test func textThatIsNoLabelIsRefused() throws {
    #expect(throws: DataError.notANumber(text: "red", place: .line(2), column: "kind")) {
      try TablePreparation().dataset(from: Self.table("x,kind\n1,red\n2,3\n"), targets: ["kind"])
    }
    #expect(throws: DataError.notANumber(text: "a", place: .line(2), column: "kind")) {
      try TablePreparation(levelLimit: 2).dataset(
        from: Self.table("x,kind\n1,a\n2,b\n3,c\n"), targets: ["kind"])
    }
  }
}
