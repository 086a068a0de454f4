import Aftercare
import AftercareAPI

/// Why a patient gets few reminders or none, one reason per line with what would change it; then the next session.
struct SituationList {
    let status: PatientStatus
    let clock: StaffTimeFormat
    var commands = ServiceCommands(.machine)

    func lines(on canvas: Canvas) -> [String] {
        let reasons = (status.silences ?? []).flatMap { silence in
            let lines = Paragraph.lines(commands.addressed(words(silence)), indent: 2, first: 0, width: canvas.width)
            return lines.map { canvas.painted($0, .warning) }
        }
        return status.plans == nil ? reasons : reasons + [sessionWords]
    }

    private func words(_ silence: Suppression) -> String {
        let since = silence.since.map { " since \(clock.moment($0))" } ?? ""
        let patient = status.patient.id
        switch silence.cause {
        case .inactive: return "inactive\(since): nothing is said; 'aftercarectl patient change \(patient) --status active' changes that"
        case .optedOut: return "opted out\(since): nothing is said; 'aftercarectl patient change \(patient) --status active' changes that"
        case .deceased: return "deceased, entered\(silence.since.map { " \(clock.moment($0))" } ?? ""): nothing is said"
        case .patientInError: return "entered in error\(since): nothing is said"
        case .noPlan: return "no plan; assign one with 'aftercarectl plan assign \(patient)'"
        case .draft, .onHold:
            let state = silence.cause == .draft ? "a draft" : "on hold"
            return "plan \(plan(silence)) \(state)\(since): nothing of it is said\(booked(silence)); "
                + "'aftercarectl plan resume \(plan(silence))' lets it speak"
        case .completed, .revoked:
            let other =
                "; 'aftercarectl treatment change \(silence.sessions.first?.rawValue ?? "") --plan PLAN' gives a session another plan"
            return "plan \(plan(silence)) \(silence.cause.rawValue)\(since): nothing of it is said\(booked(silence))"
                + (silence.sessions.isEmpty ? "" : other)
        case .reaction:
            let reaction = silence.reaction?.rawValue ?? ""
            return "reaction \(reaction)\(since): compresses and advice of \(sessions(silence)) are muted until "
                + "'aftercarectl reaction clear \(reaction)'"
        case .unconfirmed:
            return
                "\(sessions(silence)) was over\(silence.since.map { " \(clock.moment($0))" } ?? ""), and is not confirmed: nothing that follows it is "
                + "said until 'aftercarectl treatment complete \(sessions(silence)) --as-planned'"
        }
    }

    private func plan(_ silence: Suppression) -> String { silence.plan?.rawValue ?? "" }

    private func sessions(_ silence: Suppression) -> String { silence.sessions.names }

    /// `, nor of its 4 booked sessions (T-0012 to T-0015)`
    private func booked(_ silence: Suppression) -> String {
        let number = silence.sessions.count
        guard number > 0 else { return "" }
        return ", nor of its \(number == 1 ? "booked session" : "\(number) booked sessions") (\(silence.sessions.names))"
    }

    /// `next session Sun 13 Dec 11:04 (T-0012, 1 of 4)`
    private var sessionWords: String {
        guard let next = status.nextSession else { return "no session is booked" }
        let treatment = next.treatment
        let place = next.number.flatMap { number in next.count.map { ", \(number) of \($0)" } } ?? ""
        let isSilent = (status.silences ?? []).contains { $0.plan == treatment.plan && $0.cause != .unconfirmed }
        let what = treatment.start > status.now ? "next session" : "session under way since"
        return
            "\(what) \(clock.moment(treatment.start)) (\(treatment.id)\(place))\(isSilent ? ": nothing will be said, its plan is silent" : "")"
    }
}
