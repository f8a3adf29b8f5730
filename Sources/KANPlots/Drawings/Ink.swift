/// A colour by its purpose; each format defines its appearance on light and dark backgrounds.
struct Ink: Hashable, Sendable {
  /// The purpose of a colour.
  enum Tone: Hashable, Sendable {
    /// Lines and text.
    case ink
    /// Secondary text and lines.
    case muted
    /// Frames and guide lines.
    case faint
    /// The background.
    case paper
    /// One of several curves, counted from 0.
    case series(Int)
    /// A value between 0 and 1 on the colour scale.
    case ramp(Double)
  }

  var tone: Tone
  /// The opacity; 1 hides what lies below.
  var opacity = 1.0

  static let ink = Ink(tone: .ink)
  static let muted = Ink(tone: .muted)
  static let faint = Ink(tone: .faint)
  static let paper = Ink(tone: .paper)
  static func series(_ n: Int, opacity: Double = 1) -> Ink { Ink(tone: .series(n), opacity: opacity) }
}

/// Red, green and blue components from 0 to 255.
struct Color: Hashable, Sendable {
  let red: Int
  let green: Int
  let blue: Int

  init(_ hex: UInt32) {
    red = Int(hex >> 16 & 0xFF)
    green = Int(hex >> 8 & 0xFF)
    blue = Int(hex & 0xFF)
  }

  private init(red: Int, green: Int, blue: Int) {
    self.red = red
    self.green = green
    self.blue = blue
  }

  /// The linear interpolation from this colour to `other`.
  func mixed(with other: Color, _ t: Double) -> Color {
    func mix(_ a: Int, _ b: Int) -> Int { Int((Double(a) + (Double(b) - Double(a)) * t).rounded()) }
    return Color(red: mix(red, other.red), green: mix(green, other.green), blue: mix(blue, other.blue))
  }

  /// `#0072b2`.
  var hex: String {
    "#" + [red, green, blue].map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }
}

/// The colours of the tones.
///
/// The curves' colours are those of Okabe and Ito (jfly.uni-koeln.de/color, 2008), suited to all kinds of colour vision, in an
/// order in which neighbours differ in lightness; the ramp increases steadily in lightness, so that it survives printing in grey.
enum Palette {
  /// The number of curve colours.
  static let seriesCount = light.count

  /// The colour of a tone on a light or dark background.
  static func color(_ tone: Ink.Tone, isDark: Bool) -> Color {
    switch tone {
    case .ink: Color(isDark ? 0xE8E8E8 : 0x1A1A1A)
    case .muted: Color(isDark ? 0xA8A8A8 : 0x5C5C5C)
    case .faint: Color(isDark ? 0x4A4A4A : 0xC8C8C8)
    case .paper: Color(isDark ? 0x161616 : 0xFFFFFF)
    case .series(let n): Color((isDark ? dark : light)[n % seriesCount])
    case .ramp(let t): ramp(t)
    }
  }

  private static let light: [UInt32] = [0x0072B2, 0xD55E00, 0x009E73, 0xE69F00, 0xA0528A, 0x56B4E9, 0x3A3A3A]
  private static let dark: [UInt32] = [0x56B4E9, 0xF08030, 0x2FC79B, 0xE6B84A, 0xD896BE, 0x9AD0F5, 0xC8C8C8]

  private static let stops: [UInt32] = [
    0xF3F6FB, 0xCFE1F2, 0x93C4DE, 0x4A98C9, 0x1764AB, 0x083D7F, 0x04214A,
  ]

  private static func ramp(_ t: Double) -> Color {
    let place = min(max(t.isFinite ? t : 0, 0), 1) * Double(stops.count - 1)
    let n = min(Int(place), stops.count - 2)
    return Color(stops[n]).mixed(with: Color(stops[n + 1]), place - Double(n))
  }
}
