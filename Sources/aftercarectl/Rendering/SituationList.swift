import Aftercare
import AftercareAPI

/// Why little or nothing is said to a patient: the plans that do not speak; and when the next session is.
struct SituationList {
    let status: PatientStatusBody
    let clock: Clockface

    func lines(on canvas: Canvas) -> [String] {
        let plans = silentPlans.map { canvas.painted(words($0), .warning) }
        guard let known = status.plans else { return [] }
        let none = known.isEmpty ? ["no plan; assign one with 'aftercarectl plan assign \(status.patient.id)'"] : []
        return plans + none + [sessionWords]
    }

    /// Of those that are over, only what keeps something silent: where no other plan speaks, or a session is booked.
    private var silentPlans: [Plan] {
        let plans = status.plans ?? []
        let isSpoken = plans.contains { $0.status == .active }
        return plans.filter { plan in
            switch plan.status {
            case .active, .enteredInError: false
            case .draft, .onHold: true
            case .completed, .revoked: !isSpoken || status.nextSession?.treatment.plan == plan.id
            }
        }
    }

    /// `PL-0005 on-hold since Sun 03:02; 'aftercarectl plan resume PL-0005' lets it speak again`
    private func words(_ plan: Plan) -> String {
        let since = plan.history.isFromStart ? "" : " since \(clock.moment(plan.history.since))"
        let way =
            switch plan.status {
            case .onHold, .draft: "; 'aftercarectl plan resume \(plan.id)' lets it speak"
            case .active, .completed, .revoked, .enteredInError: ""
            }
        return "plan \(plan.id) \(plan.status.rawValue)\(since)\(way)"
    }

    /// `next session Sun 13 Dec 11:04 (T-0012, 1 of 4)`
    private var sessionWords: String {
        guard let next = status.nextSession else { return "no session is booked" }
        let treatment = next.treatment
        let place = next.number.flatMap { number in next.count.map { ", \(number) of \($0)" } } ?? ""
        let session = SessionStatus(treatment, among: status.plans ?? [])
        let why = session.isSilent ? ": \(session.words)" : ""
        let what = treatment.start > status.now ? "next session" : "session under way since"
        return "\(what) \(clock.moment(treatment.start)) (\(treatment.id)\(place))\(why)"
    }
}
