import Aftercare
import AftercareAPI

/// The options of a verb that a request was made of.
struct OptionNames: ExpressibleByArrayLiteral {
    private let names: [String]
    /// Those that are named otherwise in a request: `lasting` is `--for`.
    private let others: [String: String]
    /// What does not come from an option, but from a file, and has its place there.
    private let inFile: Set<String>

    init(_ names: [String], others: [String: String] = [:], inFile: Set<String> = []) {
        self.names = names
        self.others = others
        self.inFile = inFile
    }

    init(arrayLiteral names: String...) { self.init(names) }

    /// Where a problem stands, as it was typed: `--quiet-hours` of `quietHours`, `--start` of `treatment.start`.
    ///
    /// - Returns: empty where it was no option: an argument is named by what the problem says of it.
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
    /// Has the service do something that was asked for by options.
    ///
    /// - Parameter patient: on whose clock a refusal names times; nil: they are left as they come.
    /// - Throws: a refusal that speaks of options, as they were typed, and not of the keys of a request.
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

    /// Nil where it cannot be learned: then the times stay as they came.
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

    /// A time as the service tells it: `2026-12-13T09:00:00Z`.
    fileprivate static var instant: Regex<Substring> { /\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z/ }
}

/// Whose clock is meant: a patient's, by name or by one of the treatments.
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

    /// With times as people type them, on that clock: `2026-12-13 10:00`.
    func told(on zone: Zone?) -> ErrorBody {
        guard let zone else { return self }
        var told = self
        told.problems = problems.map { problem in
            // Such a one quotes what was typed, and shows how a time is written.
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
