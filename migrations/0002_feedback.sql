-- Feedback: asked, received, acted on, proved. A person gets a *since*; the rest is new.

ALTER TABLE person ADD COLUMN since_day INTEGER;

CREATE TABLE feedback (
  id              INTEGER PRIMARY KEY CHECK (id > 0),
  revision        INTEGER NOT NULL DEFAULT 0,
  created_at      INTEGER NOT NULL,
  created_offset  INTEGER NOT NULL,
  state           TEXT NOT NULL CHECK (state IN ('asked', 'waiting', 'inbox', 'noted', 'accepted', 'acted', 'closed',
                                                 'declined', 'dropped')),
  person_id       INTEGER REFERENCES person (id),
  sender          TEXT NOT NULL,
  address         TEXT NOT NULL,
  given_by        TEXT NOT NULL CHECK (given_by IN ('human', 'self', 'ai')),
  source          TEXT NOT NULL,
  title           TEXT NOT NULL,
  text            TEXT NOT NULL,
  quoted          TEXT NOT NULL,
  request         TEXT NOT NULL,
  response        TEXT NOT NULL,
  link            TEXT NOT NULL,
  asked_at        INTEGER,
  asked_offset    INTEGER,
  received_at     INTEGER,
  received_offset INTEGER,
  area_id         INTEGER REFERENCES area (id),
  skill_id        INTEGER REFERENCES skill (id),
  session_id      INTEGER REFERENCES session (id),
  tough           INTEGER CHECK (tough BETWEEN 1 AND 3),
  focus           TEXT CHECK (focus IN ('task', 'process', 'self_regulation', 'person')),
  snoozed_until   INTEGER,
  private         INTEGER NOT NULL CHECK (private IN (0, 1)),
  external_id     TEXT,
  thread          TEXT,
  content_hash    TEXT,
  edited          INTEGER NOT NULL CHECK (edited IN (0, 1)),
  answers_id      INTEGER REFERENCES feedback (id),
  CHECK ((state IN ('asked', 'waiting')) = (received_at IS NULL)),
  CHECK (asked_at IS NOT NULL OR received_at IS NOT NULL)
) STRICT;
-- The list, newest first: whole, by state, and that for one person or skill (counted without reading the rows).
CREATE INDEX feedback_by_time ON feedback (coalesce(received_at, asked_at), id);
CREATE INDEX feedback_by_state ON feedback (state, coalesce(received_at, asked_at), id);
CREATE INDEX feedback_by_person ON feedback (person_id, state, coalesce(received_at, asked_at), id, snoozed_until)
  WHERE person_id IS NOT NULL;
CREATE INDEX feedback_by_skill ON feedback (skill_id, state, coalesce(received_at, asked_at), id, snoozed_until)
  WHERE skill_id IS NOT NULL;
CREATE INDEX feedback_by_area ON feedback (area_id, received_at) WHERE area_id IS NOT NULL;
CREATE INDEX feedback_by_session ON feedback (session_id) WHERE session_id IS NOT NULL;
CREATE INDEX feedback_snoozed ON feedback (snoozed_until) WHERE snoozed_until IS NOT NULL;
CREATE INDEX feedback_by_thread ON feedback (thread, coalesce(received_at, asked_at), id) WHERE thread IS NOT NULL;
CREATE INDEX feedback_by_answers ON feedback (answers_id) WHERE answers_id IS NOT NULL;
CREATE UNIQUE INDEX feedback_by_external_id ON feedback (external_id) WHERE external_id IS NOT NULL;
CREATE INDEX feedback_by_content ON feedback (content_hash) WHERE content_hash IS NOT NULL;
CREATE INDEX feedback_by_tail ON feedback (id & 1048575);
-- When a human last spoke of the work, for the balance of an area.
CREATE INDEX feedback_human ON feedback (skill_id, received_at)
  WHERE given_by = 'human' AND received_at IS NOT NULL AND focus IS NOT 'person' AND state <> 'declined';

CREATE TABLE feedback_move (
  id          INTEGER PRIMARY KEY CHECK (id > 0),
  feedback_id INTEGER NOT NULL REFERENCES feedback (id),
  from_state  TEXT,
  to_state    TEXT NOT NULL,
  at          INTEGER NOT NULL,
  utc_offset  INTEGER NOT NULL,
  reason      TEXT NOT NULL
) STRICT;
CREATE INDEX feedback_move_by_feedback ON feedback_move (feedback_id);

-- What came, byte for byte, and the files in it: named, never opened.
CREATE TABLE original (
  id          INTEGER PRIMARY KEY CHECK (id > 0),
  feedback_id INTEGER NOT NULL REFERENCES feedback (id),
  format      TEXT NOT NULL,
  bytes       BLOB NOT NULL
) STRICT;
CREATE INDEX original_by_feedback ON original (feedback_id);

