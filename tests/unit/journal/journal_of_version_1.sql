-- A journal as the first released version wrote it: `sqlite3.Connection.iterdump`, and its marks.
BEGIN TRANSACTION;
CREATE TABLE entries (
            seq INTEGER PRIMARY KEY AUTOINCREMENT,
            id TEXT NOT NULL UNIQUE,
            kind TEXT NOT NULL,
            at_us INTEGER NOT NULL,
            at_offset_s INTEGER NOT NULL,
            item TEXT NOT NULL,
            amount REAL NOT NULL,
            caffeine_mg REAL NOT NULL,
            water_ml REAL NOT NULL,
            alcohol_units REAL NOT NULL,
            source TEXT NOT NULL,
            note TEXT NOT NULL,
            recorded_us INTEGER NOT NULL,
            undone_us INTEGER
        );
INSERT INTO "entries" VALUES(1,'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa','sleep',1773036000000000,3600,'',6.5,0.0,0.0,0.0,'menu','',1773036000000000,NULL);
INSERT INTO "entries" VALUES(2,'bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb','drink',1773040200000000,3600,'coffee',240.0,95.0,240.0,0.0,'menu','im Zug ☕',1773040200000000,NULL);
INSERT INTO "entries" VALUES(3,'cccccccccccccccccccccccccccccccc','stress',1773057600000000,3600,'',7.0,0.0,0.0,0.0,'check_in','',1773057600000000,1773057660000000);
INSERT INTO "entries" VALUES(4,'dddddddddddddddddddddddddddddddd','exercise',1773054000000000,3600,'',30.0,0.0,0.0,0.0,'command','',1773057600000000,NULL);
INSERT INTO "entries" VALUES(5,'eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee','drink',1773082800000000,3600,'wine',175.0,0.0,0.0,2.3,'command','',1773082800000000,NULL);
INSERT INTO "entries" VALUES(6,'ffffffffffffffffffffffffffffffff','breathe',1773083100000000,3600,'',2.0,0.0,0.0,0.0,'nudge','',1773082800000000,NULL);
CREATE TABLE holds (
            seq INTEGER PRIMARY KEY AUTOINCREMENT,
            at_us INTEGER NOT NULL,
            at_offset_s INTEGER NOT NULL,
            kind TEXT NOT NULL,
            due_us INTEGER NOT NULL,
            due_offset_s INTEGER NOT NULL,
            reason TEXT NOT NULL,
            text TEXT NOT NULL,
            until_us INTEGER,
            until_offset_s INTEGER
        );
INSERT INTO "holds" VALUES(1,1773068400000000,3600,'stress',1773068400000000,3600,'paused','paused until 17:00',1773072000000000,3600);
CREATE TABLE nudges (
            seq INTEGER PRIMARY KEY AUTOINCREMENT,
            id TEXT NOT NULL UNIQUE,
            kind TEXT NOT NULL,
            tip TEXT NOT NULL,
            due_us INTEGER NOT NULL,
            due_offset_s INTEGER NOT NULL,
            shown_us INTEGER,
            shown_offset_s INTEGER,
            shown_by TEXT NOT NULL,
            outcome TEXT NOT NULL,
            outcome_us INTEGER,
            outcome_offset_s INTEGER,
            answer TEXT NOT NULL,
            asked_for INTEGER NOT NULL
        );
INSERT INTO "nudges" VALUES(1,'11111111111111111111111111111111','caffeine','caffeine.last',1773063000000000,3600,1773063000000000,3600,'freedesktop','answered',1773063060000000,3600,'fine',0);
INSERT INTO "nudges" VALUES(2,'22222222222222222222222222222222','sleep','sleep.wind_down',1773089100000000,3600,1773089160000000,3600,'plyer','shown',NULL,NULL,'',1);
CREATE TABLE state (key TEXT PRIMARY KEY NOT NULL, value TEXT NOT NULL);
INSERT INTO "state" VALUES('told.no_tray','yes');
INSERT INTO "state" VALUES('paused_until','2026-03-10T08:00:00+00:00');
CREATE INDEX entries_by_time ON entries (at_us) WHERE undone_us IS NULL;
CREATE INDEX entries_by_kind ON entries (kind, at_us) WHERE undone_us IS NULL;
CREATE INDEX nudges_by_due ON nudges (due_us);
CREATE INDEX nudges_by_shown ON nudges (shown_us) WHERE shown_us IS NOT NULL;
CREATE INDEX nudges_by_tip ON nudges (tip, shown_us, shown_offset_s)
        WHERE shown_us IS NOT NULL
        ;
CREATE INDEX nudges_open ON nudges (due_us) WHERE outcome IN ('pending', 'shown');
CREATE INDEX holds_by_time ON holds (at_us);
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('entries',6);
INSERT INTO "sqlite_sequence" VALUES('nudges',2);
INSERT INTO "sqlite_sequence" VALUES('holds',1);
COMMIT;
PRAGMA application_id = 1282763884;
PRAGMA user_version = 1;
