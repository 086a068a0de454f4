/// Something that another text of the protocol tells patients differently, or at another time.
package struct ProtocolDifference: Hashable, Codable, Sendable {
    /// Nil for the protocol as a whole.
    package let instruction: InstructionID?
    package let change: Change
    /// The keys of a protocol file that differ; empty for an instruction that was added or removed.
    package let keys: [String]

    package init(instruction: InstructionID?, change: Change, keys: [String] = []) {
        self.instruction = instruction
        self.change = change
        self.keys = keys
    }

    /// The raw values are part of the interface; do not change them.
    package enum Change: String, Codable, Sendable {
        case added, removed, changed
    }
}

extension ProtocolDifference: CustomStringConvertible {
    /// `'ice' is new`, `'no-alcohol': window, text`, `duration`
    package var description: String {
        let keys = keys.joined(separator: ", ")
        guard let instruction else { return keys }
        switch change {
        case .added: return "'\(instruction)' is new"
        case .removed: return "'\(instruction)' is gone"
        case .changed: return "'\(instruction)': \(keys)"
        }
    }
}

extension Instruction {
    /// The parts of an instruction. Raw values are the keys of a protocol file; there a `subject` has a key for each
    /// kind.
    package enum Key: String, CaseIterable, Sendable {
        case kind, subject, modality, window
        case cadence = "remind"
        case session
        case usefulFor = "useful"
        case quiet, apart, nag, text, label
        case citations = "source"

        /// Whether it can change what a patient is told, or when.
        fileprivate var affectsPatients: Bool { self != .citations }
    }

    package func differs(from other: Instruction, in key: Key) -> Bool {
        switch key {
        case .kind: kind != other.kind
        case .subject: subject != other.subject
        case .modality: modality != other.modality
        case .window: window != other.window
        case .cadence: cadence != other.cadence
        case .session: session != other.session
        case .usefulFor: usefulFor != other.usefulFor
        case .quiet: quiet != other.quiet
        case .apart: (apart ?? false) != (other.apart ?? false)
        case .nag: nag != other.nag
        case .text: text != other.text
        case .label: label != other.label
        case .citations: citations != other.citations
        }
    }
}

extension CareProtocol {
    /// The differences from `old` in what patients are told, or when: the protocol as a whole first, then its
    /// instructions in order, then those of `old` that are gone. The sign-off, the title and the sources are not
    /// compared, since no patient is told them.
    package func differences(from old: CareProtocol) -> [ProtocolDifference] {
        let own: [(key: String, differs: Bool)] = [
            ("language", language != old.language), ("routes", routes != old.routes),
            ("duration", usualDuration != old.usualDuration), ("confirm", confirms != old.confirms),
            ("sentences", sentences != old.sentences), ("terms", terms != old.terms),
            ("instructions (their order)", isReordered(since: old)),
        ]
        let keys = own.filter(\.differs).map(\.key)
        let whole = keys.isEmpty ? [] : [ProtocolDifference(instruction: nil, change: .changed, keys: keys)]
        let here = instructions.compactMap { instruction -> ProtocolDifference? in
            guard let before = old.instruction(instruction.id) else {
                return ProtocolDifference(instruction: instruction.id, change: .added)
            }
            let keys = Instruction.Key.allCases.filter { $0.affectsPatients && instruction.differs(from: before, in: $0) }.map(\.rawValue)
            return keys.isEmpty ? nil : ProtocolDifference(instruction: instruction.id, change: .changed, keys: keys)
        }
        let gone = old.instructions.filter { instruction($0.id) == nil }
        return whole + here + gone.map { ProtocolDifference(instruction: $0.id, change: .removed) }
    }

    /// Whether it may replace `old` under the plans that follow that: they must tell their patients the same. Every
    /// source must still be there, since plans may cite it.
    package func tellsTheSame(as old: CareProtocol) -> Bool {
        reference == old.reference && differences(from: old).isEmpty && Set(old.sources.keys).isSubset(of: sources.keys)
    }

    /// Simultaneous reminders are emitted in the order of the instructions.
    private func isReordered(since old: CareProtocol) -> Bool {
        let kept = instructions.map(\.id).filter { old.instruction($0) != nil }
        return kept != old.instructions.map(\.id).filter { instruction($0) != nil }
    }
}
