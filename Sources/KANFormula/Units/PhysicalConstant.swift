/// A constant of nature with its unit in the SI.
///
/// The values are the CODATA recommended values of 2022 (P. J. Mohr, D. B. Newell, B. N. Taylor & E. Tiesinga, Rev. Mod. Phys. 97,
/// 025002 (2025); https://physics.nist.gov/cuu/Constants/). The standard gravity is conventional (3rd CGPM, 1901).
package struct PhysicalConstant: Sendable, Hashable {
  /// The name in text, its value in SI base units, and its name in LaTeX.
  package let constant: NamedConstant
  /// What it is, in words.
  package let meaning: String
  /// The unit of the value, as it is written.
  package let unit: String
  /// The kind of quantity.
  package let dimension: PhysicalDimension

  private init(
    _ name: String, _ value: Double, _ unit: String, _ dimension: PhysicalDimension, latex: String,
    _ meaning: String
  ) {
    constant = NamedConstant(name: name, value: value, latex: latex)
    self.unit = unit
    self.dimension = dimension
    self.meaning = meaning
  }

  /// All of them. An exact value of the SI that is no finite decimal is rounded to the nearest number.
  package static let all: [PhysicalConstant] = [
    PhysicalConstant(
      "c", 299_792_458, "m/s", PhysicalDimension(0, 1, -1), latex: "c", "speed of light in vacuum"),
    PhysicalConstant(
      "h", 6.626_070_15e-34, "J s", PhysicalDimension(1, 2, -1), latex: "h", "Planck constant"),
    PhysicalConstant(
      "hbar", 1.054_571_817_646_156_5e-34, "J s", PhysicalDimension(1, 2, -1), latex: "\\hbar",
      "reduced Planck constant"),
    PhysicalConstant(
      "k_B", 1.380_649e-23, "J/K", PhysicalDimension(1, 2, -2, temperature: -1), latex: "k_\\mathrm{B}",
      "Boltzmann constant"),
    PhysicalConstant(
      "epsilon0", 8.854_187_818_8e-12, "F/m", PhysicalDimension(-1, -3, 4, current: 2),
      latex: "\\varepsilon_0", "vacuum electric permittivity"),
    PhysicalConstant(
      "mu0", 1.256_637_061_27e-6, "N/A^2", PhysicalDimension(1, 1, -2, current: -2), latex: "\\mu_0",
      "vacuum magnetic permeability"),
    PhysicalConstant(
      "G", 6.674_30e-11, "m^3 kg^-1 s^-2", PhysicalDimension(-1, 3, -2), latex: "G",
      "Newtonian constant of gravitation"),
    PhysicalConstant(
      "e", 1.602_176_634e-19, "C", PhysicalDimension(0, 0, 1, current: 1), latex: "e", "elementary charge"),
    PhysicalConstant(
      "m_e", 9.109_383_713_9e-31, "kg", PhysicalDimension(1), latex: "m_\\mathrm{e}", "electron mass"),
    PhysicalConstant(
      "m_p", 1.672_621_925_95e-27, "kg", PhysicalDimension(1), latex: "m_\\mathrm{p}", "proton mass"),
    PhysicalConstant(
      "R", 8.314_462_618_153_24, "J mol^-1 K^-1",
      PhysicalDimension(1, 2, -2, temperature: -1, amount: -1), latex: "R", "molar gas constant"),
    PhysicalConstant(
      "N_A", 6.022_140_76e23, "1/mol", PhysicalDimension(amount: -1), latex: "N_\\mathrm{A}",
      "Avogadro constant"),
    PhysicalConstant(
      "sigma", 5.670_374_419_184_429_5e-8, "W m^-2 K^-4", PhysicalDimension(1, 0, -3, temperature: -4),
      latex: "\\sigma", "Stefan-Boltzmann constant"),
    PhysicalConstant(
      "alpha", 7.297_352_564_3e-3, "1", .one, latex: "\\alpha", "fine-structure constant"),
    PhysicalConstant(
      "g", 9.80665, "m/s^2", PhysicalDimension(0, 1, -2), latex: "g", "standard acceleration of gravity"),
  ]

  /// The constant with a name and a value, if it is one of them in SI units.
  package static func matching(_ constant: NamedConstant) -> PhysicalConstant? {
    all.first { $0.constant.name == constant.name && $0.constant.value == constant.value }
  }
}

extension FormulaExpression.NamedConstant {
  /// Constants of nature in SI units: c, h, hbar, k_B, epsilon0, mu0, G, e, m_e, m_p, R, N_A, sigma, alpha and the standard
  /// gravity g, with the values that CODATA recommended in 2022 (https://physics.nist.gov/cuu/Constants/).
  ///
  /// A search that is offered them recognises products of their powers, and leaves out those whose names are columns of the table.
  public static let si: [FormulaExpression.NamedConstant] = PhysicalConstant.all.map(\.constant)
}
