#if ONNX
  import KANFormula
  import KANModel

  extension ONNXGraphWriter {
    /// Adds a layer: the columns of its blocks, one matrix, and the products.
    mutating func write(_ blocks: LayerBlocks, of x: String) -> String {
      guard !blocks.blocks.isEmpty else {
        // All edges are cut: as many rows as the input has, of constants.
        let zero = node("Mul", [columns([0], of: x), number(0)])
        return outputs(
          of: node("Add", [zero, constant(blocks.biases, shape: [blocks.biases.count])]), blocks)
      }
      let parts = blocks.blocks.map { write($0, of: x, width: blocks.inputCount) }
      let all = parts.count == 1 ? parts[0] : node("Concat", parts, [.integer("axis", 1)])
      let sums: String
      if let factors = blocks.diagonal {
        sums = node("Mul", [all, constant(factors, shape: [factors.count])])
      } else if blocks.isSparse {
        let each = blocks.biases.indices.map { j -> String in
          let own = blocks.weights.indices.filter { blocks.weights[$0][j] != 0 }
          let places = own.isEmpty ? [0] : own
          return node(
            "MatMul",
            [
              columns(places, of: all),
              constant(places.map { blocks.weights[$0][j] }, shape: [places.count, 1]),
            ])
        }
        sums = each.count == 1 ? each[0] : node("Concat", each, [.integer("axis", 1)])
      } else {
        let matrix = constant(
          blocks.weights.flatMap(\.self), shape: [blocks.weights.count, blocks.biases.count])
        sums = node("MatMul", [all, matrix])
      }
      let biased =
        blocks.biases.allSatisfy { $0 == 0 }
        ? sums : node("Add", [sums, constant(blocks.biases, shape: [blocks.biases.count])])
      return outputs(of: biased, blocks)
    }

    /// Sums that are outputs, then the products of the others.
    private mutating func outputs(of sums: String, _ blocks: LayerBlocks) -> String {
      guard !blocks.products.isEmpty else { return sums }
      var parts = blocks.sumCount > 0 ? [slice(sums, from: 0, to: blocks.sumCount)] : []
      for group in blocks.products {
        var product = slice(sums, from: group.lowerBound, to: group.lowerBound + 1)
        for j in group.dropFirst() { product = node("Mul", [product, slice(sums, from: j, to: j + 1)]) }
        parts.append(product)
      }
      return parts.count == 1 ? parts[0] : node("Concat", parts, [.integer("axis", 1)])
    }

    private mutating func write(_ block: LayerBlocks.Block, of x: String, width: Int) -> String {
      func columns(_ places: [Int], of x: String) -> String {
        places == Array(0..<width) ? x : self.columns(places, of: x)
      }
      switch block {
      case .function(let function, let inputs, let rates, let shifts):
        var argument = columns(inputs, of: x)
        if rates.contains(where: { $0 != 1 }) {
          argument = node("Mul", [argument, constant(rates, shape: [rates.count])])
        }
        if shifts.contains(where: { $0 != 0 }) {
          argument = node("Add", [argument, constant(shifts, shape: [shifts.count])])
        }
        return write(function, ["x": argument])
      case .base(let base, let inputs, let ranges):
        let argument = held(columns(inputs, of: x), ranges)
        if base == .relu { return node("Relu", [argument]) }
        return write(base.expression(of: .variable("x")), ["x": argument])
      case .splines(let inputs, let grids, let ranges):
        return bases(of: held(columns(inputs, of: x), ranges), grids)
      case .below(let inputs, let ends):
        return node("Relu", [node("Sub", [constant(ends, shape: [ends.count]), columns(inputs, of: x)])])
      case .above(let inputs, let ends):
        return node("Relu", [node("Sub", [columns(inputs, of: x), constant(ends, shape: [ends.count])])])
      }
    }

    /// Columns clamped to ranges, if there are any.
    private mutating func held(_ x: String, _ ranges: [ClosedRange<Double>]?) -> String {
      guard let ranges else { return x }
      let lower = constant(ranges.map(\.lowerBound), shape: [ranges.count])
      let upper = constant(ranges.map(\.upperBound), shape: [ranges.count])
      return node("Min", [node("Max", [x, lower]), upper])
    }

    /// All bases of all inputs side by side, by the recursion of de Boor and Cox:
    /// Bₙ,d = (x − tₙ)/(tₙ₊d − tₙ)·Bₙ,d₋₁ + (tₙ₊d₊₁ − x)/(tₙ₊d₊₁ − tₙ₊₁)·Bₙ₊₁,d₋₁.
    private mutating func bases(of x: String, _ grids: [KnotGrid]) -> String {
      let (order, count) = (grids[0].order, grids[0].knots.count)
      let argument = node("Unsqueeze", [x, integers([-1])])
      func table(_ width: Int, _ value: ([Double], Int) -> Double) -> (values: [Double], shape: [Int]) {
        (grids.flatMap { grid in (0..<width).map { value(grid.knots, $0) } }, [grids.count, width])
      }
      func name(_ table: (values: [Double], shape: [Int])) -> String {
        constant(table.values, shape: table.shape)
      }
      let isInside = node(
        "And",
        [
          node("GreaterOrEqual", [argument, name(table(count - 1) { $0[$1] })]),
          node("Less", [argument, name(table(count - 1) { $0[$1 + 1] })]),
        ])
      var bases = node("Cast", [isInside], [.integer("to", Int(ONNXFormat.float))])
      for d in 1...order {
        let width = count - 1 - d
        let rising = node(
          "Mul",
          [
            node("Sub", [argument, name(table(width) { $0[$1] })]),
            name(table(width) { 1 / ($0[$1 + d] - $0[$1]) }),
          ])
        let falling = node(
          "Mul",
          [
            node("Sub", [name(table(width) { $0[$1 + d + 1] }), argument]),
            name(table(width) { 1 / ($0[$1 + d + 1] - $0[$1 + 1]) }),
          ])
        bases = node(
          "Add",
          [
            node("Mul", [rising, slice(bases, from: 0, to: width)]),
            node("Mul", [falling, slice(bases, from: 1, to: width + 1)]),
          ])
      }
      return node("Reshape", [bases, integers([-1, grids.count * grids[0].basisCount])])
    }
  }
#endif
