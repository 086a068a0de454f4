import Testing

@testable import Aftercare

/// What is said of a patient, and the way out of the books. The clinic of these samples is in Tokyo.
@Suite struct `A patient as stated` {
    private let now = at("2026-03-20T20:00:00Z")
    private let clinic = AftercareTests.clinic(quietHours: hours("22:00-07:00"), language: language("fr"))
    private let known = Patient(
        id: id("P-1"), zone: "Asia/Kathmandu", language: .german, quietHours: hours("21:00-08:00"),
        history: History(.optedOut, since: at("2026-01-01T00:00:00Z")), name: "Ada")

    private func stated(
        _ request: PatientRequest, existing: Patient? = nil, zones: Set<String> = ["Asia/Tokyo", "Asia/Kathmandu"]
    ) -> (patient: Patient?, problems: [String]) {
        var problems = Problems()
        let patient = request.admit(existing: existing, clinic: clinic, now: now, hasZone: { zones.contains($0) }, problems: &problems)
        #expect((patient == nil) == !problems.list.isEmpty)
        return (patient, problems.list.map(\.line))
    }

    @Test func `has the clinic's zone and language, is active from now on, and has no quiet hours of its own`() {
        let expected = Patient(
            id: id("P-1"), zone: "Asia/Tokyo", language: language("fr"), quietHours: nil, history: History(.active, since: now), name: nil)
        #expect(stated(PatientRequest(id: "P-1")).patient == expected)
    }

    @Test func `is as it is stated, and stays so where nothing else is`() {
        let request = PatientRequest(
            id: "P-1", zone: "Asia/Kathmandu", language: "de", quietHours: "21:00-08:00", status: "opted-out", name: "Ada")
        let expected = Patient(
            id: id("P-1"), zone: "Asia/Kathmandu", language: .german, quietHours: hours("21:00-08:00"),
            history: History(.optedOut, since: now), name: "Ada")
        #expect(stated(request).patient == expected)
        #expect(stated(request, existing: known).patient == known)
        // Its zone need not be known to the machine any more.
        #expect(stated(PatientRequest(id: "P-1"), existing: known, zones: []).patient == known)
    }

    @Test func `changes in what is stated anew`() {
        let request = PatientRequest(id: "P-1", zone: "Asia/Tokyo", language: "en", quietHours: "none", status: "active", name: "Eve")
        let changed = stated(request, existing: known).patient
        #expect(changed?.zone == "Asia/Tokyo" && changed?.language == .english && changed?.quietHours == .never && changed?.name == "Eve")
        #expect(changed?.status == .active && changed?.history.since == now && changed?.history.status(at: now - 1) == .optedOut)
    }

    @Test(
        arguments: [
            (nil, [], "21:00-08:00", "Ada"), ("clinic", [], nil, "Ada"), (nil, ["quiet-hours"], nil, "Ada"),
            (nil, ["name"], "21:00-08:00", nil), ("20:00-06:00", ["name"], "20:00-06:00", nil),
            (nil, ["name", "quiet-hours"], nil, nil),
        ] as [(String?, [String], String?, String?)])
    func `returns to the clinic's quiet hours, and to no name, where that is stated`(
        quiet: String?, clear: [String], hours: String?, name: String?
    ) {
        var request = PatientRequest(id: "P-1", quietHours: quiet)
        request.clear = clear
        let patient = stated(request, existing: known).patient
        #expect(patient?.quietHours?.text == hours && patient?.name == name)
    }

