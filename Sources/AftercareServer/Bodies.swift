import Aftercare
import AftercareAPI
import AftercareEngine
import Foundation

// From what the engine says to what goes over the socket.

extension StatusBody {
    init(_ status: Status, version: String, complaints: Complaints) {
        self.init(
            version: version, now: status.now, since: status.startedAt, journal: status.journal,
            nextDue: status.nextDue, patientsInWindow: status.patientsInWindow, needsPerson: status.staffTasks.map(StaffTaskBody.init),
            counts: Dictionary(uniqueKeysWithValues: status.counts.map { ($0.key.rawValue, $0.value) }),
            inWindow: status.inWindow.map(PatientStatusBody.init), upcoming: status.upcoming.map(UpcomingBody.init),
            complaints: status.complaints + status.unknownZones.map(\.complaint) + complaints.all, storeTrouble: status.storeTrouble,
            storeLoss: status.storeLoss, unknownZones: status.unknownZones.isEmpty ? nil : status.unknownZones,
            storeTroubleSince: status.storeTroubleSince, storageLow: complaints.storageLow,
            notReloaded: complaints.notReloaded.isEmpty ? nil : complaints.notReloaded,
            withheld: status.withheld.isEmpty ? nil : status.withheld, epoch: status.writer?.epoch)
    }
}

extension PatientStatusBody {
    init(_ status: PatientStatus) {
        self.init(
            patient: status.patient, now: status.now, needsPerson: status.staffTasks.map(StaffTaskBody.init), windows: status.windows.map(WindowBody.init),
            upcoming: status.upcoming.map(UpcomingBody.init), plans: status.plans,
            nextSession: status.nextSession.map { NextSessionBody(treatment: $0.treatment, number: $0.number, count: $0.count) },
            silences: status.silences)
    }
}

extension WindowBody {
    init(_ scheduled: HoldingWindow) {
        let window = scheduled.window
        self.init(
            treatment: window.treatment, plan: window.plan, instruction: window.instruction, kind: window.kind,
            label: scheduled.label, opens: window.opens, closes: window.closes,
            until: scheduled.until, next: scheduled.next, isMuted: scheduled.isMuted)
    }
}

extension StaffTaskBody {
    init(_ staffTask: StaffTask) {
        switch staffTask.kind {
        case .reaction(let id, let signs):
            self.init(
                kind: .reaction, patient: staffTask.patient, treatment: staffTask.treatment, since: staffTask.since, reaction: id,
                signs: signs)
        case .unanswered(let reminder, let instruction, let label, let declinedAt):
            self.init(
                kind: .unanswered, patient: staffTask.patient, treatment: staffTask.treatment, since: staffTask.since,
                reminder: reminder, instruction: instruction, label: label, declinedAt: declinedAt)
        case .unconfirmed:
            self.init(
                kind: .unconfirmed, patient: staffTask.patient, treatment: staffTask.treatment, since: staffTask.since)
        case .zoneUnknown(let zone):
            self.init(kind: .zone, patient: staffTask.patient, treatment: nil, since: staffTask.since, zone: zone)
        }
    }
}

extension UpcomingBody {
    init(_ upcoming: Upcoming) {
        let occurrence = upcoming.occurrence
        self.init(
            id: upcoming.id, patient: upcoming.patient, treatment: occurrence.window.treatment,
            instruction: occurrence.window.instruction, label: upcoming.label, due: occurrence.due,
            deadline: occurrence.deadline, message: upcoming.message)
    }
}

extension OutcomeBody {
    /// - Parameter store: the id of the store that it lies in.
    init(_ outcome: Outcome, store: UUID) {
        func body<Value>(_ change: Change<Value>) -> ChangeBody<Value> {
            ChangeBody(change: change.kind.rawValue, value: change.value)
        }
        self.init(
            patients: outcome.patients.map(body), plans: outcome.plans.map(body),
            treatments: outcome.treatments.map(body), reactions: outcome.reactions.map(body),
            responses: outcome.responses.map { ResponseBody($0, store: store) },
            notes: outcome.notes.isEmpty ? nil : outcome.notes,
            upgrades: outcome.upgrades.isEmpty ? nil : outcome.upgrades.map(UpgradeBody.init),
            drafts: outcome.drafts.isEmpty ? nil : outcome.drafts)
    }
}

extension UpgradeBody {
    init(_ upgrade: Upgrade) {
        self.init(from: upgrade.from, to: upgrade.to, plans: upgrade.plans, differences: upgrade.differences)
    }
}
