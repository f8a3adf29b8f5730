import Foundation
import KANNumerics
import KANTestSupport
import Testing

@testable import KANPlots

/// Nothing of a plot runs out of the picture or over its neighbour.
@Suite struct PlotLayoutTests {
  @Test(arguments: SamplePlots.all.map(\.name))
  func keepsAllTextApartAndInside(_ name: String) throws {
    let plot = try #require(SamplePlots.all.first { $0.name == name }?.plot)
    for (width, height) in [(420.0, 300.0), (260, 200), (800, 500)] {
      var sized = plot
      (sized.width, sized.height) = (width, height)
      sized.drawing.checkText("\(name) at \(width)")
    }
  }

  /// In a column of 86 mm with type of 8 points nothing is smaller than the 6 points that journals ask for, nothing
  /// overlaps, and nothing leaves the picture.
  @Test(arguments: SamplePlots.all.map(\.name))
  func fitsAColumnWithLegibleType(_ name: String) throws {
    let plot = try #require(SamplePlots.all.first { $0.name == name }?.plot)
    let column = plot.sized(width: 86 * 72 / 25.4, fontSize: 8)
    #expect(abs(column.width / column.height - plot.width / plot.height) < 1e-9)
    column.drawing.checkText("\(name) in a column")
    let sizes = column.drawing.texts.flatMap { text in text.text.runs.map { text.size * $0.scale } }
    #expect(try #require(sizes.min()) >= 6)
  }

  @Test func theLegendNamesOnlyWhatIsSeen() {
    let x = [0.0, 1, 2]
    let plot = Plot(x: Plot.Axis("x", range: 0...2), y: Plot.Axis("y", range: 0...2))
      .adding(.band(x, from: [1, 1, 1], to: [1.001, 1.001, 1.001], label: "band"))
      .adding(.line(x, [1, 1, 1], label: "curve"))
      .adding(.points([5], [5], label: "far away"))
    let texts = plot.drawing.texts.map(\.text.plain)
    #expect(texts.contains("curve") && !texts.contains("band") && !texts.contains("far away"))
    #expect(!plot.tikz().contains("far away"))
  }

  @Test func residualsAreMeasuredMinusPredictedByParts() throws {
    let plot = Plot.residuals(
      [1, 2, 3], against: [1.5, 2, 2], name: "E", unit: "J", isValidation: [false, true, false])
    #expect(plot.y.caption.plain == "residual: measured − predicted [J]")
    #expect(plot.x.caption.plain == "predicted E [J]")
    guard case .points(let x, let y, _, _) = plot.series[0].shape else {
      Issue.record("no points")
      return
    }
    #expect(x == [1, 3] && y == [0.5, -1])
    #expect(plot.series.prefix(2).map { $0.label?.plain } == ["training", "validation"])
    let styles = SeriesStyle.styles(of: plot.series)
    #expect(styles[0].color != styles[1].color && styles[0].marker != styles[1].marker)
  }

  /// Of many rows the training rows are cells, with some of the validation rows above them.
  @Test func manyRowsAreDividedToo() {
    let x = (0..<3000).map(Double.init)
    let plot = Plot.residuals(
      x, against: x.map { $0 + Double(Int($0) % 7) }, name: "E", isValidation: x.map { Int($0) % 5 == 0 })
    guard case .heat(let cells) = plot.series[0].shape,
      case .points(let shown, _, _, _) = plot.series[1].shape
    else {
      Issue.record("no cells and points")
      return
    }
    #expect(cells.contents.joined().reduce(0, +) == 2400 && plot.colors?.caption.plain == "training rows")
    #expect(shown.count == 300 && plot.series[1].label?.plain == "validation (300 of 600 rows)")
    plot.drawing.checkText("residuals of many rows")
    #expect(Plot.residuals(x, against: x, name: "E").colors?.caption.plain == "rows")
  }

  @Test func marksAnyRangeWithRoomBetweenLabels() {
    var random = SeededRandom(seed: 21)
    for _ in 0..<300 {
      let center = random.normal() * pow(10, 8 * random.uniform() - 4)
      let width = pow(10, 8 * random.uniform() - 4)
      let scale: Plot.Axis.Scale = random.uniform() < 0.5 || center <= 0 ? .linear : .logarithmic
      let values = scale == .linear ? [center - width, center + width] : [center, center * (1 + width)]
      let plot = Plot(x: Plot.Axis("x", scale: scale), y: Plot.Axis("y", scale: scale)).adding(
        .points(values, values))
      plot.drawing.checkText("values \(values)")
      let painter = PlotPainter(plot)
      let shown = painter.xTicks.major.filter { painter.x.range.contains($0.value) }
      #expect((2...12).contains(shown.count), "\(shown.count) labels for \(values)")
    }
  }

