import Aftercare
import AftercareAPI
import AftercareEngine
import HTTPTypes
import Hummingbird
import Logging
import NIOCore

/// Turns a handler's result or error into a response.
enum Answer {
    static func ok(_ body: some Encodable) throws -> Response { try response(.ok, body) }

    static func error(_ error: any Error, logger: Logger) -> Response {
        let (status, body) = body(of: error, logger: logger)
        var response = (try? response(status, body)) ?? Response(status: .internalServerError)
        // Close the connection instead of waiting for the rest of such a request.
        if body.code == .broken || body.code == .tooLarge { response.headers[.connection] = "close" }
        return response
    }

    /// What a client is told of an error; what the service is to blame for is logged.
    static func body(of error: any Error, logger: Logger) -> (status: HTTPResponse.Status, body: ErrorBody) {
        let (status, body): (HTTPResponse.Status, ErrorBody) =
            switch error {
            case let refusal as RefusedRequest: (status(of: refusal), ErrorBody(refusal))
            case let body as ErrorBody: (status(of: body.code), body)
            case let broken as BrokenRequest: (.badRequest, ErrorBody(broken))
            case let error as HTTPError where error.status == .notFound:
                (.notFound, ErrorBody(code: .notFound, message: "there is nothing at this path"))
            case let error as HTTPError:
                (error.status, ErrorBody(code: .refused, message: error.body ?? "\(error.status)"))
            case let failure as EngineError:
                (status(of: code(of: failure)), ErrorBody(code: code(of: failure), message: "\(failure)"))
            default: (.internalServerError, ErrorBody(code: .internal, message: "the request failed; see the log of aftercared"))
            }
        if let broken = error as? BrokenRequest { logger.debug("a request did not come to its end: \(broken.cause)") }
        // The status shows a full disk; logging each refusal would fill it further.
        if status.kind == .serverError, status != .insufficientStorage { logger.tell(.requestFailed, "a request failed: \(error)") }
        return (status, body)
    }

    private static func response(_ status: HTTPResponse.Status, _ body: some Encodable) throws -> Response {
        let data = try Wire.encode(body, hidesPersons: PersonsHidden.holds)
        return Response(
            status: status, headers: [.contentType: "application/json"],
            body: .init(byteBuffer: ByteBuffer(bytes: data)))
    }

    private static func status(of refusal: RefusedRequest) -> HTTPResponse.Status {
        guard let first = refusal.problems.first, refusal.problems.count == 1 else { return .unprocessableContent }
        switch first.code {
        case .duplicateID, .alreadyFinished: return .conflict
        // Not found when the path names it; an error in the request when the body names it.
        case .unknownPatient, .unknownPlan, .unknownProtocol, .unknownInstruction, .unknownTreatment, .unknownReminder, .unknownReaction:
            return first.path.isEmpty ? .notFound : .unprocessableContent
        case .malformed, .missing, .unknownKey, .unknownZone, .unknownTerm, .skippedLocalTime, .endsBeforeStart, .outOfRange,
            .routeMismatch, .modalityMissing, .ambiguousPlan, .contradiction, .implausible:
            return .unprocessableContent
        }
    }

    private static func code(of failure: EngineError) -> ErrorBody.Code {
        switch failure.kind {
        case .storeUnusable: .storeUnusable
        case .storageFull: .storageFull
        case .busy: .busy
        case .tooMuch: .tooLarge
        }
    }

    private static func status(of code: ErrorBody.Code) -> HTTPResponse.Status {
        switch code {
        case .refused: .unprocessableContent
        case .notFound: .notFound
        case .notJSON, .broken: .badRequest
        case .tooLarge: .contentTooLarge
        case .storeUnusable: .serviceUnavailable
        case .storageFull: .insufficientStorage
        case .busy: .conflict
        case .notAllowed: .forbidden
        case .internal: .internalServerError
        }
    }
}

extension HTTPResponse.Status {
    /// RFC 4918, section 11.5.
    fileprivate static let insufficientStorage = HTTPResponse.Status(code: 507, reasonPhrase: "Insufficient Storage")
}

extension ErrorBody {
    init(_ broken: BrokenRequest) {
        self.init(code: .broken, message: "the request did not come to its end as it was announced, or took too long; nothing was changed")
    }

    init(_ refusal: RefusedRequest) {
        self.init(
            code: .refused,
            message: refusal.problems.count == 1
                ? refusal.problems[0].message : "\(refusal.problems.count) things are wrong; nothing was changed",
            problems: refusal.problems)
    }
}
