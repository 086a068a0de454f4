import Aftercare
import AftercareEngine
import Hummingbird

extension Routes {
    /// What people entered, taken back.
    func takingBack(_ root: RouterGroup<PeerContext>) {
        root.post("treatments/:id/reopen") { request, context in
            let body = try await StrictBody.read(ReopeningRequest.self, from: request, context)
            return try await carryOut(.reopenTreatment(try context.id(), body), context)
        }
        root.post("treatments/:id/change") { request, context in
            let body = try await StrictBody.read(TreatmentChangeRequest.self, from: request, context)
            return try await carryOut(.changeTreatment(try context.id(), body), context)
        }
        root.post("treatments/:id/entered-in-error") { _, context in
            try await carryOut(.enteredInError(.treatment(try context.id())), context)
        }
        root.post("plans/:id/entered-in-error") { _, context in
            try await carryOut(.enteredInError(.plan(try context.id())), context)
        }
        root.post("patients/:id/entered-in-error") { _, context in
            try await carryOut(.enteredInError(.patient(try context.id())), context)
        }
        root.post("reactions/:id/entered-in-error") { _, context in
            try await carryOut(.enteredInError(.reaction(try context.id())), context)
        }
        root.post("reminders/:id/respond/entered-in-error") { _, context in
            try await carryOut(.enteredInError(.response(try context.parameters.require("id"))), context)
        }
    }
}
