import KANFormula

extension MathMLPrinter: VerifiableLanguage {
  /// Chromium lays out the elements, and a script in the page computes their values.
  package static func trial(of cases: [LanguageTrial.Case]) -> LanguageTrial {
    var body: [String] = []
    for item in cases {
      let names = item.program.inputs.map { MathMLPrinter().variable($0.name) }
      let outputs = item.program.outputs.map { MathMLPrinter().variable($0.name) }
      body.append(
        "<section data-points=\"\(item.points)\"><p class=\"inputs\">\(names.joined())</p>"
          + "<p class=\"outputs\">\(outputs.joined())</p>\(MathMLPrinter().document(item.program))</section>")
    }
    return LanguageTrial(
      files: [
        "trial.html": "<!doctype html><meta charset=\"utf-8\">\n\(body.joined(separator: "\n"))\n\(evaluator)"
      ],
      commands: [
        .init("chromium", ["--headless", "--no-sandbox", "--disable-gpu", "--dump-dom", "trial.html"])
      ])
  }

  private static let evaluator = """
    <pre id="values"></pre>
    <script>
    const erf = x => { // the series around 0, the continued fraction of the complement beyond 2
      if (Math.abs(x) > 2) {
        let t = Math.abs(x);
        for (let k = 150; k > 0; k--) t = Math.abs(x) + k / 2 / t;
        return Math.sign(x) * (1 - Math.exp(-x * x) / Math.sqrt(Math.PI) / t);
      }
      let term = x, sum = x;
      for (let n = 1; n < 60; n++) { term *= -x * x / n; sum += term / (2 * n + 1); }
      return 2 / Math.sqrt(Math.PI) * sum;
    };
    const functions = {exp: Math.exp, log: Math.log, sin: Math.sin, cos: Math.cos, tan: Math.tan,
      arcsin: Math.asin, arccos: Math.acos, arctan: Math.atan, sinh: Math.sinh, cosh: Math.cosh,
      tanh: Math.tanh, artanh: Math.atanh, sgn: Math.sign, erf, min: Math.min, max: Math.max};
    const variables = {"<mi>π</mi>": Math.PI, "<mi>e</mi>": Math.E};
    const key = node => node.outerHTML.replace(/<\\/?mrow>/g, "");
    const names = {"−": "-", "·": "*", "\u{2062}": "*", "\u{2061}": "", "≥": ">=", "≤": "<="};
    const all = node => Array.from(node.children).map(code).join("");
    const code = node => {
      const c = node.children;
      switch (node.localName) {
        case "mn": return node.textContent;
        case "mo": return names[node.textContent] ?? node.textContent;
        case "mi": return node.nextElementSibling?.textContent == "\u{2061}" ? `functions.${node.textContent}`
          : `variables[${JSON.stringify(key(node))}]`;
        case "msub": return `variables[${JSON.stringify(key(node))}]`;
        case "mfrac": return `((${code(c[0])})/(${code(c[1])}))`;
        case "msqrt": return `Math.sqrt(${all(node)})`;
        case "mroot": return `Math.pow(${code(c[0])},1/${code(c[1])})`;
        case "msup": return c[0].textContent == "e" ? `Math.exp(${code(c[1])})`
          : `Math.pow(${code(c[0])},${code(c[1])})`;
        case "mtable": return `(${Array.from(c).map(all).join("")})`;
        case "mrow": return c.length && c[0].textContent == "|" && c[0].localName == "mo"
          ? `Math.abs(${Array.from(c).slice(1, -1).map(code).join("")})` : all(node);
        default: return all(node);
      }
    };
    const lines = [];
    for (const section of document.querySelectorAll("section")) {
      const inputs = Array.from(section.querySelectorAll(".inputs math > *")).map(key);
      const outputs = Array.from(section.querySelectorAll(".outputs math > *")).map(key);
      const steps = [];
      for (const math of section.querySelectorAll(":scope > math")) {
        const [name, , value] = math.children;
        const left = key(name.children[0] ?? name);
        if (value.localName == "mrow") {
          const rows = Array.from(value.querySelectorAll("mtr")).map(r => Array.from(r.children).map(code));
          const pieces = []; // a row without a condition continues the one before
          for (const [v, condition] of rows) {
            if (condition) pieces.push([v, condition]); else pieces[pieces.length - 1][0] += v;
          }
          const cases = pieces.map(([v, condition]) => `(${condition})?(${v}):`).join("") + "NaN";
          const x = key(name.children[1].children[1]);
          const f = new Function("variables", "functions", "Math", `return x => { variables[${JSON.stringify(x)}] = x; return ${cases}; }`);
          steps.unshift(() => { const g = f({...variables}, functions, Math); variables[left] = g; });
        } else {
          const f = new Function("variables", "functions", `return ${code(value)}`);
          steps.push(() => { variables[left] = f(variables, functions); });
        }
      }
      for (const point of JSON.parse(section.dataset.points)) {
        inputs.forEach((name, i) => { variables[name] = point[i]; });
        for (const step of steps) step();
        for (const name of outputs) lines.push(variables[name]);
      }
    }
    document.getElementById("values").textContent = "\\n" + lines.join("\\n") + "\\n";
    </script>

    """
}
