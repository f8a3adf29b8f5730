import Foundation
import KANTestSupport
import Testing

@testable import KANFiles

/// Files are replaced whole, together, and only where a file may be.
@Suite struct WritingTests {
  private func text(_ path: String) throws -> String { try String(contentsOfFile: path, encoding: .utf8) }

  private func names(in folder: TemporaryFolder, _ name: String = "") throws -> Set<String> {
    Set(try FileManager.default.contentsOfDirectory(atPath: folder.path(name)))
  }

  @Test func aFileIsReplacedAndKeepsWhoMayReadIt() throws {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    try folder.write("old", to: "file")
    chmod(folder.path("file"), 0o640)
    try FileBytes.write(Array("new".utf8), to: folder.path("file"))
    #expect(try text(folder.path("file")) == "new")
    var status = stat()
    #expect(stat(folder.path("file"), &status) == 0 && status.st_mode & 0o777 == 0o640)
    #expect(try names(in: folder) == ["file"])
  }

  @Test(arguments: ["folder", "pipe", "link", "", ".", "no/such/folder/file", "folder/"])
  func whatIsNoFileIsNotReplaced(name: String) throws {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    mkdir(folder.path("folder"), 0o755)
    mkfifo(folder.path("pipe"), 0o644)
    try folder.write("untouched", to: "victim")
    symlink("victim", folder.path("link"))
    let before = try names(in: folder)
    let path = name.isEmpty ? "" : folder.url.path + "/" + name
    let error = #expect(throws: FileError.self) { try FileBytes.write([65], to: path) }
    #expect(error?.reason.isEmpty == false)
    #expect(throws: FileError.self) { try FilePlace.check(path) }
    #expect(try names(in: folder) == before)
    #expect(try text(folder.path("victim")) == "untouched")
  }

  /// Before it is complete nothing of it is seen at its path, and if it is given up nothing is left.
  @Test(arguments: [true, false]) func aFileInPiecesAppearsWholeOrNotAtAll(isFinished: Bool) throws {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    try folder.write("old", to: "file")
    chmod(folder.path("file"), 0o600)
    do {
      let writer = try FileWriter(folder.path("file"))
      try writer.write(Array("ne".utf8))
      try writer.write(Array("w".utf8))
      #expect(try text(folder.path("file")) == "old")
      if isFinished { try writer.finish() }
    }
    #expect(try text(folder.path("file")) == (isFinished ? "new" : "old"))
    var status = stat()
    #expect(stat(folder.path("file"), &status) == 0 && status.st_mode & 0o777 == 0o600)
    #expect(try names(in: folder) == ["file"])
  }

  @Test(arguments: ["folder", "pipe", "link", "no/such/folder/file"])
  func whatIsNoFileIsNotReplacedInPieces(name: String) throws {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    mkdir(folder.path("folder"), 0o755)
    mkfifo(folder.path("pipe"), 0o644)
    symlink("victim", folder.path("link"))
    let before = try names(in: folder)
    #expect(throws: FileError.self) { try FileWriter(folder.path(name)) }
    #expect(try names(in: folder) == before)
  }

  @Test func devicesAreRefused() {
    let error = #expect(throws: FileError.self) { try FilePlace.check("/dev/null") }
    #expect(error?.reason == "it is a device")
  }

  @Test func inputsAreRefusedUnderAnyName() throws {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    try folder.write("x", to: "table")
    link(folder.path("table"), folder.path("other"))
    for name in ["table", "other", "../\(folder.url.lastPathComponent)/table"] {
      let error = #expect(throws: FileError.self) {
        try FilePlace.check(folder.path("table"), besides: [folder.path(name)])
      }
      #expect(error?.reason.contains("read by the same command") == true)
    }
    #expect(throws: Never.self) { try FilePlace.check(folder.path("new"), besides: [folder.path("table")]) }
  }

  /// The third place cannot be written to, so that the first two stay as they are.
  @Test func filesChangeTogetherOrNotAtAll() throws {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    try folder.write("old", to: "a")
    try folder.write("gone?", to: "c")
    mkdir(folder.path("d"), 0o755)
    var transaction = FileTransaction()
    transaction.write(Array("new".utf8), to: folder.path("a"))
    transaction.write(Array("new".utf8), to: folder.path("b"))
    transaction.remove(folder.path("c"))
    var failing = transaction
    failing.write([65], to: folder.path("d"))
    #expect(throws: FileError.self) { try failing.commit() }
    #expect(try names(in: folder) == ["a", "c", "d"])
    #expect(try text(folder.path("a")) == "old")
    try transaction.commit()
    #expect(try names(in: folder) == ["a", "b", "d"])
    #expect(try text(folder.path("a")) == "new")
  }

  @Test func whatKilledProcessesLeftIsRemovedAndWhatOthersWriteIsNot() throws {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    let (left, busy) = (TemporaryFile.newName(), TemporaryFile.newName())
    for name in [left, busy, ".kan-mine.part"] { try folder.write("x", to: name) }
    mkdir(folder.path(".kan-0123456789abcdef.part"), 0o755)
    try folder.write("x", to: ".kan-0123456789abcdef.part/inner")
    let file = open(folder.path(busy), O_RDONLY)
    #expect(flock(file, LOCK_EX | LOCK_NB) == 0)
    defer { close(file) }
    try FileBytes.write([65], to: folder.path("file"))
    #expect(try names(in: folder) == ["file", busy, ".kan-mine.part"])
  }

  @Test func aFolderAppearsWithAllItsFiles() throws {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    var contents = FolderContents()
    contents.write("first".utf8, to: "a.txt")
    contents.write("".utf8, to: "b \"quoted\".txt")
    try contents.commit(to: folder.path("new") + "/")
    #expect(try names(in: folder) == ["new"])
    #expect(try names(in: folder, "new") == ["a.txt", "b \"quoted\".txt", "manifest.json"])
    // CRC-32 of "first" by Python's zlib.crc32; that of nothing is 0.
    #expect(
      try text(folder.path("new/manifest.json")) == """
        {
          "files": {
            "a.txt": {"bytes": 5, "crc32": "9271ee57"},
            "b \\"quoted\\".txt": {"bytes": 0, "crc32": "00000000"}
          }
        }

        """)
  }

  @Test func anOldFolderKeepsWhatIsNotOurs() throws {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    for name in ["notes", "a.txt", "stale"] { try folder.write("old", to: name) }
    var contents = FolderContents()
    contents.write("new".utf8, to: "a.txt")
    contents.remove("stale")
    try contents.commit(to: folder.url.path)
    #expect(try names(in: folder) == ["notes", "a.txt", "manifest.json"])
    #expect(try text(folder.path("a.txt")) == "new")
    #expect(try text(folder.path("notes")) == "old")
  }

  @Test func steeringCharactersAreWrittenOut() {
    #expect("a\u{1B}b\u{202E}\u{2066}\n\0".visible() == "a[U+001B]b[U+202E][U+2066][U+000A][U+0000]")
    #expect("a\nb\t".visible(keeping: ["\n", "\t"]) == "a\nb\t")
    // Letters, signs that join them, and emoji are no such characters.
    for text in ["Δφ", "می\u{200C}خواهم", "👩‍👩‍👧", "naïve", "m/s²"] { #expect(text.visible() == text) }
  }
}
