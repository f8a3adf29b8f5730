import KANFormula
import KANModel

/// Writes a network as the source of a PyTorch module, without TorchScript: B-splines, base functions and closed forms as layers,
/// all weights as parameters that can be trained further, by default in double precision.
struct PyTorchWriter {
  /// The source.
  let text: String

  init(_ network: Network) {
    let names = network.inputs.map(\.name).joined(separator: ", ")
    let outputs = network.outputs.map(\.name).joined(separator: ", ")
    var lines = Self.preamble
    lines += [
      "", "", "class Network(torch.nn.Module):",
      Self.docstring("Rows of (\(names)) to rows of (\(outputs)), as SwiftKAN \(packageVersion) has it."), "",
      "    def __init__(self):", "        super().__init__()",
      "        self.register_buffer(\"input_shift\", numbers(\(network.inputs.map(\.shift))))",
      "        self.register_buffer(\"input_scale\", numbers(\(network.inputs.map(\.scale))))",
      "        self.register_buffer(\"output_shift\", numbers(\(network.outputs.map(\.shift))))",
      "        self.register_buffer(\"output_scale\", numbers(\(network.outputs.map(\.scale))))",
      "        self.layers = torch.nn.Sequential(",
    ]
    for layer in network.layers { lines += Self.layer(LayerBlocks(layer, outside: network.outside)) }
    lines += [
      "        )", "", "    def forward(self, rows):",
      "        x = (rows - self.input_shift) / self.input_scale",
      "        return self.output_scale * self.layers(x) + self.output_shift",
    ]
    text = lines.joined(separator: "\n") + "\n"
  }

  private static func docstring(_ text: String) -> String {
    "    \"\"\"\(text.replacing("\\", with: "\\\\").replacing("\"", with: "'"))\"\"\""
  }

  private static func layer(_ blocks: LayerBlocks) -> [String] {
    let own = blocks.biases.indices.map { j in blocks.weights.indices.filter { blocks.weights[$0][j] != 0 } }
    return ["            Layer(", "                ["]
      + blocks.blocks.map { "                    \(block($0))," }
      + ["                ],", "                weights=["]
      + blocks.weights.map { "                    \($0)," }
      + [
        "                ],", "                biases=\(blocks.biases),",
        "                sums=\(blocks.sumCount),",
        "                products=\(blocks.products.map { [$0.lowerBound, $0.upperBound] }),",
        "                columns=\(blocks.isSparse ? "\(own)" : "None"),", "            ),",
      ]
  }

  private static func block(_ block: LayerBlocks.Block) -> String {
    func text(_ ranges: [ClosedRange<Double>]?) -> String {
      ranges.map { "\($0.map { [$0.lowerBound, $0.upperBound] })" } ?? "None"
    }
    return switch block {
    case .function(let function, let inputs, let rates, let shifts):
      "Function(lambda x: \(PyTorchPrinter().text(function, of: "x")), \(inputs), \(rates), \(shifts))"
    case .base(let base, let inputs, let ranges): "Base(\(name(base)), \(inputs), \(text(ranges)))"
    case .splines(let inputs, let grids, let ranges):
      "Splines(\(inputs), \(grids.map(\.knots)), \(grids[0].order), \(text(ranges)))"
    case .below(let inputs, let ends): "Beyond(\(inputs), \(ends), -1.0)"
    case .above(let inputs, let ends): "Beyond(\(inputs), \(ends), 1.0)"
    }
  }

  private static func name(_ base: Network.BaseFunction) -> String {
    switch base {
    case .silu: "torch.nn.functional.silu"
    case .gelu: "torch.nn.functional.gelu"
    case .relu: "torch.relu"
    case .identity: "lambda x: x"
    case .zero: "torch.zeros_like"
    }
  }

  private static let preamble = """
    import torch


    def numbers(values):
        return torch.tensor(values, dtype=torch.float64)


    def held(x, ranges):
        \"""Columns held inside their ranges, if they have some.\"""
        return x if ranges is None else torch.minimum(torch.maximum(x, ranges[:, 0]), ranges[:, 1])


    class Splines(torch.nn.Module):
        \"""The B-spline bases of some columns side by side, by the recursion of de Boor and Cox.\"""

        def __init__(self, columns, knots, order, ranges):
            super().__init__()
            self.columns, self.order = columns, order
            self.register_buffer("knots", numbers(knots))
            self.register_buffer("ranges", None if ranges is None else numbers(ranges))

        def forward(self, x):
            x, t = held(x[..., self.columns], self.ranges).unsqueeze(-1), self.knots
            bases = ((x >= t[:, :-1]) & (x < t[:, 1:])).to(x.dtype)
            for d in range(1, self.order + 1):
                n = t.shape[1] - 1 - d
                rising = (x - t[:, :n]) / (t[:, d:d + n] - t[:, :n])
                falling = (t[:, d + 1:] - x) / (t[:, d + 1:] - t[:, 1:n + 1])
                bases = rising * bases[..., :-1] + falling * bases[..., 1:]
            return bases.flatten(-2)


    class Base(torch.nn.Module):
        \"""The base function of some columns.\"""

        def __init__(self, function, columns, ranges):
            super().__init__()
            self.function, self.columns = function, columns
            self.register_buffer("ranges", None if ranges is None else numbers(ranges))

        def forward(self, x):
            return self.function(held(x[..., self.columns], self.ranges))


    class Beyond(torch.nn.Module):
        \"""How far some columns are beyond an end of their grids.\"""

        def __init__(self, columns, ends, direction):
            super().__init__()
            self.columns, self.direction = columns, direction
            self.register_buffer("ends", numbers(ends))

        def forward(self, x):
            return torch.relu(self.direction * (x[..., self.columns] - self.ends))


    class Function(torch.nn.Module):
        \"""A closed form of rate * x + shift of some columns.\"""

        def __init__(self, function, columns, rates, shifts):
            super().__init__()
            self.function, self.columns = function, columns
            self.rates = torch.nn.Parameter(numbers(rates))
            self.shifts = torch.nn.Parameter(numbers(shifts))

        def forward(self, x):
            return self.function(self.rates * x[..., self.columns] + self.shifts)


    class Layer(torch.nn.Module):
        \"""Weighted sums of the columns of its parts, then the products of some of them.

        `columns` names the columns of each sum where not all count: 0 times infinity is no number.
        \"""

        def __init__(self, parts, weights, biases, sums, products, columns):
            super().__init__()
            self.parts = torch.nn.ModuleList(parts)
            self.weights = torch.nn.Parameter(numbers(weights).reshape(len(weights), len(biases)))
            self.biases = torch.nn.Parameter(numbers(biases))
            self.sums, self.products, self.columns = sums, products, columns

        def forward(self, x):
            parts = torch.cat([part(x) for part in self.parts] + [x[..., :0]], -1)
            if self.columns is None:
                y = parts @ self.weights + self.biases
            else:
                sums = [parts[..., own] @ self.weights[own, j] for j, own in enumerate(self.columns)]
                y = torch.stack(sums, -1) + self.biases
            products = [y[..., first:end].prod(-1, keepdim=True) for first, end in self.products]
            return torch.cat([y[..., :self.sums]] + products, -1)
    """.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
}
