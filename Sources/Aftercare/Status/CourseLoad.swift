import Foundation

/// How many messages one session brings, and all that follows from it, in one language of a protocol.
package struct CourseLoad: Equatable, Sendable {
    package let language: Language
    package let load: MessageLoad
    /// Whether more comes than was counted.
    package let isCut: Bool
}

extension CareProtocol {
    /// The load of each language of this protocol, for a made-up patient of `clinic` who answers nothing. The session
    /// takes place as planned, from 10:00 on and for as long as usual; where the plan decides, the compress is cold.
    package func courseLoads(in clinic: Clinic) -> [CourseLoad] {
        languages.map { language in
            let schedule = Schedule(sampleRecord(in: clinic, language: language))
            let from = schedule.beginning ?? Self.sampleStart
            let forecast = schedule.forecast(from: from, through: max(from, schedule.ends.values.max() ?? from))
            return CourseLoad(
                language: language, load: MessageLoad(of: forecast, for: schedule.record), isCut: forecast.isCut)
        }
    }

    /// What is above `limits` in any of `loads`, once for all languages. Paths are those of a protocol file.
    package func warnings(of loads: [CourseLoad], above limits: MessageLimits) -> [Problem] {
        var problems = Problems()
        let moments = loads.compactMap(\.load.fullestMoment)
        if let most = moments.max(by: { $0.messages < $1.messages }), most.messages > limits.perMoment {
            let local = Zone.utc.local(most.at)
            problems.add(
                .outOfRange, at: "instructions",
                "\(most.messages.counted("message")) at one moment, \(local.time) on \(sampleDay(local.date)); the limit is "
                    + "\(limits.perMoment): let fewer instructions be said 'apart'")
        }
        let days = loads.compactMap(\.load.fullestDay)
        if let most = days.max(by: { $0.messages < $1.messages }), most.messages > limits.perDay {
            problems.add(
                .outOfRange, at: "instructions",
                "\(most.messages.counted("message")) on \(sampleDay(most.date)); the limit is \(limits.perDay): remind less often, or of more things at one "
                    + "moment")
        }
        return problems.list
    }

    // MARK: The sample

    /// A Monday at 10:00.
    private static let sampleStart = Instant(seconds: 20_514 * 86_400 + 10 * 3600)

    private var sampleEnd: Instant { Zone.utc.adding(usualDuration ?? .hours(1), to: Self.sampleStart) }

    private func sampleRecord(in clinic: Clinic, language: Language) -> CareRecord {
        let patient = Patient(
            id: PatientID(own: "SAMPLE"), zone: Zone.utc.name, language: language, quietHours: nil, history: History(.active), name: nil)
        let plan = Plan(
            id: PlanID(own: "SAMPLE"), patient: patient.id, careProtocol: reference, history: History(.active),
            modalities: Dictionary(modalityChoices.map { ($0, Modality.cold) }, uniquingKeysWith: { one, _ in one }), switchedOff: [])
        let session = Treatment(
            id: TreatmentID(own: "SESSION"), patient: patient.id, plan: plan.id, route: routes.first ?? .topical, site: nil,
            product: nil, status: .completed, plannedStart: Self.sampleStart, plannedEnd: sampleEnd, actualStart: Self.sampleStart,
            actualEnd: sampleEnd)
        return CareRecord(
            store: UUID(uuid: (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)), patient: patient, zone: .utc, clinic: clinic,
            assignedPlans: [AssignedPlan(plan: plan, careProtocol: self)], treatments: [session])
    }

    /// `the day of a session from 10:00 to 10:45`, `day 2 after a session from 10:00 to 10:45`
    private func sampleDay(_ date: CivilDate) -> String {
        let (start, end) = (Zone.utc.local(Self.sampleStart), Zone.utc.local(sampleEnd))
        let distance = date.dayNumber - start.date.dayNumber
        let day = distance == 0 ? "the day of" : "day \(abs(distance)) \(distance > 0 ? "after" : "before")"
        return "\(day) a session from \(start.time) to \(end.time)"
    }
}
