import Aftercare
import AftercareAPI
import AftercareClient
import AftercareConfig
import Systemd

// Gathers the facts. Nothing is changed, and whatever cannot be checked is reported as unknown.

extension DoctorFacts {
    /// How many of the newest receipts are checked.
    private static let receiptsLookedAt = 500

    /// - Throws: only when nothing at all can be checked: no output can be shown, or a path is too long.
    static func gather(_ options: GlobalOptions) async throws -> DoctorFacts {
        let (service, isShutOut) = try await ask(options)
        let isUsers = options.place.isUsers
        let unit = unit(named: service.value?.machine.unit ?? options.place.unit, of: isUsers ? .user : .system)
        let namespace = unit.value?.logNamespace ?? service.value?.machine.namespace
        let uid = UserIdentity.uid
        return DoctorFacts(
            service: service, isShutOut: isShutOut, unit: unit, journald: journald(namespace), storage: storage(namespace),
            sockets: namespace.map(JournalSocketFile.all(namespace:)) ?? [], clock: .current(),
            machineZone: ZoneDatabase().machineZone().problem,
            caller: Caller(
                uid: uid, name: UserIdentity.name(ofUser: uid), groups: UserIdentity.groups(),
                listed: UserIdentity.listedGroups(ofUser: uid),
                readsJournal: service.value.flatMap { mayRead(namespace, recordsOf: $0.machine.uid, isUsers: isUsers) }),
            isUsers: isUsers, commands: options.commands, backups: TimedBackups.ask(about: options.commands.place),
            staff: options.place.staff.map {
                Staff(name: $0, number: UserIdentity.number(ofGroup: $0), viewers: UserIdentity.number(ofGroup: "\($0)-view"))
            },
            holders: Dictionary(
                (service.value?.writers ?? []).compactMap { writer in
                    writer.author.uid.flatMap { uid in UserIdentity.name(ofUser: uid).map { (uid, $0) } }
                }
            ) { first, _ in first })
    }

    private static func ask(_ options: GlobalOptions) async throws -> (service: Fact<Service>, isShutOut: Bool) {
        do {
            let told = try await aftercarectl.Service.talk(options) { service in
                let machine: MachineBody = try await service.get("machine")
                let status: ServiceStatus
                let newest: Page<ListedReminder>
                let ledger: LedgerPage
                do {
                    status = try await service.get("status")
                    ledger = try await LedgerEvidence.head(of: service)
                    newest = try await service.get(
                        ListedReminder.pageKey, ["state": ReminderState.settled.rawValue, "limit": String(receiptsLookedAt)])
                } catch let error as ErrorBody where error.code == .storeUnusable {
                    return Service(storeTrouble: error.message, machine: machine)
                }
                return Service(
                    journal: status.journal, storeTrouble: status.storeLoss ?? status.storeTrouble, machine: machine,
                    receiptsInMemory: newest.items.count { $0.reason == Reminder.inMemoryReason },
                    receipts: newest.items.count, unknownZones: status.unknownZones, writers: ledger.writers,
                    withheld: status.withheld.map(\.text))
            }
            return (.known(told), false)
        } catch let error as ClientError {
            switch error {
            case .pathTooLong: throw error
            case .notPermitted: return (.unknown("\(error)"), true)
            case .notRunning, .noAnswer, .broken, .busy, .unusableText: return (.unknown("\(error)"), false)
            }
        } catch let error as ErrorBody {
            return (.unknown(error.message), false)
        }
    }

    private static func unit(named name: String, of manager: UnitProperties.Manager) -> Fact<UnitProperties> {
        do throws(ServiceError) { return .known(try UnitProperties.ask(about: name, of: manager)) } catch { return .unknown("\(error)") }
    }

    private static func journald(_ namespace: String?) -> Fact<JournaldSettings> {
        do throws(JournalError) { return .known(try JournaldSettings.read(namespace: namespace)) } catch { return .unknown("\(error)") }
    }

    private static func storage(_ namespace: String?) -> Fact<JournalStorage> {
        do throws(JournalError) { return .known(try JournalStorage.of(namespace: namespace)) } catch { return .unknown("\(error)") }
    }

    /// Whether the journal can be read; nil when that cannot be determined.
    private static func mayRead(_ namespace: String?, recordsOf uid: UInt32, isUsers: Bool) -> Bool? {
        try? JournalStorage.mayRead(JournalSource(namespace: namespace, user: isUsers ? uid : nil), recordsOf: uid)
    }
}
