// Version 4 adds what was entered in error, what files stated, who was erased, and what a reminder's claim was about,
// independent of later changes to its protocol.

extension Schema {
    static let fourth = """
        -- JSON: the keys that a file stated when it last spoke of the row; null: none ever did.
        ALTER TABLE patient ADD COLUMN stated TEXT;
        ALTER TABLE plan ADD COLUMN stated TEXT;
        ALTER TABLE treatment ADD COLUMN stated TEXT;
        -- When the patient's data was erased on request; what is left bears a pseudonym.
        ALTER TABLE patient ADD COLUMN erasedAt INTEGER;

        ALTER TABLE response ADD COLUMN enteredInErrorAt INTEGER;
        ALTER TABLE reaction ADD COLUMN enteredInErrorAt INTEGER;

        ALTER TABLE reminder ADD COLUMN claimTopic TEXT;
        ALTER TABLE reminder ADD COLUMN claimLabel TEXT;
        ALTER TABLE reminder ADD COLUMN claimTemplate TEXT;
        ALTER TABLE reminder ADD COLUMN claimClock TEXT;
        -- What was said before keeps what it was about, and its name, as the protocol has it that said it.
        UPDATE reminder SET
            claimTopic = (
                SELECT CASE
                    WHEN json_extract(instruction.value, '$.kind') IN ('abstain', 'restrict', 'limit')
                        THEN json_extract(instruction.value, '$.kind') || ':' || lower(json_extract(instruction.value, '$.subject'))
                    ELSE protocol.id || '/' || reminder.instruction || coalesce('#' || reminder.claimModality, '') END
                FROM protocol, json_each(protocol.content, '$.instructions') AS instruction
                WHERE protocol.id || '@' || protocol.version = reminder.protocol
                    AND json_extract(instruction.value, '$.id') = reminder.instruction),
            claimLabel = (
                SELECT coalesce(
                    json_extract(instruction.value, '$.label."' || reminder.language || '"'),
                    json_extract(instruction.value, '$.label.' || json_extract(protocol.content, '$.language')))
                FROM protocol, json_each(protocol.content, '$.instructions') AS instruction
                WHERE protocol.id || '@' || protocol.version = reminder.protocol
                    AND json_extract(instruction.value, '$.id') = reminder.instruction)
        WHERE role IN ('reminder', 'nag', 'snoozed', 'correction') AND state IN ('sending', 'seen', 'settled', 'printed');
        """
}
