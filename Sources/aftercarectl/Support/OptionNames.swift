import Aftercare
import AftercareAPI

/// The options of a verb from which a request was made.
struct OptionNames: ExpressibleByArrayLiteral {
    private let names: [String]
    /// The keys whose options have other names: `lasting` is `--for`.
    private let others: [String: String]
    /// The keys that come from a file instead of an option, and keep their paths.
    private let inFile: Set<String>

    init(_ names: [String], others: [String: String] = [:], inFile: Set<String> = []) {
        self.names = names
        self.others = others
        self.inFile = inFile
    }

    init(arrayLiteral names: String...) { self.init(names) }

    /// The option that a problem's path stands for, as typed: `--quiet-hours` for `quietHours`, `--start` for
    /// `treatment.start`.
    ///
    /// - Returns: empty if it was not an option: the problem's message itself names an argument.
    func place(of path: String) -> String {
        let keys = path.split(separator: ".").map(String.init)
        if let first = keys.first, inFile.contains(first) { return path }
        return keys.lazy.compactMap(option).first ?? ""
    }

    private func option(named key: String) -> String? {
        let name = others[key] ?? key.map { $0.isUppercase ? "-\($0.lowercased())" : String($0) }.joined()
        return others[key] != nil || names.contains(name) ? "--\(name)" : nil
    }
}

extension Service {
    /// Posts a request that was made from options.
    ///
    /// - Parameter patient: on whose clock a refusal gives times; nil to leave them as received.
    /// - Throws: a refusal that names options as typed, instead of the request's keys.
    func post<Answer: Decodable & Sendable>(
        _ path: String, _ body: some Encodable & Sendable, options: OptionNames, clockOf patient: ClockOwner? = nil
    ) async throws -> Answer {
        do {
            return try await post(path, body)
        } catch let body as ErrorBody {
            let named = body.naming(options)
            guard let patient, named.problems.contains(where: { $0.message.contains(Self.instant) }) else { throw named }
            throw named.told(on: try await zone(of: patient))
        }
    }

    /// - Throws: as `post` with options.
    func get<Answer: Decodable & Sendable>(
        _ path: String, _ query: [String: String?], options: OptionNames
    ) async throws -> Answer {
        do { return try await get(path, query) } catch let body as ErrorBody { throw body.naming(options) }
    }

    /// The owner's time zone; nil when it cannot be determined, and then times stay as received.
    private func zone(of owner: ClockOwner) async throws -> Zone? {
        do {
            let patient: String
            switch owner {
            case .patient(let name): patient = name
            case .treatment(let id): patient = (try await get("treatments/\(id)") as Treatment).patient.rawValue
            }
            let body: PatientDetails = try await get("patients/\(patient)")
            return Zones.ofThisMachine()[body.patient.zone]
        } catch is ErrorBody {
            return nil
        }
    }

    /// A time as the service formats it: `2026-12-13T09:00:00Z`.
    fileprivate static var instant: Regex<Substring> { /\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z/ }
}

/// Whose clock is meant: that of a patient, given by name or by one of the patient's treatments.
enum ClockOwner {
    case patient(String)
    case treatment(TreatmentID)
}

extension ErrorBody {
    func naming(_ options: OptionNames) -> ErrorBody {
        var named = self
        named.problems = problems.map { Problem($0.code, at: options.place(of: $0.path), $0.message) }
        return named
    }

    /// The same error, with times as people type them, on that clock: `2026-12-13 10:00`.
    func told(on zone: Zone?) -> ErrorBody {
        guard let zone else { return self }
        var told = self
        told.problems = problems.map { problem in
            // This message quotes what was typed and shows how a time is written; leave both alone.
            guard problem.code != .malformed else { return problem }
            let message = problem.message.replacing(Service.instant) { match in
                guard let instant = try? Instant(text: String(match.output)) else { return String(match.output) }
                let local = zone.local(instant)
                return "\(local.date) \(local.time)"
            }
            return Problem(problem.code, at: problem.path, message)
        }
        return told
    }
}
