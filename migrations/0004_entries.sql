-- Entries: one noun for whatever is written down with a date. Uses, lessons and watching become entries; their ids stay.

CREATE TABLE entry (
  id             INTEGER PRIMARY KEY CHECK (id > 0),
  revision       INTEGER NOT NULL DEFAULT 0,
  created_at     INTEGER NOT NULL,
  created_offset INTEGER NOT NULL,
  kind           TEXT NOT NULL CHECK (kind IN ('note', 'use', 'taught', 'watched', 'insight', 'barrier', 'setback', 'example',
                                               'gave', 'chance', 'origin', 'vision', 'reality', 'life', 'rest')),
  at             INTEGER NOT NULL,
  utc_offset     INTEGER NOT NULL,
  day            INTEGER NOT NULL,
  grain          TEXT NOT NULL CHECK (grain IN ('minute', 'day', 'month', 'season', 'year', 'about')),
  until_day      INTEGER CHECK (until_day >= day),
  text           TEXT NOT NULL,
  more           TEXT NOT NULL,
  place          TEXT NOT NULL,
  setting        TEXT NOT NULL CHECK (setting IN ('familiar', 'new')),
  worked         INTEGER CHECK (worked IN (0, 1)),
  skill_id       INTEGER REFERENCES skill (id),
  area_id        INTEGER REFERENCES area (id),
  person_id      INTEGER REFERENCES person (id),
  session_id     INTEGER REFERENCES session (id),
  private        INTEGER NOT NULL CHECK (private IN (0, 1)),
  CHECK (kind NOT IN ('use', 'taught', 'watched') OR skill_id IS NOT NULL)
) STRICT;
CREATE INDEX entry_by_time ON entry (at, id);
CREATE INDEX entry_by_skill ON entry (skill_id, at, id) WHERE skill_id IS NOT NULL;
CREATE INDEX entry_by_area ON entry (area_id, at, id) WHERE area_id IS NOT NULL;
CREATE INDEX entry_by_person ON entry (person_id) WHERE person_id IS NOT NULL;
CREATE UNIQUE INDEX entry_by_session ON entry (session_id) WHERE session_id IS NOT NULL;
CREATE INDEX entry_by_tail ON entry (id & 1048575);

INSERT INTO entry
  SELECT id, revision, created_at, created_offset, CASE setting WHEN 'teaching' THEN 'taught' ELSE 'use' END, at, utc_offset, day,
         'minute', NULL, CASE setting WHEN 'teaching' THEN '' ELSE note END, CASE setting WHEN 'teaching' THEN note ELSE '' END,
         place, CASE setting WHEN 'new' THEN 'new' ELSE 'familiar' END, worked, skill_id, NULL, person_id, NULL, private
    FROM application;
INSERT INTO entry
  SELECT id, revision, created_at, created_offset, 'watched', at, utc_offset, day, 'minute', NULL, saw, will_copy, '', 'familiar',
         NULL, skill_id, NULL, person_id, NULL, private
    FROM observation;

CREATE TABLE new_proof (
  id             INTEGER PRIMARY KEY CHECK (id > 0),
  created_at     INTEGER NOT NULL,
  created_offset INTEGER NOT NULL,
  action_id      INTEGER NOT NULL REFERENCES action (id),
  session_id     INTEGER REFERENCES session (id),
  entry_id       INTEGER REFERENCES entry (id),
  CHECK ((session_id IS NULL) <> (entry_id IS NULL))
) STRICT;
INSERT INTO new_proof SELECT id, created_at, created_offset, action_id, session_id, application_id FROM proof;
DROP TABLE proof;
ALTER TABLE new_proof RENAME TO proof;
CREATE INDEX proof_by_action ON proof (action_id);
CREATE INDEX proof_by_session ON proof (session_id) WHERE session_id IS NOT NULL;
CREATE INDEX proof_by_entry ON proof (entry_id) WHERE entry_id IS NOT NULL;

