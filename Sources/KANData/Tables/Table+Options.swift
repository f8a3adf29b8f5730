extension Table {
  /// How a file is read as a table; by default the format is detected automatically.
  public struct Options: Hashable, Sendable {
    /// The kind of the file.
    public enum Format: String, Hashable, Sendable, CaseIterable {
      /// Detected from the first bytes: `.npy` and `.npz` files have a signature, all else is text.
      case automatic
      /// Text with separators.
      case csv
      /// One NumPy array.
      case npy
      /// A zip archive of NumPy arrays.
      case npz
    }

    /// The separator between the fields of a line.
    public enum Separator: String, Hashable, Sendable, CaseIterable {
      /// The one of tab, semicolon and comma that occurs equally often in the first two lines.
      case automatic
      case comma, semicolon, tab
    }

    /// Whether the first line contains names.
    public enum Header: String, Hashable, Sendable, CaseIterable {
      /// It does if any of its fields is not a number.
      case automatic
      /// It does not; the columns are called x1, x2, …
      case none
      /// It does, even if the names look like numbers.
      case present
    }

    /// The kind of the file.
    public var format: Format
    /// The separator between the fields of a line of text.
    public var separator: Separator
    /// Whether the first line of text contains names.
    public var header: Header
    /// How numbers are written in text.
    package var numbers: NumberStyle
    /// The arrays to take from an `.npz` file, in this order; `nil` means all.
    public var arrays: [String]?

    /// Options with automatic detection.
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

    /// The character between groups of thousands of numbers in text; `nil` for none.
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
