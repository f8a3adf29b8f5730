import SwiftKAN

let data = try Dataset(contentsOf: "events.csv", target: "mtw", inputs: ["lep_pt", "met", "dphi_lep_met"])

let discovery = try discover(data)
guard let formula = discovery.formula else { fatalError("no closed form was found") }
print(formula.text)
