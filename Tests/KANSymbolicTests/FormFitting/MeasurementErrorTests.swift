import KANData
import KANNumerics
import KANSymbolic
import KANTestSupport
import Testing

/// Fits to measurements whose errors are known.
@Suite struct MeasurementErrorTests {
  /// The weighted straight line in closed form (Bevington, Data Reduction and Error Analysis, section 6.3).
  @Test func aWeightedLineIsTheClosedForm() throws {
    let x = [1.0, 2, 3, 4, 5, 6]
    let y = [2.1, 3.9, 6.2, 7.8, 10.1, 12.2]
    let sigma = [0.1, 0.2, 0.1, 0.3, 0.2, 0.1]
    let table = try Table(names: ["x", "y", "dy"], columns: [x, y, sigma])
    var options = Form.FitOptions()
    options.sigma = .column("dy")
    let form = try Form(parsing: "a + b*x", columns: table.names, reserved: ["dy"])
    #expect(form.targetName == "y")
    let fit = try form.fit(to: table, options: options)
    let w = sigma.map { 1 / ($0 * $0) }
    let s = w.reduce(0, +)
    let sx = w.dot(x)
    let sy = w.dot(y)
    let sxx = zip(w, x).reduce(0) { $0 + $1.0 * $1.1 * $1.1 }
    let sxy = zip(w, zip(x, y)).reduce(0) { $0 + $1.0 * $1.1.0 * $1.1.1 }
    let d = s * sxx - sx * sx
    let (a, b) = ((sxx * sy - sx * sxy) / d, (s * sxy - sx * sy) / d)
    #expect(
      isClose(fit.constants[0].value, a, relative: 1e-12)
        && isClose(fit.constants[1].value, b, relative: 1e-12))
    #expect(isClose(try #require(fit.constants[0].standardError), (sxx / d).squareRoot(), relative: 1e-10))
    #expect(isClose(try #require(fit.constants[1].standardError), (s / d).squareRoot(), relative: 1e-10))
    #expect(isClose(fit.correlation[0][1], -sx / (s * sxx).squareRoot(), relative: 1e-10))
    let chiSquare = zip(zip(x, y), sigma).reduce(0) { sum, row in
      let r = (row.0.1 - a - b * row.0.0) / row.1
      return sum + r * r
    }
    #expect(isClose(try #require(fit.statistics.chiSquare), chiSquare, relative: 1e-10))
    // Of four degrees of freedom: Q(χ²) = (1 + χ²/2)·exp(−χ²/2).
    let half = chiSquare / 2
    #expect(
      isClose(try #require(fit.statistics.probability), (1 + half) * exponential(-half), relative: 1e-10))
    // The band of a line: var(a) + 2x·cov + x²·var(b).
    let band = fit.band([[2.5]])
    let variance = (sxx - 2 * 2.5 * sx + 2.5 * 2.5 * s) / d
    #expect(isClose(band.values[0], a + 2.5 * b, relative: 1e-12))
    #expect(isClose(band.standardErrors[0], variance.squareRoot(), relative: 1e-10))
    // Scaled errors are √(χ²/ndf) times as large.
    options.errorScale = .residuals
    let scaled = try form.fit(to: table, options: options)
    let ratio = try #require(scaled.constants[1].standardError) / (s / d).squareRoot()
    #expect(isClose(ratio, (chiSquare / 4).squareRoot(), relative: 1e-10))
  }

  /// The example of the ODRPACK user's guide (Boggs, Byrd, Rogers & Schnabel, NISTIR 92-4834; Fuller, Measurement Error Models,
  /// 1987, table 3.2.2), unit errors in both columns; values of ODRPACK 2.01 through scipy.odr 1.17's own test.
  @Test(arguments: [false, true]) func reachesTheExampleOfODRPACK(isStarted: Bool) throws {
    let x = [0, 0, 5, 7, 7.5, 10, 16, 26, 30, 34, 34.5, 100]
    let y = [1265, 1263.6, 1258, 1254, 1253, 1249.8, 1237, 1218, 1220.6, 1213.8, 1215.5, 1212]
    let table = try Table(names: ["x", "y"], columns: [x, y])
    var options = Form.FitOptions()
    if isStarted { options.starts = ["a": 1500, "b": -50, "c": -0.1] }
    options.sigma = .value(1)
    options.inputSigmas = ["x": .value(1)]
    options.errorScale = .residuals
    let fit = try Form(parsing: "y = a + b*(exp(c*x) - 1)^2", columns: table.names).fit(
      to: table, options: options)
    let expected = [1264.6548050648876, -54.018409956678255, -0.08784971216525372]
    let errors = [1.0349270280543437, 1.583997785262061, 0.0063321988657267]
    for (constant, (value, error)) in zip(fit.constants, zip(expected, errors)) {
      #expect(isClose(constant.value, value, relative: 1e-5), "\(constant.name) = \(constant.value)")
      #expect(isClose(try #require(constant.standardError), error, relative: 1e-5))
    }
    #expect(isClose(try #require(fit.statistics.chiSquare), 21.4454978, relative: 1e-6))
  }