CREATE TABLE new_evidence (
  id              INTEGER PRIMARY KEY CHECK (id > 0),
  revision        INTEGER NOT NULL DEFAULT 0,
  created_at      INTEGER NOT NULL,
  created_offset  INTEGER NOT NULL,
  skill_id        INTEGER REFERENCES skill (id),
  area_id         INTEGER REFERENCES area (id),
  kind            TEXT NOT NULL CHECK (kind IN ('session', 'feedback', 'artefact', 'testimonial', 'case_study',
                                                'credential', 'performance', 'use', 'taught')),
  title           TEXT NOT NULL CHECK (title <> ''),
  text            TEXT NOT NULL,
  link            TEXT NOT NULL,
  file            TEXT NOT NULL,
  sha256          TEXT,
  size            INTEGER CHECK (size >= 0),
  recording       INTEGER NOT NULL CHECK (recording IN (0, 1)),
  items           TEXT NOT NULL CHECK (json_valid(items)),
  drawn           TEXT NOT NULL CHECK (json_valid(drawn)),
  context         TEXT NOT NULL,
  at              INTEGER NOT NULL,
  utc_offset      INTEGER NOT NULL,
  day             INTEGER NOT NULL,
  grain           TEXT NOT NULL CHECK (grain IN ('minute', 'day', 'month', 'season', 'year', 'about')),
  valid_until_day INTEGER,
  session_id      INTEGER REFERENCES session (id),
  feedback_id     INTEGER REFERENCES feedback (id),
  entry_id        INTEGER REFERENCES entry (id),
  person_id       INTEGER REFERENCES person (id),
  private         INTEGER NOT NULL CHECK (private IN (0, 1)),
  CHECK ((skill_id IS NULL) <> (area_id IS NULL)),
  CHECK ((file = '') = (sha256 IS NULL)),
  CHECK ((sha256 IS NULL) = (size IS NULL))
) STRICT;
INSERT INTO new_evidence
  SELECT id, revision, created_at, created_offset, skill_id, area_id, CASE kind WHEN 'application' THEN 'use' ELSE kind END, title,
         text, link, file, sha256, size, recording, items, drawn, context, at, utc_offset, day, 'minute', valid_until_day, session_id,
         feedback_id, application_id, person_id, private
    FROM evidence;
DROP TABLE evidence;
ALTER TABLE new_evidence RENAME TO evidence;
CREATE INDEX evidence_by_skill ON evidence (skill_id, at, id) WHERE skill_id IS NOT NULL;
CREATE INDEX evidence_by_area ON evidence (area_id, at, id) WHERE area_id IS NOT NULL;
CREATE INDEX evidence_by_session ON evidence (session_id) WHERE session_id IS NOT NULL;
CREATE INDEX evidence_by_feedback ON evidence (feedback_id) WHERE feedback_id IS NOT NULL;
CREATE INDEX evidence_by_entry ON evidence (entry_id) WHERE entry_id IS NOT NULL;
CREATE INDEX evidence_by_person ON evidence (person_id) WHERE person_id IS NOT NULL;
CREATE INDEX evidence_by_tail ON evidence (id & 1048575);

DROP TABLE application;
DROP TABLE observation;

-- The history of stages names the records that showed something: those are entries now, under the same ids. Nothing else of
-- it is touched, and it is locked again at once. Inside a text of the history these quotes would stand behind a backslash.
ALTER TABLE stage_event ADD COLUMN grain TEXT NOT NULL DEFAULT 'minute'
  CHECK (grain IN ('minute', 'day', 'month', 'season', 'year', 'about'));
DROP TRIGGER stage_event_stays;
UPDATE stage_event SET evidence =
    replace(replace(evidence, '{"kind":"application",', '{"kind":"entry",'), '{"kind":"observation",', '{"kind":"entry",')
  WHERE evidence <> '[]';
CREATE TRIGGER stage_event_stays BEFORE UPDATE ON stage_event BEGIN
  SELECT raise(ABORT, 'the history of stages is only added to');
END;