  @Test func marksADecadeByPowersAndLessByMultiples() {
    let wide = Ticks(on: 1e-6...10, scale: .logarithmic, count: 8)
    #expect(wide.major.map(\.label.source) == (-6...1).map { "$10^{\($0)}$" })
    let narrow = Ticks(on: 1.5...60, scale: .logarithmic, count: 6)
    #expect(narrow.major.map(\.label.plain) == ["2", "5", "10", "20", "50"])
    let linear = Ticks(on: -0.1...0.52, scale: .linear, count: 6)
    #expect(linear.major.map(\.label.plain) == ["−0.1", "0.0", "0.1", "0.2", "0.3", "0.4", "0.5"])
  }

  /// Numbers at the ends of the range of `Double`, and ranges that no axis can show.
  @Test(arguments: [Plot.Axis.Scale.linear, .logarithmic])
  func bearsNumbersOfAllSizes(scale: Plot.Axis.Scale) {
    let (least, largest) = (Double.leastNonzeroMagnitude, Double.greatestFiniteMagnitude)
    let everything = -Double.infinity...Double.infinity
    let ranges = [everything, 1...Double.infinity, 0...least, least...1, -largest...largest]
    let pairs = [(-largest, largest), (0, least), (least, least), (least, largest), (largest, largest)]
    for values in pairs.map({ [$0, $1] }) {
      for range in [nil] + ranges {
        let axis = Plot.Axis("a", scale: scale, range: range)
        let plot = Plot(x: axis, y: axis).adding(.points(values, values)).adding(.line(values, values))
        let picture = plot.svg()
        #expect(picture.contains("</svg>") && !picture.contains("nan"), "\(values)")
      }
    }
    let narrow = Ticks(on: 1...1.0.nextUp, scale: .linear, count: 1000)
    #expect(narrow.major.allSatisfy { $0.value.isFinite })
  }

  @Test func leavesOutWhatHasNoPlace() throws {
    let plot = Plot(x: Plot.Axis("x", scale: .logarithmic), y: Plot.Axis("y", scale: .logarithmic))
      .adding(.line([0, 1, 2, 3, .nan, 5, 6], [1, 1, 2, -3, 4, .infinity, 6]))
      .adding(.points([-1, 1, .nan], [1, 2, 3]))
    #expect(!plot.svg().contains("nan") && !plot.svg().contains("inf"))
    let empty = Plot(x: Plot.Axis("x"), y: Plot.Axis("y", scale: .logarithmic)).adding(.line([], []))
    #expect(empty.svg().contains("</svg>"))
  }
}

extension Drawing {
  /// All texts lie inside the picture and on no other text.
  func checkText(_ note: String) {
    let boxes = texts.map { ($0.text.plain, $0.box) }
    for (text, box) in boxes {
      #expect(
        box.x >= -0.5 && box.y >= -0.5 && box.maxX <= width + 0.5 && box.maxY <= height + 0.5,
        "'\(text)' leaves the picture: \(box) of \(width) × \(height), \(note)")
    }
    for (n, (text, box)) in boxes.enumerated() {
      for (other, otherBox) in boxes[(n + 1)...] where box.overlaps(otherBox) {
        Issue.record("'\(text)' \(box) lies on '\(other)' \(otherBox), \(note)")
      }
    }
  }

  var texts: [TextMark] { marks.flatMap(\.texts) }
}

extension Mark {
  var texts: [TextMark] {
    switch self {
    case .text(let text): [text]
    case .group(let group): group.marks.flatMap(\.texts)
    default: []
    }
  }
}

extension TextMark {
  /// Where its ink is, by the widths of Helvetica.
  var box: Box {
    let length = text.width(size: size)
    let start =
      switch anchor {
      case .start: 0.0
      case .middle: -length / 2
      case .end: -length
      }
    let (above, below) = (0.72 * size, 0.2 * size)
    return isUpward
      ? Box(x: place.x - above, y: place.y - start - length, width: above + below, height: length)
      : Box(x: place.x + start, y: place.y - above, width: length, height: above + below)
  }
}

extension Box {
  func overlaps(_ other: Box) -> Bool {
    x < other.maxX - 0.2 && other.x < maxX - 0.2 && y < other.maxY - 0.2 && other.y < maxY - 0.2
  }
}
