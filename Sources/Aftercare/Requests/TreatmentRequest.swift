/// A statement about a treatment. The values are as typed; `admit` checks them.
package struct TreatmentRequest: Hashable, Codable, Sendable {
    /// Nil to let the service choose one.
    package var id: String?
    package var patient: String
    /// Nil for the patient's only active plan.
    package var plan: String?
    /// Nil for the protocol's only route.
    package var route: String?
    package var start: String?
    /// An alternative to `end`; nil for the protocol's usual duration.
    package var duration: String?
    package var end: String?
    package var site: String?
    package var product: String?
    package var manufacturer: String?
    package var lot: String?
    /// The actual start and end.
    package var started: String?
    package var ended: String?
    /// For a series: the interval between its sessions, like `2w`; requires `times`.
    package var every: String?
    /// For a series: the number of its sessions.
    package var times: Int?
    /// Accepts what looks like a mistake.
    package var force: Bool?

    package init(
        id: String? = nil, patient: String, plan: String? = nil, route: String? = nil, start: String? = nil,
        duration: String? = nil, end: String? = nil, site: String? = nil, product: String? = nil,
        manufacturer: String? = nil, lot: String? = nil, started: String? = nil, ended: String? = nil, every: String? = nil,
        times: Int? = nil
    ) {
        self.id = id
        self.patient = patient
        self.plan = plan
        self.route = route
        self.start = start
        self.duration = duration
        self.end = end
        self.site = site
        self.product = product
        self.manufacturer = manufacturer
        self.lot = lot
        self.started = started
        self.ended = ended
        self.every = every
        self.times = times
    }

    /// The longest plausible session, in seconds: two days.
    static let longest: Int64 = 48 * 3600

    /// Replaces a protocol's usual duration if there is no protocol, which is reported elsewhere.
    private static let anyDuration = Span.hours(1)

    /// The facts that a request is checked against.
    package struct Context {
        /// The treatment as known so far.
        package let existing: Treatment?
        /// The patient it names, with the zone.
        package let patient: (patient: Patient, zone: Zone)?
        /// That patient's plans.
        package let assignedPlans: [AssignedPlan]
        /// An id for a treatment without one; nil if the request has one.
        package let freshID: TreatmentID?
        /// The first session of the series that it belongs to; nil when it stands alone.
        package let series: TreatmentID?
        /// The patient's other sessions.
        package let others: [Treatment]
        /// Keys that a file stated before, and leaves out now.
        package let dropped: Set<String>
        package let now: Instant

        package init(
            existing: Treatment?, patient: (patient: Patient, zone: Zone)?, assignedPlans: [AssignedPlan], freshID: TreatmentID?,
            series: TreatmentID? = nil, others: [Treatment] = [], dropped: Set<String> = [], now: Instant
        ) {
            self.existing = existing
            self.patient = patient
            self.assignedPlans = assignedPlans
            self.freshID = freshID
            self.series = series
            self.others = others
            self.dropped = dropped
            self.now = now
        }
    }

    /// The requested treatment; nil if something is wrong, with every problem added to `problems`.
    package func admit(_ context: Context, problems: inout Problems) -> Treatment? {
        problems.checkTexts(site: site, product: product, manufacturer: manufacturer, lot: lot)
        let id = id.map { problems.name($0, as: TreatmentID.self, at: "id") } ?? context.freshID
        guard let (patient, zone) = context.patient else {
            problems.add(.unknownPatient, at: "patient", Problem.unknown(patient: self.patient))
            // The keys that need no patient are still checked, so that every problem is reported at once.
            if let plan { _ = problems.name(plan, as: PlanID.self, at: "plan") }
            if let route { _ = problems.read(route, oneOf: Route.self, at: "route") }
            _ = self.product(existing: context.existing?.product, problems: &problems)
            _ = times(usual: Self.anyDuration, existing: nil, zone: .utc, now: context.now, problems: &problems)
            return nil
        }
        if let existing = context.existing, existing.patient != patient.id {
            problems.add(
                .contradiction, at: "patient",
                "treatment '\(existing.id)' belongs to patient '\(existing.patient)'; give this one another id")
        }
        let (assigned, route, product) = terms(for: patient, context, problems: &problems)
        let resetsLength = !context.dropped.isDisjoint(with: ["duration", "end"]) && duration == nil && end == nil
        let times = self.times(
            usual: assigned.map(\.careProtocol.usualDuration) ?? Self.anyDuration, existing: context.existing,
            resetsLength: resetsLength, others: context.others, zone: zone, now: context.now, problems: &problems)
        if let times { check(times, of: id, context, zone, &problems) }
        if let times, let existing = context.existing { checkRealTimes(times, of: existing, &problems) }
        guard problems.list.isEmpty, let id, let assigned, let route, let times else { return nil }
        let status = status(with: times, existing: context.existing)
        guard let existing = context.existing else {
            return Treatment(
                id: id, patient: patient.id, plan: assigned.plan.id, route: route, site: site, product: product,
                status: status, plannedStart: times.start, plannedEnd: times.end, actualStart: times.actualStart,
                actualEnd: times.actualEnd, series: context.series ?? (self.times == nil ? nil : id), timesKnownAt: context.now)
        }
        return existing.changed(at: context.now) {
            $0.plan = assigned.plan.id
            $0.route = route
            $0.site = site ?? (context.dropped.contains("site") ? nil : $0.site)
            $0.product = product
            $0.status = status
            $0.plannedStart = times.start
            $0.plannedEnd = times.end
            $0.actualStart = times.actualStart
            $0.actualEnd = times.actualEnd
        }
    }

    /// Checks everything but its times, for when these are wrong: then they hide no other problem.
    package func checkTerms(_ context: Context, problems: inout Problems) {
        problems.checkTexts(site: site, product: product, manufacturer: manufacturer, lot: lot)
        if let id { _ = problems.name(id, as: TreatmentID.self, at: "id") }
        if let (patient, _) = context.patient { _ = terms(for: patient, context, problems: &problems) }
    }

    private func terms(
        for patient: Patient, _ context: Context, problems: inout Problems
    ) -> (assigned: AssignedPlan?, route: Route?, product: Product?) {
        let assigned = self.assignedPlan(of: patient, among: context.assignedPlans, existing: context.existing, problems: &problems)
        let route = assigned.flatMap { self.route(in: $0.careProtocol, existing: context.existing, problems: &problems) }
        // Without a plan the route is still checked for being one at all.
        if assigned == nil, let stated = self.route { _ = problems.read(stated, oneOf: Route.self, at: "route") }
        let known = context.dropped.contains("product") ? nil : context.existing?.product
        return (assigned, route, product(existing: known, problems: &problems))
    }

    /// Checks that its times are plausible. Times that have not changed are not questioned again.
    private func check(_ times: Times, of id: TreatmentID?, _ context: Context, _ zone: Zone, _ problems: inout Problems) {
        let isAsItWas = context.existing.map { $0.plannedStart == times.start && $0.plannedEnd == times.end } ?? false
        if !isAsItWas { checkDistance(times, in: zone, &problems) }
        let start = times.actualStart ?? times.start
        let end = times.actualEnd ?? times.end
        guard context.existing.map({ $0.start != start || $0.end != end }) ?? true,
            context.existing?.status.takesPlace ?? true
        else { return }
        Plausibility(others: context.others, zone: zone, now: context.now, isMeant: force ?? false)
            .check(start: start, end: end, isReal: times.actualEnd != nil, of: id, &problems)
    }

    /// The status that follows from the real times. A treatment that does not take place stays what it is, whatever real
    /// times it still has: only 'treatment reopen' takes that back.
    private func status(with times: Times, existing: Treatment?) -> Treatment.Status {
        if let existing, !existing.status.takesPlace { return existing.status }
        return times.actualEnd != nil ? .completed : times.actualStart != nil ? .inProgress : existing?.status ?? .booked
    }

    /// Refuses real times for a treatment that does not take place, unless they are the ones that it already has.
    private func checkRealTimes(_ times: Times, of existing: Treatment, _ problems: inout Problems) {
        guard !existing.status.takesPlace, times.actualStart != existing.actualStart || times.actualEnd != existing.actualEnd else {
            return
        }
        problems.add(.alreadyFinished, at: times.actualEnd == existing.actualEnd ? "started" : "ended", Problem.takesNoPlace(existing))
    }

    /// The product that was given: the stated one, or the known one with the details that are stated.
    private func product(existing: Product?, problems: inout Problems) -> Product? {
        if let product { return Product(name: product, manufacturer: manufacturer, lot: lot) }
        guard manufacturer != nil || lot != nil else { return existing }
        guard var known = existing else {
            problems.add(.missing, at: "product", "a maker or a lot needs the product that it belongs to; say its name")
            return nil
        }
        if let manufacturer { known.manufacturer = manufacturer }
        if let lot { known.lot = lot }
        return known
    }

    private func assignedPlan(
        of patient: Patient, among assignedPlans: [AssignedPlan], existing: Treatment?, problems: inout Problems
    ) -> AssignedPlan? {
        let active = assignedPlans.filter { $0.plan.status == .active }
        if let wanted = plan ?? existing?.plan.rawValue {
            if let assigned = assignedPlans.first(where: { $0.plan.id.rawValue == wanted }) {
                if assigned.plan.status.isFinal, existing?.plan != assigned.plan.id {
                    problems.add(.alreadyFinished, at: "plan", Problem.finished(assigned.plan))
                }
                return assigned
            }
            let known = assignedPlans.map(\.plan.id.rawValue).joined(separator: ", ")
            problems.add(
                .unknownPlan, at: "plan",
                "patient '\(patient.id)' has no plan '\(wanted.quotable)'; "
                    + (known.isEmpty ? Problem.assignPlan(to: patient.id) : "the plans are \(known)"))
            return nil
        }
        if active.count == 1 { return active[0] }
        problems.add(
            active.isEmpty ? .unknownPlan : .ambiguousPlan, at: "plan",
            active.isEmpty
                ? "patient '\(patient.id)' has no active plan; \(Problem.afterPlans(assignedPlans.map(\.plan), of: patient.id))"
                : "patient '\(patient.id)' has several active plans; say which: "
                    + active.map(\.plan.id.rawValue).joined(separator: ", "))
        return nil
    }

    private func route(in careProtocol: CareProtocol, existing: Treatment?, problems: inout Problems) -> Route? {
        let known = careProtocol.routes.map(\.rawValue).joined(separator: ", ")
        guard let route else {
            if let existing { return existing.route }
            if careProtocol.routes.count == 1 { return careProtocol.routes[0] }
            problems.add(.missing, at: "route", "say the route: \(known)")
            return nil
        }
        guard let found = problems.read(route, oneOf: Route.self, at: "route") else { return nil }
        guard careProtocol.routes.contains(found) else {
            problems.add(
                .routeMismatch, at: "route",
                "protocol '\(careProtocol.reference)' is for \(known), not '\(route)'; choose another plan or route")
            return nil
        }
        return found
    }
}
