import Aftercare
import Testing

/// Rule 13 of aftercare(7): one moment, one message.
@Suite struct `What is said at one moment` {
    /// The messages of a scene, each with its decisions.
    private func messages(_ scene: Telling.Scene) -> [[Decision]] {
        Schedule(scene.record).messages(of: scene.emitted, at: scene.at)
    }

    private func isApart(_ decision: Decision, _ record: CareRecord) -> Bool {
        decision.occurrence.role.isForStaff || record.instruction(of: decision.occurrence.window)?.apart ?? false
    }

    @Test func `is in one message each, none of it twice and none left out`() {
        #expect(
            Cases.breaches(inScenes: { scene in
                let keys = messages(scene).joined().map(\.occurrence.key)
                let wanted = scene.emitted.map(\.occurrence.key)
                return keys.count == wanted.count && Set(keys) == Set(wanted) ? [] : ["\(keys) for \(wanted)"]
            }) == [])
    }

    @Test func `is one message to the patient, beside what the protocol wants apart, and one for each word to the staff`() {
        #expect(
            Cases.breaches(inScenes: { scene in
                let messages = messages(scene)
                let joint = messages.filter { !$0.contains { isApart($0, scene.record) } }
                let mixed = messages.filter { $0.count > 1 && $0.contains { isApart($0, scene.record) } }
                return joint.count <= 1 && mixed.isEmpty ? [] : ["\(joint.count) joint, \(mixed.count) mixed"]
            }) == [])
    }

    @Test func `is a line for each, and its words are those of its reminders`() {
        #expect(
            Cases.breaches(inScenes: { scene in
                messages(scene).compactMap { message in
                    let texts = message.compactMap(\.payload?.text)
                    let lines = Payload.text(of: message.compactMap(\.payload)).split(separator: "\n").map(String.init)
                    return texts.count == message.count && Set(texts) == Set(lines) ? nil : "\(lines) of \(texts)"
                }
            }) == [])
    }

    /// Else the properties above would hold of nothing.
    @Test(.enabled(if: Cases.areAll)) func `is several things often enough, and apart`() {
        let all = Cases.told.flatMap(\.scenes).map { ($0, messages($0)) }
        #expect(all.count { $0.1.contains { $0.count > 1 } } > 100)
        #expect(all.count { scene, messages in messages.count > 1 && scene.emitted.contains { isApart($0, scene.record) } } > 20)
    }
}
