/// A change to a treatment, except its times; keys that are left out stay as they are. The values are as typed; `admit`
/// checks them.
package struct TreatmentChangeRequest: Hashable, Codable, Sendable {
    /// Another plan of the same patient.
    package var plan: String?
    package var route: String?
    package var site: String?
    package var product: String?
    package var manufacturer: String?
    package var lot: String?
    /// Keys that are not known after all: `site`, `product` (with its maker and lot), `manufacturer`, `lot`.
    package var clear: [String]?
    /// Accepts what looks like a mistake.
    package var force: Bool?

    package init(
        plan: String? = nil, route: String? = nil, site: String? = nil, product: String? = nil, manufacturer: String? = nil,
        lot: String? = nil, clear: [String]? = nil, force: Bool? = nil
    ) {
        self.plan = plan
        self.route = route
        self.site = site
        self.product = product
        self.manufacturer = manufacturer
        self.lot = lot
        self.clear = clear
        self.force = force
    }

    /// The keys that can be cleared.
    static let clearable = ["site", "product", "manufacturer", "lot"]

    /// The treatment with these changes; nil if something is wrong with them, with every problem added to `problems`.
    ///
    /// - Parameter assignedPlans: the patient's plans.
    package func admit(
        _ treatment: Treatment, assignedPlans: [AssignedPlan], now: Instant, problems: inout Problems
    ) -> Treatment? {
        problems.checkTexts(site: site, product: product, manufacturer: manufacturer, lot: lot)
        let cleared = problems.keys(clear, among: Self.clearable, of: "a treatment")
        let assigned = assignedPlan(of: treatment, among: assignedPlans, &problems)
        let given: Route? = route.flatMap { problems.read($0, oneOf: Route.self, at: "route") }
        if let assigned, let wanted = route == nil ? treatment.route : given, !assigned.careProtocol.routes.contains(wanted) {
            let known = assigned.careProtocol.routes.map(\.rawValue).joined(separator: ", ")
            problems.add(
                .routeMismatch, at: route == nil ? "plan" : "route",
                "protocol '\(assigned.careProtocol.reference)' is for \(known), not '\(wanted.rawValue)'; choose another plan or route")
        }
        let product = product(of: treatment, cleared: cleared, &problems)
        guard problems.list.isEmpty, let assigned else { return nil }
        return treatment.changed(at: now) {
            $0.plan = assigned.plan.id
            $0.route = given ?? $0.route
            $0.site = cleared.contains("site") ? nil : site ?? $0.site
            $0.product = product
        }
    }

    private func assignedPlan(of treatment: Treatment, among assignedPlans: [AssignedPlan], _ problems: inout Problems) -> AssignedPlan? {
        let wanted = plan ?? treatment.plan.rawValue
        guard let assigned = assignedPlans.first(where: { $0.plan.id.rawValue == wanted }) else {
            let known = assignedPlans.filter { !$0.plan.status.isFinal }.map(\.plan.id.rawValue).joined(separator: ", ")
            problems.add(
                .unknownPlan, at: "plan",
                "patient '\(treatment.patient)' has no plan '\(wanted.quotable)'; "
                    + (known.isEmpty ? Problem.assignPlan(to: treatment.patient) : "the plans are \(known)"))
            return nil
        }
        if plan != nil, assigned.plan.status.isFinal {
            problems.add(.alreadyFinished, at: "plan", Problem.finished(assigned.plan))
        }
        return assigned
    }

    private func product(of treatment: Treatment, cleared: Set<String>, _ problems: inout Problems) -> Product? {
        if cleared.contains("product") {
            if product != nil || manufacturer != nil || lot != nil {
                problems.add(.contradiction, at: "clear", "'product' is cleared with its maker and lot; state it, or clear it")
            }
            return nil
        }
        let before = treatment.product
        guard let name = product ?? before?.name else {
            if manufacturer != nil || lot != nil {
                problems.add(.missing, at: "product", "a maker or a lot needs the product that it belongs to; say its name")
            }
            return nil
        }
        // Another product has a maker and a lot of its own.
        let kept = product == nil || product == before?.name ? before : nil
        return Product(
            name: name, manufacturer: cleared.contains("manufacturer") ? nil : manufacturer ?? kept?.manufacturer,
            lot: cleared.contains("lot") ? nil : lot ?? kept?.lot)
    }
}

extension Problems {
    /// Checks the texts about a treatment.
    mutating func checkTexts(site: String?, product: String?, manufacturer: String?, lot: String?) {
        check(site, .name, "the site", at: "site")
        check(product, .name, "the product", at: "product")
        check(manufacturer, .name, "the maker", at: "manufacturer")
        check(lot, .name, "the lot", at: "lot")
    }

    /// The keys in `names`; a problem is added for each that cannot be cleared.
    mutating func keys(_ names: [String]?, among known: [String], of what: String) -> Set<String> {
        for (index, name) in (names ?? []).enumerated() where !known.contains(name) {
            add(
                .malformed, at: "clear.\(index)",
                "'\(name.quotable)' of \(what) cannot be cleared; what can is \(known.joined(separator: ", "))")
        }
        return Set(names ?? []).intersection(known)
    }
}