CREATE TABLE attachment (
  id          INTEGER PRIMARY KEY CHECK (id > 0),
  feedback_id INTEGER NOT NULL REFERENCES feedback (id),
  name        TEXT NOT NULL,
  media_type  TEXT NOT NULL,
  size        INTEGER NOT NULL CHECK (size >= 0)
) STRICT;
CREATE INDEX attachment_by_feedback ON attachment (feedback_id);

CREATE TABLE action (
  id             INTEGER PRIMARY KEY CHECK (id > 0),
  revision       INTEGER NOT NULL DEFAULT 0,
  created_at     INTEGER NOT NULL,
  created_offset INTEGER NOT NULL,
  feedback_id    INTEGER NOT NULL REFERENCES feedback (id),
  text           TEXT NOT NULL CHECK (text <> ''),
  due_day        INTEGER
) STRICT;
CREATE INDEX action_by_feedback ON action (feedback_id);
CREATE INDEX action_by_tail ON action (id & 1048575);

CREATE TABLE application (
  id             INTEGER PRIMARY KEY CHECK (id > 0),
  revision       INTEGER NOT NULL DEFAULT 0,
  created_at     INTEGER NOT NULL,
  created_offset INTEGER NOT NULL,
  skill_id       INTEGER NOT NULL REFERENCES skill (id),
  at             INTEGER NOT NULL,
  utc_offset     INTEGER NOT NULL,
  day            INTEGER NOT NULL,
  place          TEXT NOT NULL,
  setting        TEXT NOT NULL CHECK (setting IN ('familiar', 'new', 'teaching')),
  worked         INTEGER CHECK (worked IN (0, 1)),
  person_id      INTEGER REFERENCES person (id),
  note           TEXT NOT NULL,
  private        INTEGER NOT NULL CHECK (private IN (0, 1))
) STRICT;
CREATE INDEX application_by_time ON application (at, id);
CREATE INDEX application_by_skill ON application (skill_id, at, id);
CREATE INDEX application_by_person ON application (person_id) WHERE person_id IS NOT NULL;
CREATE INDEX application_by_tail ON application (id & 1048575);

CREATE TABLE proof (
  id             INTEGER PRIMARY KEY CHECK (id > 0),
  created_at     INTEGER NOT NULL,
  created_offset INTEGER NOT NULL,
  action_id      INTEGER NOT NULL REFERENCES action (id),
  session_id     INTEGER REFERENCES session (id),
  application_id INTEGER REFERENCES application (id),
  CHECK ((session_id IS NULL) <> (application_id IS NULL))
) STRICT;
CREATE INDEX proof_by_action ON proof (action_id);
CREATE INDEX proof_by_session ON proof (session_id) WHERE session_id IS NOT NULL;
CREATE INDEX proof_by_application ON proof (application_id) WHERE application_id IS NOT NULL;

CREATE TABLE theme (
  id             INTEGER PRIMARY KEY CHECK (id > 0),
  revision       INTEGER NOT NULL DEFAULT 0,
  created_at     INTEGER NOT NULL,
  created_offset INTEGER NOT NULL,
  name           TEXT NOT NULL CHECK (name <> ''),
  drill_id       INTEGER REFERENCES drill (id)
) STRICT;
CREATE INDEX theme_by_drill ON theme (drill_id) WHERE drill_id IS NOT NULL;

CREATE TABLE feedback_theme (
  id          INTEGER PRIMARY KEY CHECK (id > 0),
  feedback_id INTEGER NOT NULL REFERENCES feedback (id),
  theme_id    INTEGER NOT NULL REFERENCES theme (id),
  UNIQUE (feedback_id, theme_id)
) STRICT;
CREATE INDEX feedback_theme_by_theme ON feedback_theme (theme_id, feedback_id);

-- Outside the log: how many pieces stand in each state, kept by the three triggers below.
CREATE TABLE feedback_tally (
  state TEXT PRIMARY KEY,
  n     INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TRIGGER feedback_counts AFTER INSERT ON feedback BEGIN
  INSERT INTO feedback_tally (state, n) VALUES (NEW.state, 1) ON CONFLICT DO UPDATE SET n = n + 1;
END;

CREATE TRIGGER feedback_uncounts AFTER DELETE ON feedback BEGIN
  UPDATE feedback_tally SET n = n - 1 WHERE state = OLD.state;
END;

CREATE TRIGGER feedback_recounts AFTER UPDATE OF state ON feedback WHEN OLD.state <> NEW.state BEGIN
  UPDATE feedback_tally SET n = n - 1 WHERE state = OLD.state;
  INSERT INTO feedback_tally (state, n) VALUES (NEW.state, 1) ON CONFLICT DO UPDATE SET n = n + 1;
END;

-- Outside the log: the words of everything written, folded and split as domain/search says; rowid is the record's id.
CREATE VIRTUAL TABLE search_index USING fts5 (words, content = '', contentless_delete = 1, detail = none, tokenize = 'ascii');
