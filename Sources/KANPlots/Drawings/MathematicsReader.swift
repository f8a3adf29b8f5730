/// Reads the small part of LaTeX mathematics that names, units and powers need, for pictures drawn without LaTeX.
struct MathematicsReader {
  private var rest: Substring

  /// The text runs of a piece of mathematics.
  static func runs(of text: String) -> [TextRun] {
    var reader = MathematicsReader(rest: text[...])
    return reader.read(level: 0, isUpright: false)
  }

  private mutating func read(level: Int, isUpright: Bool) -> [TextRun] {
    var runs: [TextRun] = []
    while let character = rest.first, character != "}" {
      rest.removeFirst()
      switch character {
      case "_", "^":
        let script = argument(level: character == "^" ? 1 : -1, isUpright: isUpright)
        Self.attach(script, to: &runs)
      case "{": runs += closed(read(level: level, isUpright: isUpright))
      case "\\": runs += command(level: level, isUpright: isUpright)
      case " ", "~": break
      case "-": runs.append(TextRun(text: "−", isItalic: false, level: level))
      case "=", "<", ">":
        let text = level == 0 ? "\u{2009}\(character)\u{2009}" : String(character)
        runs.append(TextRun(text: text, isItalic: false, level: level))
      default:
        runs.append(
          TextRun(text: String(character), isItalic: character.isLetter && !isUpright, level: level))
      }
    }
    return Self.merged(runs)
  }

  /// Appends a script to `runs`; directly after a script of the other kind, it is set above or below that one.
  private static func attach(_ script: [TextRun], to runs: inout [TextRun]) {
    guard let first = script.first, let last = runs.last, last.level == -first.level, first.level != 0 else {
      runs += script
      return
    }
    let before = runs.reversed().prefix { $0.level == last.level }.reduce(0) { $0 + $1.width + $1.kern }
    var moved = script
    moved[0].kern -= before
    runs += moved
    let width = script.reduce(0) { $0 + $1.width }
    if before > width { runs.append(TextRun(text: "", isItalic: false, kern: before - width)) }
  }

  private mutating func argument(level: Int, isUpright: Bool) -> [TextRun] {
    guard let character = rest.first else { return [] }
    rest.removeFirst()
    switch character {
    case "{": return closed(read(level: level, isUpright: isUpright))
    case "\\": return command(level: level, isUpright: isUpright)
    case "-": return [TextRun(text: "−", isItalic: false, level: level)]
    default:
      return [TextRun(text: String(character), isItalic: character.isLetter && !isUpright, level: level)]
    }
  }

  /// Skips the closing brace after `runs` and returns them.
  private mutating func closed(_ runs: [TextRun]) -> [TextRun] {
    if rest.first == "}" { rest.removeFirst() }
    return runs
  }

  private mutating func command(level: Int, isUpright: Bool) -> [TextRun] {
    guard let character = rest.first else { return [] }
    guard character.isLetter else {
      rest.removeFirst()
      let text =
        switch character {
        case ",", ";", ":", " ": " "
        case "!": ""
        default: String(character)
        }
      return [TextRun(text: text, isItalic: false, level: level)]
    }
    let name = rest.prefix { $0.isLetter && $0.isASCII }
    rest = rest.dropFirst(name.count).drop { $0 == " " }
    switch name {
    case "mathrm", "text", "textrm", "operatorname", "mathit", "mathbf", "mathsf", "left", "right":
      return rest.first == "{" ? argument(level: level, isUpright: name != "mathit") : []
    case "sqrt":
      let inner = argument(level: level, isUpright: isUpright)
      return [TextRun(text: inner.count > 1 ? "√(" : "√", isItalic: false, level: level)] + inner
        + (inner.count > 1 ? [TextRun(text: ")", isItalic: false, level: level)] : [])
    case "frac":
      let above = argument(level: level, isUpright: isUpright)
      return above + [TextRun(text: "/", isItalic: false, level: level)]
        + argument(level: level, isUpright: isUpright)
    default:
      let sign = Self.signs[String(name)] ?? String(name)
      let text = level == 0 && Self.relations.contains(sign) ? "\u{2009}\(sign)\u{2009}" : sign
      let isGreek = text.unicodeScalars.first.map { (0x3B1...0x3D6).contains($0.value) } ?? false
      return [TextRun(text: text, isItalic: isGreek && !isUpright, level: level)]
    }
  }

  /// Merges neighbouring runs of the same style.
  private static func merged(_ runs: [TextRun]) -> [TextRun] {
    runs.reduce(into: []) { result, run in
      if let last = result.last, last.isItalic == run.isItalic, last.level == run.level, run.kern == 0 {
        result[result.count - 1].text += run.text
      } else {
        result.append(run)
      }
    }
  }

  /// Signs with space on both sides.
  private static let relations: Set = ["≤", "≥", "→", "≈", "≠"]

  private static let signs = [
    "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ε", "varepsilon": "ε", "zeta": "ζ",
    "eta": "η", "theta": "θ", "iota": "ι", "kappa": "κ", "lambda": "λ", "mu": "μ", "nu": "ν", "xi": "ξ",
    "pi": "π", "rho": "ρ", "sigma": "σ", "tau": "τ", "upsilon": "υ", "phi": "φ", "varphi": "φ", "chi": "χ",
    "psi": "ψ", "omega": "ω", "Gamma": "Γ", "Delta": "Δ", "Theta": "Θ", "Lambda": "Λ", "Xi": "Ξ", "Pi": "Π",
    "Sigma": "Σ", "Upsilon": "Υ", "Phi": "Φ", "Psi": "Ψ", "Omega": "Ω", "cdot": "·", "times": "×", "pm": "±",
    "le": "≤", "leq": "≤", "ge": "≥", "geq": "≥", "infty": "∞", "to": "→", "approx": "≈", "neq": "≠",
    "partial": "∂", "ell": "ℓ", "hbar": "ħ", "degree": "°", "circ": "°", "prime": "′", "quad": "  ",
  ]
}
