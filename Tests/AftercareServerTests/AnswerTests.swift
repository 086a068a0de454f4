import Aftercare
import AftercareAPI
import Foundation
import Hummingbird
import Testing

@testable import AftercareEngine
@testable import AftercareServer

@Suite struct `An answer` {
    private static let duplicate = Problem(.duplicateID, at: "id", "there is one already")

    @Test(
        arguments: [
            (Refusal([duplicate]), 409), (Refusal([duplicate, duplicate]), 422),
            (Refusal([Problem(.unknownProtocol, at: "", "there is none")]), 404),
            (Refusal([Problem(.unknownProtocol, at: "protocol", "there is none")]), 422),
            (BrokenRequest(cause: NoPeer()), 400), (HTTPError(.notFound), 404), (EngineFailure(tooMuchFor: .seconds(1)), 413),
            (ErrorBody(code: .busy, message: ""), 409), (ErrorBody(code: .notAllowed, message: ""), 403),
            (ErrorBody(code: .storeUnusable, message: ""), 503), (ErrorBody(code: .storageFull, message: ""), 507), (NoPeer(), 500),
        ] as [(any Error, Int)])
    func `has the status of what went wrong`(error: any Error, status: Int) {
        #expect(Answer.error(error, logger: Desk.quietLogger()).status.code == status)
    }

    @Test(arguments: [(ErrorBody.Code.broken, true), (.tooLarge, true), (.refused, false), (.busy, false)])
    func `ends the connection where what is left of the request is not read`(code: ErrorBody.Code, isLast: Bool) {
        let answer = Answer.error(ErrorBody(code: code, message: ""), logger: Desk.quietLogger())
        #expect((answer.headers[.connection] == "close") == isLast)
    }

    @Test func `is logged where the service is to blame, and a full disk is not, which that would fill`() {
        for (code, count) in [(ErrorBody.Code.internal, 1), (.storeUnusable, 1), (.storageFull, 0), (.refused, 0), (.notAllowed, 0)] {
            let log = LogBook()
            _ = Answer.error(ErrorBody(code: code, message: ""), logger: log.logger)
            #expect(log.lines.count == count, "\(code)")
        }
    }
}