  /// A line through points with errors in both coordinates: Pearson's data with York's weights (York, Can. J. Phys. 44, 1966).
  @Test func reachesYorksLine() throws {
    let x = [0, 0.9, 1.8, 2.6, 3.3, 4.4, 5.2, 6.1, 6.5, 7.4]
    let y = [5.9, 5.4, 4.4, 4.6, 3.5, 3.7, 2.8, 2.8, 2.4, 1.5]
    let wx = [1000, 1000, 500, 800, 200, 80, 60, 20, 1.8, 1]
    let wy = [1, 1.8, 4, 8, 20, 20, 70, 70, 100, 500]
    let table = try Table(
      names: ["x", "y", "dx", "dy"],
      columns: [x, y, wx.map { 1 / $0.squareRoot() }, wy.map { 1 / $0.squareRoot() }])
    var options = Form.FitOptions()
    options.sigma = .column("dy")
    options.inputSigmas = ["x": .column("dx")]
    let fit = try Form(parsing: "y = a + b*x", columns: table.names).fit(to: table, options: options)
    #expect(isClose(fit.constants[0].value, 5.47991022403, relative: 1e-9))
    #expect(isClose(fit.constants[1].value, -0.480533407446, relative: 1e-9))
    #expect(isClose(try #require(fit.statistics.chiSquare), 11.8663531941, relative: 1e-9))
  }

  /// One constant, half of the rows above it and half below: with errors σ₊ and σ₋ least squares is a weighted mean by side.
  @Test func asymmetricErrorsWeighEachSide() throws {
    let table = try Table(names: ["x", "y"], columns: [[1, 2], [1, 2]])
    var options = Form.FitOptions()
    // The law lies above the first row by +1·σ and below the second.
    options.sigma = .pair(up: .value(0.1), down: .value(0.3))
    let fit = try Form(parsing: "y = a + 0*x", columns: table.names).fit(to: table, options: options)
    // Minimum of ((a − 1)/0.1)² + ((a − 2)/0.3)²: a = (100·1 + 100/9·2)/(100 + 100/9) = 1.1.
    #expect(isClose(fit.constants[0].value, 1.1, relative: 1e-10))
    #expect(isClose(try #require(fit.statistics.chiSquare), 10, relative: 1e-10))
  }

  static let outliers: ([Double], [Double]) = (
    (0..<20).map { Double($0) / 2 },
    [
      2.0, 2.2149, 2.5657, 9.0, 3.0991, 3.1524, 3.5837, 3.6909, 4.0271, 4.2584, 4.4572, -4.0, 4.9083, 5.3499,
      5.4046, 5.8288, 5.9478, 6.2689, 6.5167, 6.6997,
    ]
  )

  /// Values of scipy 1.17 (`least_squares(loss='huber', f_scale=1.345)`; Nelder-Mead on Student's likelihood).
  @Test(arguments: [
    (Form.FitOptions.Robustness.huber, 2.0299810837800294, 0.4935731873964507),
    (.student, 2.013892978669939, 0.4967679718060953),
  ])
  func outliersDoNotDecide(kind: Form.FitOptions.Robustness, a: Double, b: Double) throws {
    let table = try Table(names: ["x", "y"], columns: [Self.outliers.0, Self.outliers.1])
    var options = Form.FitOptions()
    options.sigma = .value(0.1)
    options.robustness = kind
    let fit = try Form(parsing: "y = a + b*x", columns: table.names).fit(to: table, options: options)
    #expect(isClose(fit.constants[0].value, a, relative: 1e-7))
    #expect(isClose(fit.constants[1].value, b, relative: 1e-7))
    #expect(Set(fit.account.outliers) == [4, 12])
    // Without stated errors the residuals' own size serves, which the outliers do not decide either.
    options.sigma = nil
    let own = try Form(parsing: "y = a + b*x", columns: table.names).fit(to: table, options: options)
    #expect(abs(own.constants[1].value - 0.5) < 0.02)
    #expect(try #require(own.constants[1].standardError) < 0.02)
    #expect(own.account.outliers.contains(4) && own.account.outliers.contains(12))
  }

  @Test func errorsOfAFunctionOfTheTargetFollow() throws {
    let x = [1.0, 2, 3, 4]
    let y = [3.0, 4.8, 8.1, 13.2]
    let table = try Table(names: ["x", "y"], columns: [x, y])
    var options = Form.FitOptions()
    // An equal share of every value is an equal error of its logarithm.
    options.sigma = .share(0.05)
    let fit = try Form(parsing: "log(y) = a + b*x", columns: table.names).fit(to: table, options: options)
    options.sigma = .value(0.05)
    let logarithms = try Table(names: ["x", "z"], columns: [x, y.map { logarithm($0) }])
    let plain = try Form(parsing: "z = a + b*x", columns: logarithms.names).fit(
      to: logarithms, options: options)
    for (a, b) in zip(fit.constants, plain.constants) {
      #expect(isClose(a.value, b.value, relative: 1e-12))
      #expect(isClose(try #require(a.standardError), try #require(b.standardError), relative: 1e-10))
    }
  }

  /// Target and errors that are named without their units are no inputs.
  @Test func bareNamesTakeTheirColumnsOutOfTheInputs() throws {
    let table = try Table(
      names: ["t [s]", "v [m/s]", "dv [m/s]"], columns: [[1, 2, 3], [4, 5, 7], [0.1, 0.1, 0.2]])
    let data = try Dataset(table, target: "v", sigma: .column("dv"))
    #expect(data.inputNames == ["t [s]"] && data.targetNames == ["v"])
  }

  /// The error of one column says nothing about a function of two.
  @Test func anErrorOfAFunctionOfTwoColumnsIsRefused() throws {
    let table = try Table(names: ["x", "y", "z"], columns: [[1, 2, 3, 4], [2, 4, 7, 8], [1, 1, 2, 3]])
    var options = Form.FitOptions()
    options.sigma = .value(0.1)
    let form = try Form(parsing: "y/z = a + b*x", columns: table.names)
    #expect(throws: SymbolicError.form(.errorOfSeveralColumns("y/z", columns: ["y", "z"]))) {
      try form.fit(to: table, options: options)
    }
  }
}
