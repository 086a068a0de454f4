import Aftercare
import AftercareAPI
import Foundation
import Hummingbird
import Testing

@testable import AftercareEngine
@testable import AftercareServer

@Suite struct `An answer` {
    private func status(_ error: any Error) -> Int { Answer.error(error, logger: Desk.quietLogger()).status.code }

    @Test func `has the status of its code, with what goes with it`() {
        let table: [ErrorBody.Code: (status: Int, isLast: Bool, isLogged: Bool)] = [
            .refused: (422, false, false), .notFound: (404, false, false), .notJSON: (400, false, false),
            // What is left of the request is not read.
            .tooLarge: (413, true, false), .broken: (400, true, false),
            .storeUnusable: (503, false, true),
            // A line for each refusal would fill the disk further.
            .storageFull: (507, false, false),
            .busy: (409, false, false), .notAllowed: (403, false, false), .internal: (500, false, true),
        ]
        #expect(Set(table.keys) == Set(ErrorBody.Code.allCases))
        for (code, expected) in table {
            let log = LogBook()
            let answer = Answer.error(ErrorBody(code: code, message: ""), logger: log.logger)
            #expect(answer.status.code == expected.status, "\(code)")
            #expect((answer.headers[.connection] == "close") == expected.isLast, "\(code)")
            #expect(log.lines.count == (expected.isLogged ? 1 : 0), "\(code)")
        }
    }

    /// Named in the path, nothing was found there; named in the body, the request is wrong.
    @Test func `to one mistake has the status of what was named, and where`() {
        let notFound: Set<Problem.Code> = [
            .unknownPatient, .unknownPlan, .unknownProtocol, .unknownInstruction, .unknownTreatment, .unknownReminder, .unknownReaction,
        ]
        let conflicts: Set<Problem.Code> = [.duplicateID, .alreadyFinished]
        for code in Problem.Code.allCases {
            let expected = conflicts.contains(code) ? (409, 409) : (notFound.contains(code) ? 404 : 422, 422)
            #expect(status(RefusedRequest([Problem(code, at: "", "…")])) == expected.0, "\(code)")
            #expect(status(RefusedRequest([Problem(code, at: "treatment", "…")])) == expected.1, "\(code)")
            #expect(status(RefusedRequest([Problem(code, at: "", "…"), Problem(code, at: "", "…")])) == 422, "\(code)")
        }
    }

    @Test(
        arguments: [
            (BrokenRequest(cause: NoPeer()), 400), (HTTPError(.notFound), 404), (HTTPError(.methodNotAllowed), 405),
            (EngineError(tooMuchFor: .seconds(1)), 413), (NoPeer(), 500),
        ] as [(any Error, Int)])
    func `has the status of what went wrong`(error: any Error, expected: Int) { #expect(status(error) == expected) }
}
