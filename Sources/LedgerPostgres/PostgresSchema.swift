/// The tables, and how an older ledger becomes a current one.
enum PostgresSchema {
    /// What each version adds to the one before it; `schema_versions` says which a ledger has.
    static let versions = [version1, countedPace]

    static var currentVersion: Int { versions.count }

    /// As the SQLite ledger's tables are in their sixth version, column by column, because both are used by the same
    /// statements: truth is 0 or 1, and times are milliseconds since 1970 (UTC).
    ///
    /// Beyond that: texts are compared by their bytes, whatever the database's language; `owner` and `lease_until` say
    /// whose an attempt is, and `runners` who is at work. No statement can name its index here, so what is waiting is
    /// indexed by all that it is looked for by, in an order that no other index offers (`SQLDialect.turn`).
    ///
    /// Pages of the tables whose rows change in place (none of the changed columns is indexed) keep room for it. Of
    /// `sends` the statistics are taken anew after a fiftieth has changed: a plan for an empty table would be kept
    /// for a full one.
    private static let version1 = """
        CREATE TABLE meta (
            name text COLLATE "C" PRIMARY KEY, text_value text, bytes_value bytea,
            CHECK ((text_value IS NULL) <> (bytes_value IS NULL))
        );
        CREATE SEQUENCE serial AS bigint MINVALUE 1;
        CREATE TABLE runners (
            id bigint GENERATED ALWAYS AS IDENTITY (MAXVALUE 2147483647) PRIMARY KEY,
            description text NOT NULL, host text NOT NULL, lock_class bigint NOT NULL,
            since bigint NOT NULL, last_seen bigint NOT NULL
        );
        CREATE TABLE sends (
            id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
            campaign text COLLATE "C" NOT NULL, revision bigint NOT NULL, occurrence text COLLATE "C" NOT NULL,
            message text COLLATE "C" NOT NULL, recipient bigint NOT NULL, position bigint NOT NULL,
            line text COLLATE "C" NOT NULL, sender bigint NOT NULL,
            fingerprint bytea NOT NULL, content bytea NOT NULL, group_owner text COLLATE "C",
            price bigint, currency text COLLATE "C",
            state text COLLATE "C" NOT NULL CHECK (state IN ('planned', 'inflight', 'accepted', 'refused',
                'in_doubt', 'cancelled', 'expired', 'suppressed')),
            attempts bigint NOT NULL DEFAULT 0, not_before bigint, reason text COLLATE "C",
            permanent bigint NOT NULL DEFAULT 0, message_id text COLLATE "C", token bigint, last_attempt bigint,
            frozen_at bigint NOT NULL, changed_at bigint NOT NULL, doubted bigint NOT NULL DEFAULT 0,
            owner bigint, lease_until bigint,
            UNIQUE (campaign, revision, occurrence, recipient, message)
        ) WITH (autovacuum_analyze_scale_factor = 0.02, autovacuum_vacuum_scale_factor = 0.05);
        CREATE INDEX sends_waiting ON sends (line, campaign, revision, occurrence, (id + 0))
            WHERE state = 'planned';
        CREATE INDEX sends_put_off ON sends (line, campaign, revision, occurrence, not_before)
            WHERE state = 'planned' AND not_before IS NOT NULL;
        CREATE INDEX sends_in_flight ON sends (id) WHERE state = 'inflight';
        CREATE INDEX sends_to_person ON sends (recipient, last_attempt);
        CREATE INDEX sends_by_message_id ON sends (message_id) WHERE message_id IS NOT NULL;
        CREATE TABLE attempts (
            id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
            send bigint NOT NULL REFERENCES sends (id), number bigint NOT NULL,
            campaign text COLLATE "C" NOT NULL, line text COLLATE "C" NOT NULL, sender bigint NOT NULL,
            payload_hash bytea NOT NULL, boot text COLLATE "C" NOT NULL,
            began_wall bigint NOT NULL, began_monotonic bigint NOT NULL,
            ended_wall bigint, outcome text COLLATE "C", http_status bigint, reply text
        ) WITH (fillfactor = 80);
        CREATE INDEX attempts_by_sender ON attempts (sender, began_wall);
        CREATE INDEX attempts_by_campaign ON attempts (campaign, began_wall);
        CREATE INDEX attempts_by_sender_and_boot ON attempts (sender, boot, began_monotonic);
        CREATE INDEX attempts_by_campaign_and_boot ON attempts (campaign, boot, began_monotonic);
        CREATE TABLE failures (line text COLLATE "C" PRIMARY KEY, consecutive bigint NOT NULL)
            WITH (fillfactor = 50);
        CREATE TABLE stops (
            kind text COLLATE "C" NOT NULL CHECK (kind IN ('line', 'campaign')),
            name text COLLATE "C" NOT NULL, reason text NOT NULL, since bigint NOT NULL, until bigint, by text,
            PRIMARY KEY (kind, name)
        );
        CREATE TABLE groups (
            campaign text COLLATE "C" PRIMARY KEY, chat_id text NOT NULL, invite_link text,
            created_at bigint NOT NULL
        );
        CREATE TABLE suppressions (number bigint PRIMARY KEY, reason text NOT NULL, since bigint NOT NULL);
        CREATE TABLE cancellations (
            campaign text COLLATE "C" PRIMARY KEY, revision bigint NOT NULL, reason text NOT NULL,
            by text NOT NULL, since bigint NOT NULL
        );
        CREATE TABLE events (
            id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, digest bytea NOT NULL UNIQUE,
            kind text COLLATE "C" NOT NULL CHECK (kind IN ('sent', 'delivered', 'read', 'failed', 'replied',
                'unreadable')),
            message_id text COLLATE "C", send bigint REFERENCES sends (id), proves bigint NOT NULL DEFAULT 0,
            code text COLLATE "C", failure text, reason text COLLATE "C", masked text,
            first_at bigint NOT NULL, last_at bigint NOT NULL, arrivals bigint NOT NULL
        ) WITH (fillfactor = 90);
        CREATE INDEX events_of_send ON events (send) WHERE send IS NOT NULL;
        CREATE INDEX events_of_nobody ON events (message_id) WHERE send IS NULL AND message_id IS NOT NULL;
        CREATE TABLE evidence (
            send bigint PRIMARY KEY REFERENCES sends (id), sent_at bigint, delivered_at bigint,
            read_at bigint, failed_at bigint, replied_at bigint, opted_out_at bigint
        ) WITH (fillfactor = 70);
        CREATE TABLE undelivered (line text COLLATE "C" PRIMARY KEY, consecutive bigint NOT NULL)
            WITH (fillfactor = 50);
        CREATE TABLE outcomes (
            id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, line text COLLATE "C" NOT NULL,
            send bigint NOT NULL UNIQUE REFERENCES sends (id),
            failed bigint NOT NULL CHECK (failed IN (0, 1))
        );
        CREATE INDEX outcomes_of_line ON outcomes (line, id);
        """

    /// What the pace counts is found in the index alone (`RecentAttempts`).
    private static let countedPace = """
        DROP INDEX attempts_by_sender_and_boot;
        DROP INDEX attempts_by_campaign_and_boot;
        CREATE INDEX attempts_by_sender_and_boot ON attempts (sender, boot, began_monotonic, began_wall);
        CREATE INDEX attempts_by_campaign_and_boot ON attempts (campaign, boot, began_monotonic, began_wall);
        """
}
