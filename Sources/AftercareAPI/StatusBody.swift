package import Aftercare

/// How things stand, for everybody.
package struct StatusBody: Codable, Sendable {
    package var version: String
    package var now: Instant
    package var since: Instant
    package var journal: JournalHealth
    /// When something is next to be said to anybody.
    package var nextDue: Instant?
    package var patientsInWindow: Int
    /// What a person must see to, open reactions first; the first of them.
    package var needsPerson: [StaffTaskBody]
    /// How many reminders stand where, by state: all that wait for a receipt, and of the others those that fell
    /// due in the last 24 hours.
    package var counts: [String: Int]
    /// The patients in a window, the first of them.
    package var inWindow: [PatientStatusBody]
    package var upcoming: [UpcomingBody]
    /// What an administrator should mend.
    package var complaints: [String]
    /// Why the store cannot be written, so that nothing can be said; nil: it can.
    package var storeTrouble: String?
    /// That the store's files are not where they were, and what to do; nil: they are.
    package var storeLoss: String?
    /// The time zones that the service does not know, and somebody waits for; nil: none.
    package var unknownZones: [UnknownZone]?
    /// What other machines may have said, and is held back until their journals tell, or a person decides; nil: nothing.
    package var withheld: [Withheld]?
    /// How often the store has come to another machine, from 1; nil: there is no journal.
    package var epoch: Int?
    /// Since when that is so.
    package var storeTroubleSince: Instant?
    /// What room the store lacks on its disk, so that nothing new is taken in; nil: none. Among the complaints too.
    package var storageLow: String?
    /// Why the last reading of the configuration was refused, an error each; nil: it was not. Among the complaints too.
    package var notReloaded: [String]?

    package init(
        version: String, now: Instant, since: Instant, journal: JournalHealth, nextDue: Instant?, patientsInWindow: Int,
        needsPerson: [StaffTaskBody], counts: [String: Int], inWindow: [PatientStatusBody], upcoming: [UpcomingBody], complaints: [String],
        storeTrouble: String? = nil, storeLoss: String? = nil, unknownZones: [UnknownZone]? = nil,
        storeTroubleSince: Instant? = nil, storageLow: String? = nil, notReloaded: [String]? = nil,
        withheld: [Withheld]? = nil, epoch: Int? = nil
    ) {
        self.version = version
        self.now = now
        self.since = since
        self.journal = journal
        self.nextDue = nextDue
        self.patientsInWindow = patientsInWindow
        self.needsPerson = needsPerson
        self.counts = counts
        self.inWindow = inWindow
        self.upcoming = upcoming
        self.complaints = complaints
        self.storeTrouble = storeTrouble
        self.storeLoss = storeLoss
        self.unknownZones = unknownZones
        self.storeTroubleSince = storeTroubleSince
        self.storageLow = storageLow
        self.notReloaded = notReloaded
        self.withheld = withheld
        self.epoch = epoch
    }
}

/// How things stand for one patient.
package struct PatientStatusBody: Codable, Sendable {
    package var patient: Patient
    package var now: Instant
    /// What a person must see to, open reactions first.
    package var needsPerson: [StaffTaskBody]
    package var windows: [WindowBody]
    package var upcoming: [UpcomingBody]
    /// The patient's plans, but those that were entered in error; only where one patient was asked for.
    package var plans: [Plan]?
    /// The session that is under way, or comes next; only where one patient was asked for.
    package var nextSession: NextSessionBody?
    /// Why little or nothing is said; only where one patient was asked for.
    package var silences: [Suppression]?

    package init(
        patient: Patient, now: Instant, needsPerson: [StaffTaskBody], windows: [WindowBody], upcoming: [UpcomingBody],
        plans: [Plan]? = nil, nextSession: NextSessionBody? = nil, silences: [Suppression]? = nil
    ) {
        self.patient = patient
        self.now = now
        self.needsPerson = needsPerson
        self.windows = windows
        self.upcoming = upcoming
        self.plans = plans
        self.nextSession = nextSession
        self.silences = silences
    }
}

/// A session, and its place in its series.
package struct NextSessionBody: Codable, Sendable {
    package var treatment: Treatment
    /// From 1; nil: it stands alone.
    package var number: Int?
    /// How many sessions the series has.
    package var count: Int?

    package init(treatment: Treatment, number: Int? = nil, count: Int? = nil) {
        self.treatment = treatment
        self.number = number
        self.count = count
    }
}

/// A window that holds now.
package struct WindowBody: Codable, Sendable {
    package var treatment: TreatmentID
    package var plan: PlanID
    package var instruction: InstructionID
    package var kind: Instruction.Kind
    package var label: String
    package var opens: Instant
    package var closes: Instant
    /// Until when it holds together with what other treatments ask of the same.
    package var until: Instant
    /// The next reminder in it.
    package var next: Instant?
    /// Muted by a reaction that is not cleared.
    package var isMuted: Bool

    package init(
        treatment: TreatmentID, plan: PlanID, instruction: InstructionID, kind: Instruction.Kind, label: String,
        opens: Instant, closes: Instant, until: Instant, next: Instant?, isMuted: Bool
    ) {
        self.treatment = treatment
        self.plan = plan
        self.instruction = instruction
        self.kind = kind
        self.label = label
        self.opens = opens
        self.closes = closes
        self.until = until
        self.next = next
        self.isMuted = isMuted
    }
}

/// A reminder that is still to come.
package struct UpcomingBody: Codable, Sendable {
    package var id: OccurrenceID
    package var patient: PatientID
    package var treatment: TreatmentID
    package var instruction: InstructionID
    package var label: String
    package var due: Instant
    package var deadline: Instant
    package var message: String?

    package init(
        id: OccurrenceID, patient: PatientID, treatment: TreatmentID, instruction: InstructionID, label: String,
        due: Instant, deadline: Instant, message: String?
    ) {
        self.id = id
        self.patient = patient
        self.treatment = treatment
        self.instruction = instruction
        self.label = label
        self.due = due
        self.deadline = deadline
        self.message = message
    }
}
