extension Table {
  /// How a file becomes a table; the defaults find out by themselves.
  public struct Options: Hashable, Sendable {
    /// What kind of file it is.
    public enum Format: String, Hashable, Sendable, CaseIterable {
      /// By the first bytes: `.npy` and `.npz` announce themselves, all else is text.
      case automatic
      /// Text with separators.
      case csv
      /// One NumPy array.
      case npy
      /// A zip archive of NumPy arrays.
      case npz
    }

    /// What stands between the fields of a line.
    public enum Separator: String, Hashable, Sendable, CaseIterable {
      /// The one of tab, semicolon, comma that the first two lines hold equally often.
      case automatic
      case comma, semicolon, tab
    }

    /// Whether the first line holds names.
    public enum Header: String, Hashable, Sendable, CaseIterable {
      /// It does if any of its fields is text that is no number.
      case automatic
      /// It does not; the columns are called x1, x2, …
      case none
      /// It does, even if the names look like numbers.
      case present
    }

    /// What kind of file it is.
    public var format: Format
    /// What stands between the fields of a line of text.
    public var separator: Separator
    /// Whether the first line of text holds names.
    public var header: Header
    /// How numbers are written in text.
    package var numbers: NumberStyle
    /// The arrays to take from an `.npz` file, in this order; `nil` means all.
    public var arrays: [String]?

    /// Options that find out by themselves.
    public init() { self.init(format: .automatic) }

    /// Options; name only those that differ from the defaults.
    package init(
      format: Format = .automatic, separator: Separator = .automatic, header: Header = .automatic,
      numbers: NumberStyle = .plain, arrays: [String]? = nil
    ) {
      self.format = format
      self.separator = separator
      self.header = header
      self.numbers = numbers
      self.arrays = arrays
    }

    /// Whether the decimals of numbers in text follow a comma.
    public var hasDecimalComma: Bool {
      get { numbers.hasDecimalComma }
      set { numbers.hasDecimalComma = newValue }
    }

    /// What stands between groups of thousands of numbers in text; `nil` for nothing.
    public var thousands: Character? {
      get { numbers.thousands }
      set { numbers.thousands = newValue }
    }
  }
}

extension Table.Options.Separator {
  /// The byte of a named separator.
  var byte: UInt8? {
    switch self {
    case .automatic: nil
    case .comma: UInt8(ascii: ",")
    case .semicolon: UInt8(ascii: ";")
    case .tab: UInt8(ascii: "\t")
    }
  }
}