    @Test func `is refused in words that say what to state`() {
        let own = PatientRequest(id: "P-1", zone: "Mars/Base", name: "")
        var clearing = own
        clearing.clear = ["name", "zone"]
        #expect(
            stated(clearing, existing: known).problems == [
                "clear.1: malformed: 'zone' of a patient cannot be cleared; what can is name, quiet-hours",
                "zone: unknown-zone: unknown time zone 'Mars/Base'; use a name of the zone database, like Europe/Berlin ('timedatectl "
                    + "list-timezones')",
                "name: malformed: the name is blank; write something, or leave it out",
            ])
        #expect(
            stated(PatientRequest(id: "P-1"), zones: []).problems == [
                "zone: unknown-zone: the clinic's time zone 'Asia/Tokyo' is not known to this machine now; install it (package tzdata, for "
                    + "old names also tzdata-legacy), or state the patient's own"
            ])
        #expect(
            stated(PatientRequest(id: "P-1", status: "gone")).problems
                == ["status: malformed: 'gone' is not one of active, deceased, entered-in-error, inactive, opted-out"])
    }

    // MARK: Erased

    private static func course(_ name: String, _ status: Plan.Status) -> Plan {
        let change = InstructionChange(id: id("no-alcohol"), usefulFor: .hours(1))
        return plan(
            name, of: careProtocol(noAlcohol, version: 3), status: status, modalities: [id("ice"): .cold], switchedOff: [id("tip")],
            changes: [change])
    }

    @Test(arguments: Plan.Status.allCases) func `that is erased has no plan that goes on, and no words in one`(status: Plan.Status) {
        let erasure = Erasure(
            plans: [Self.course("PL-2", status), Self.course("PL-1", .active)], treatments: [], as: id("erased-1"), language: .german,
            now: now)
        #expect(
            erasure.patient
                == Patient(id: id("erased-1"), zone: "UTC", language: .german, quietHours: nil, history: History(.inactive), name: nil))
        #expect(erasure.plans.map(\.id) == [id("PL-2"), id("PL-1")])
        let before = History<Plan.Status>(status)
        let isOver = [.completed, .revoked, .enteredInError].contains(status)
        #expect(
            erasure.plans.first
                == Plan(
                    id: id("PL-2"), patient: id("erased-1"), careProtocol: ProtocolReference(id: id("sample"), version: 3),
                    history: isOver ? before : before.changed(to: .revoked, at: now), modalities: [:], switchedOff: []))
    }

    @Test(arguments: Treatment.Status.allCases)
    func `that is erased has no session to come, and nothing of the others but their times`(status: Treatment.Status) {
        func session(_ patient: String, _ status: Treatment.Status, site: String?, product: Product?) -> Treatment {
            Treatment(
                id: id("T-1"), patient: id(patient), plan: id("PL-1"), route: .topical, site: site, product: product, status: status,
                plannedStart: now, plannedEnd: now + 60, actualStart: now + 10, actualEnd: now + 70, series: id("T-0"), timingRevision: 4,
                timesKnownAt: now - 10)
        }
        let product = Product(name: "A", manufacturer: "M", lot: "L")
        let erasure = Erasure(
            plans: [], treatments: [session("P-1", status, site: "hip", product: product)], as: id("erased-1"), language: .english,
            now: now)
        #expect(erasure.treatments == [session("erased-1", status == .booked ? .cancelled : status, site: nil, product: nil)])
    }

    @Test func `that is erased leaves notes on what is kept, and where else it stands`() {
        func notes(reminders: Int, treatments: Int) -> [String] {
            let sessions = (0..<treatments).map { treatment("T-\($0)") }
            return Erasure(plans: [], treatments: sessions, as: id("erased-1"), language: .english, now: now)
                .notes(on: id("P-1"), reminders: reminders)
        }
        #expect(
            notes(reminders: 1, treatments: 2) == [
                "'P-1' is 'erased-1' from now on; kept for the audit are the ids, numbers, states, times and receipts of 1 reminder, the "
                    + "times of 2 treatments, and who changed what when",
                "the journal's records still bear 'P-1': journald cannot delete single records; they go with its rotation, or with all "
                    + "others of their age by 'journalctl --namespace=aftercare --rotate --vacuum-time=…'",
                "backups that were made before still hold everything, and files that state 'P-1' would enter the patient anew; delete the "
                    + "ones and edit the others",
            ])
        #expect(notes(reminders: 3, treatments: 1).first?.contains("receipts of 3 reminders, the times of 1 treatment, and who") == true)
        #expect(
            Erasure.note(onOlderStores: ["/b.db", "/a.db"])
                == "stores that were set aside are not touched: /b.db, /a.db; remove them with 'rm'")
    }

    @Test func `that is erased is unknown by its name, and changes no more`() {
        #expect(
            Problem.unknown(toErase: id("P-1"))
                == Problem(
                    .unknownPatient, at: "",
                    "unknown patient 'P-1'; run 'aftercarectl patient list', where one that was erased stands under its pseudonym"))
        #expect(
            Problem.erased(id("erased-1"), at: now)
                == Problem(
                    .alreadyFinished, at: "",
                    "the data of 'erased-1' was erased on request on 2026-03-20, and nothing of it can change any more; 'aftercarectl "
                        + "patient add' enters a patient anew"))
    }
}
