import Aftercare
import AftercareEngine
import Foundation
import Hummingbird

extension Routes {
    /// Every version that is offered or followed, and any that ever was.
    func protocols(_ root: RouterGroup<PeerContext>) {
        root.get("protocols") { _, _ in
            try Answer.ok(ProtocolList(try await engine.knownCareProtocols()))
        }
        root.get("protocols/:id") { _, context in
            // As it stands in the path: '@' may come as '%40'.
            let name = try context.parameters.require("id")
            return try Answer.ok(try await careProtocol(name.removingPercentEncoding ?? name))
        }
    }

    /// - Parameter name: `knee` for the newest that is offered, `knee@1` for that one.
    private func careProtocol(_ name: String) async throws -> CareProtocol {
        let exact = try? ProtocolReference(text: name)
        let id = exact?.id ?? ProtocolID(name)
        if let id, let found = try await engine.careProtocol(id, version: exact?.version) { return found }
        let others = try await engine.knownCareProtocols().map(\.careProtocol).filter { $0.id == id }.map(\.reference.text)
        throw RefusedRequest([
            Problem(
                .unknownProtocol, at: "",
                "unknown protocol '\(name)'; "
                    + (others.isEmpty ? "run 'aftercarectl protocol list'" : "there is \(others.joined(separator: ", "))"))
        ])
    }

    /// Plans to a newer version of their protocol, all or none; with `trial=true`, only weighed.
    func upgrades(_ root: RouterGroup<PeerContext>) {
        root.post("plans/upgrade") { request, context in
            let body = try await StrictBody.read(UpgradeRequest.self, from: request, context)
            return try await carryOut(.upgradePlans(body, isTrial: request.uri.queryParameters["trial"] == "true"), context)
        }
    }
}
