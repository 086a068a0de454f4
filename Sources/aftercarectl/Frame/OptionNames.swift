import Aftercare
import AftercareAPI

/// The options of a verb that a request was made of.
struct OptionNames: ExpressibleByArrayLiteral {
    private let names: [String]
    /// Those that are named otherwise in a request: `lasting` is `--for`.
    private let others: [String: String]

    init(_ names: [String], others: [String: String] = [:]) {
        self.names = names
        self.others = others
    }

    init(arrayLiteral names: String...) { self.init(names) }

    /// `--quiet-hours` of `quietHours`, `--without` of `without.0`; nil: there is no such option.
    func option(at path: String) -> String? {
        let key = String(path.prefix { $0 != "." })
        let name = others[key] ?? key.map { $0.isUppercase ? "-\($0.lowercased())" : String($0) }.joined()
        return others[key] != nil || names.contains(name) ? "--\(name)" : nil
    }
}

extension Service {
    /// Has the service do something that was asked for by options.
    ///
    /// - Throws: a refusal that speaks of options, as they were typed, and not of the keys of a request.
    func post<Answer: Decodable & Sendable>(
        _ path: String, _ body: some Encodable & Sendable, options: OptionNames
    ) async throws -> Answer {
        do {
            return try await post(path, body)
        } catch let body as ErrorBody {
            throw body.naming(options)
        }
    }
}

extension ErrorBody {
    func naming(_ options: OptionNames) -> ErrorBody {
        var named = self
        named.problems = problems.map { problem in
            options.option(at: problem.path).map { Problem(problem.code, at: $0, problem.message) } ?? problem
        }
        return named
    }
}
