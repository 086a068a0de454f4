import Aftercare

/// What changes for patients when their plans move to another version.
struct UpgradeSheet {
    let upgrades: [Upgrade]
    let versions: [ProtocolReference: CareProtocol]

    func lines(on canvas: Canvas) -> [String] {
        Array(
            upgrades.map { upgrade in
                ["\(canvas.headline("\(upgrade.from) → \(upgrade.to)"))  \(names(upgrade.plans))"]
                    + (upgrade.differences.isEmpty ? ["  patients are told the same"] : [])
                    + upgrade.differences.flatMap { lines($0, of: upgrade, on: canvas) }
            }.joined(separator: [""]))
    }

    /// `PL-0001, PL-0002`; `12 plans: PL-0001, PL-0002, PL-0003, …`
    private func names(_ plans: [PlanID]) -> String {
        let first = plans.prefix(plans.count > 4 ? 3 : 4).map(\.rawValue).joined(separator: ", ")
        return plans.count > 4 ? "\(plural(plans.count, "plan")): \(first), …" : first
    }

    private func lines(_ difference: ProtocolDifference, of upgrade: Upgrade, on canvas: Canvas) -> [String] {
        guard let id = difference.instruction else { return ["  \(difference.keys.joined(separator: ", ")): changed"] }
        let name = canvas.painted(id.rawValue, .strong)
        let (old, new) = (versions[upgrade.from]?.instruction(id), versions[upgrade.to]?.instruction(id))
        switch difference.change {
        case .removed: return ["  \(name)  is gone"]
        case .added: return ["  \(name)  is new"] + (new.map { InstructionChange($0).facts.lines(on: canvas) } ?? [])
        case .changed:
            var facts = Facts()
            facts.indent = 4
            for key in Instruction.Key.allCases where difference.keys.contains(key.rawValue) {
                for fact in Self.facts(key, old, new) { facts.add(fact.name, fact.text) }
            }
            return ["  \(name)"] + facts.lines(on: canvas)
        }
    }

    /// Only the differences: `reminds  every 3h → every 4h`.
    private static func facts(_ key: Instruction.Key, _ old: Instruction?, _ new: Instruction?) -> [(name: String, text: String)] {
        let before = old.map { InstructionChange($0).words(key) } ?? []
        let after = new.map { InstructionChange($0).words(key) } ?? []
        let gone = before.filter { fact in !after.contains { $0.name == fact.name } }.map { ($0.name, "\($0.text) → nothing") }
        return after.compactMap { fact in
            let was = before.first { $0.name == fact.name }?.text
            return was == fact.text ? nil : (fact.name, "\(was ?? "nothing") → \(fact.text)")
        } + gone
    }
}
