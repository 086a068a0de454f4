import Aftercare
import AftercareAPI
import Foundation
import Hummingbird
import NIOCore
import Synchronization

/// Reads a file that is too large for one body and is sent in parts: one JSON object per line, each a `ClinicRequest`.
/// The parts are combined, then checked and applied as one request.
final class ClinicParts: Sendable {
    /// Whether a file is being read. That takes much memory, so only one is read at a time.
    private let isBusy = Mutex(false)

    /// - Throws: the same errors as `StrictBody.read`.
    func read(from request: Request, _ context: PeerContext) async throws -> ClinicRequest {
        guard request.headers[.contentType]?.hasPrefix(Wire.partsType) == true else {
            return try await StrictBody.read(ClinicRequest.self, from: request, context)
        }
        try begin()
        defer { isBusy.withLock { $0 = false } }
        var gathered = Gathered()
        do {
            try await context.hangingUp(after: context.limits.upload) {
                for try await portion in request.body { try gathered.take(portion) }
                try gathered.end()
            }
        } catch let error as ErrorBody {
            throw error
        } catch let error as RefusedRequest {
            throw error
        } catch {
            throw BrokenRequest(cause: error)
        }
        return gathered.whole
    }

    private func begin() throws {
        let wasBusy = isBusy.withLock { isBusy in
            defer { isBusy = true }
            return isBusy
        }
        if wasBusy { throw ErrorBody(code: .busy, message: "another large file is being taken in; try again in a minute") }
    }
}

/// The part of the file that has arrived so far.
private struct Gathered {
    private(set) var whole = ClinicRequest(patients: [], plans: [], treatments: [])
    /// The bytes of the current, unfinished line.
    private var line: [UInt8] = []
    private var size = 0

    mutating func take(_ portion: ByteBuffer) throws {
        size += portion.readableBytes
        guard size <= Wire.maxUploadBytes else {
            throw ErrorBody(
                code: .tooLarge,
                message: "it is larger than \(Wire.maxUploadBytes / 1024 / 1024) MiB; split it into several files")
        }
        var rest = portion.readableBytesView
        while let feed = rest.firstIndex(of: UInt8(ascii: "\n")) {
            line += rest[..<feed]
            rest = rest[(feed + 1)...]
            try end()
        }
        line += rest
        guard line.count <= Wire.maxBodyBytes else {
            throw ErrorBody(code: .tooLarge, message: "a part is larger than \(Wire.maxBodyBytes / 1024 / 1024) MiB; send smaller ones")
        }
    }

    /// Ends the current line and adds its part to the whole.
    mutating func end() throws {
        defer { line = [] }
        guard !line.isEmpty else { return }
        let part: ClinicRequest
        do { part = try StrictBody.decode(ClinicRequest.self, from: line) } catch let refusal as RefusedRequest {
            throw RefusedRequest(refusal.problems.map(moved))
        }
        whole.patients += part.patients
        whole.plans += part.plans
        whole.treatments += part.treatments
    }

    /// The same problem, with its path adjusted to the whole file.
    private func moved(_ problem: Problem) -> Problem {
        var steps = problem.path.split(separator: ".").map(String.init)
        let before = ["patients": whole.patients.count, "plans": whole.plans.count, "treatments": whole.treatments.count]
        if steps.count > 1, let count = before[steps[0]], let index = Int(steps[1]) { steps[1] = "\(index + count)" }
        return Problem(problem.code, at: steps.joined(separator: "."), problem.message)
    }
}
