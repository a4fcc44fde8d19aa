-- The journal: what is practised, how, and what came of it.
-- Times: *_at are milliseconds since 1970 in UTC, *_offset the seconds east of UTC that were in force;
-- day is the user's local day counted from 1970-01-01. The stamp of a fact adds the clocks nobody can set:
-- mono, boot (milliseconds) and boot_id. Lists of words are JSON arrays.

CREATE TABLE journal (
  id         INTEGER PRIMARY KEY CHECK (id > 0),
  created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE area (
  id             INTEGER PRIMARY KEY CHECK (id > 0),
  revision       INTEGER NOT NULL DEFAULT 0,
  created_at     INTEGER NOT NULL,
  created_offset INTEGER NOT NULL,
  name           TEXT NOT NULL CHECK (name <> ''),
  horizon        TEXT NOT NULL CHECK (horizon IN ('current', 'future')),
  why            TEXT NOT NULL,
  vision         TEXT NOT NULL,
  reality        TEXT NOT NULL,
  approach       TEXT NOT NULL CHECK (approach IN ('structured', 'community', 'project')),
  ladder         TEXT,
  ladder_version TEXT,
  archived_at    INTEGER
) STRICT;

CREATE TABLE skill (
  id                INTEGER PRIMARY KEY CHECK (id > 0),
  revision          INTEGER NOT NULL DEFAULT 0,
  created_at        INTEGER NOT NULL,
  created_offset    INTEGER NOT NULL,
  name              TEXT NOT NULL CHECK (name <> ''),
  why               TEXT NOT NULL,
  importance        INTEGER NOT NULL CHECK (importance BETWEEN 1 AND 3),
  weekly_minutes    INTEGER CHECK (weekly_minutes BETWEEN 1 AND 10080),
  weekly_days       INTEGER CHECK (weekly_days BETWEEN 1 AND 7),
  miss_tags         TEXT NOT NULL CHECK (json_valid(miss_tags)),
  contexts          TEXT NOT NULL CHECK (json_valid(contexts)),
  watch_for         TEXT NOT NULL CHECK (json_valid(watch_for)),
  max_interval_days INTEGER CHECK (max_interval_days > 0),
  ladder            TEXT,
  ladder_version    TEXT,
  ladder_item       TEXT,
  archived_at       INTEGER
) STRICT;

CREATE TABLE skill_area (
  id       INTEGER PRIMARY KEY CHECK (id > 0),
  skill_id INTEGER NOT NULL REFERENCES skill (id),
  area_id  INTEGER NOT NULL REFERENCES area (id),
  UNIQUE (skill_id, area_id)
) STRICT;
CREATE INDEX skill_area_by_area ON skill_area (area_id, skill_id);

CREATE TABLE skill_requires (
  id          INTEGER PRIMARY KEY CHECK (id > 0),
  skill_id    INTEGER NOT NULL REFERENCES skill (id),
  requires_id INTEGER NOT NULL REFERENCES skill (id),
  UNIQUE (skill_id, requires_id),
  CHECK (skill_id <> requires_id)
) STRICT;
CREATE INDEX skill_requires_by_required ON skill_requires (requires_id);

CREATE TABLE drill (
  id             INTEGER PRIMARY KEY CHECK (id > 0),
  revision       INTEGER NOT NULL DEFAULT 0,
  created_at     INTEGER NOT NULL,
  created_offset INTEGER NOT NULL,
  skill_id       INTEGER NOT NULL REFERENCES skill (id),
  name           TEXT NOT NULL CHECK (name <> ''),
  instructions   TEXT NOT NULL,
  minutes        INTEGER CHECK (minutes BETWEEN 1 AND 1440),
  probe          INTEGER NOT NULL CHECK (probe IN (0, 1)),
  probe_reps     INTEGER NOT NULL CHECK (probe_reps BETWEEN 1 AND 50),
  target_rate    REAL CHECK (target_rate > 0 AND target_rate <= 1),
  grading        TEXT NOT NULL CHECK (grading IN ('hit', 'graded')),
  dial           TEXT CHECK (dial IS NULL OR json_valid(dial)),
  dial_now       TEXT,
  variations     TEXT NOT NULL CHECK (json_valid(variations)),
  feedback       TEXT NOT NULL,
  ladder_item    TEXT,
  archived_at    INTEGER
) STRICT;
CREATE INDEX drill_by_skill ON drill (skill_id);

CREATE TABLE measure (
  id             INTEGER PRIMARY KEY CHECK (id > 0),
  revision       INTEGER NOT NULL DEFAULT 0,
  created_at     INTEGER NOT NULL,
  created_offset INTEGER NOT NULL,
  skill_id       INTEGER NOT NULL REFERENCES skill (id),
  name           TEXT NOT NULL CHECK (name <> ''),
  unit           TEXT NOT NULL,
  better         TEXT NOT NULL CHECK (better IN ('higher', 'lower')),
  ladder_item    TEXT,
  archived_at    INTEGER
) STRICT;
CREATE INDEX measure_by_skill ON measure (skill_id);

CREATE TABLE person (
  id             INTEGER PRIMARY KEY CHECK (id > 0),
  revision       INTEGER NOT NULL DEFAULT 0,
  created_at     INTEGER NOT NULL,
  created_offset INTEGER NOT NULL,
  name           TEXT NOT NULL CHECK (name <> ''),
  role           TEXT NOT NULL CHECK (role IN ('peer', 'mentor', 'master', 'coach', 'learner')),
  contact        TEXT NOT NULL,
  archived_at    INTEGER
) STRICT;

CREATE TABLE plan (
  id             INTEGER PRIMARY KEY CHECK (id > 0),
  revision       INTEGER NOT NULL DEFAULT 0,
  created_at     INTEGER NOT NULL,
  created_offset INTEGER NOT NULL,
  skill_id       INTEGER NOT NULL REFERENCES skill (id),
  drill_id       INTEGER REFERENCES drill (id),
  day            INTEGER NOT NULL,
  minute         INTEGER CHECK (minute BETWEEN 0 AND 1439),
  minutes        INTEGER CHECK (minutes BETWEEN 1 AND 1440),
  intention      TEXT NOT NULL,
  if_text        TEXT NOT NULL,
  then_text      TEXT NOT NULL,
  repeat         TEXT NOT NULL CHECK (repeat IN ('once', 'daily', 'weekly')),
  weekdays       INTEGER NOT NULL CHECK (weekdays BETWEEN 0 AND 127),
  until_day      INTEGER,
  archived_at    INTEGER,
  CHECK (repeat = 'once' OR until_day IS NOT NULL)
) STRICT;
CREATE INDEX plan_by_skill ON plan (skill_id);
CREATE INDEX plan_by_drill ON plan (drill_id) WHERE drill_id IS NOT NULL;
CREATE INDEX plan_open ON plan (day) WHERE archived_at IS NULL;

CREATE TABLE plan_day (
  id         INTEGER PRIMARY KEY CHECK (id > 0),
  revision   INTEGER NOT NULL DEFAULT 0,
  plan_id    INTEGER NOT NULL REFERENCES plan (id),
  day        INTEGER NOT NULL,
  fate       TEXT NOT NULL CHECK (fate IN ('done', 'dropped', 'moved')),
  moved_to   INTEGER,
  session_id INTEGER REFERENCES session (id),
  UNIQUE (plan_id, day),
  CHECK ((fate = 'moved') = (moved_to IS NOT NULL))
) STRICT;
CREATE INDEX plan_day_by_session ON plan_day (session_id) WHERE session_id IS NOT NULL;

CREATE TABLE session (
  id              INTEGER PRIMARY KEY CHECK (id > 0),
  revision        INTEGER NOT NULL DEFAULT 0,
  created_at      INTEGER NOT NULL,
  created_offset  INTEGER NOT NULL,
  skill_id        INTEGER NOT NULL REFERENCES skill (id),
  drill_id        INTEGER REFERENCES drill (id),
  plan_id         INTEGER REFERENCES plan (id),
  mode            TEXT NOT NULL CHECK (mode IN ('observe', 'repeat', 'apply', 'teach', 'study', 'perform')),
  state           TEXT NOT NULL CHECK (state IN ('running', 'paused', 'closed', 'discarded')),
  started_at      INTEGER NOT NULL,
  started_offset  INTEGER NOT NULL,
  ended_at        INTEGER,
  ended_offset    INTEGER,
  day             INTEGER NOT NULL,
  intention       TEXT NOT NULL,
  criterion       TEXT NOT NULL,
  planned_seconds INTEGER CHECK (planned_seconds > 0),
  timer           TEXT NOT NULL CHECK (timer IN ('count_up', 'countdown', 'intervals')),
  work_seconds    INTEGER CHECK (work_seconds > 0),
  pause_seconds   INTEGER CHECK (pause_seconds >= 0),
  context         TEXT NOT NULL,
  ai_use          TEXT NOT NULL CHECK (ai_use IN ('none', 'coach', 'answers')),
  private         INTEGER NOT NULL CHECK (private IN (0, 1)),
  person_id       INTEGER REFERENCES person (id),
  late            INTEGER NOT NULL CHECK (late IN (0, 1)),
  prediction      INTEGER CHECK (prediction BETWEEN 0 AND 50),
  probe_reps      INTEGER NOT NULL CHECK (probe_reps BETWEEN 0 AND 50),
  dial            TEXT,
  variation       TEXT,
  challenge       INTEGER CHECK (challenge BETWEEN 1 AND 5),
  skill_level     INTEGER CHECK (skill_level BETWEEN 1 AND 5),
  worked          TEXT NOT NULL,
  didnt           TEXT NOT NULL,
  next_focus      TEXT NOT NULL,
  saw             TEXT NOT NULL,
  will_copy       TEXT NOT NULL,
  their_question  TEXT NOT NULL,
  their_result    TEXT NOT NULL,
  CHECK ((state IN ('running', 'paused')) = (ended_at IS NULL))
) STRICT;
CREATE UNIQUE INDEX session_one_open ON session ((1)) WHERE state IN ('running', 'paused');
CREATE INDEX session_by_start ON session (started_at, id);
CREATE INDEX session_by_skill ON session (skill_id, started_at, id);
CREATE INDEX session_by_drill ON session (drill_id, started_at) WHERE drill_id IS NOT NULL;
CREATE INDEX session_by_plan ON session (plan_id) WHERE plan_id IS NOT NULL;
CREATE INDEX session_by_person ON session (person_id) WHERE person_id IS NOT NULL;
CREATE INDEX session_by_tail ON session (id & 1048575);

CREATE TABLE segment (
  id           INTEGER PRIMARY KEY CHECK (id > 0),
  revision     INTEGER NOT NULL DEFAULT 0,
  session_id   INTEGER NOT NULL REFERENCES session (id),
  seq          INTEGER NOT NULL CHECK (seq > 0),
  kind         TEXT NOT NULL CHECK (kind IN ('practice', 'unresolved', 'dropped')),
  doubt        TEXT CHECK (doubt IN ('suspend', 'reboot', 'clock_step', 'froze', 'undone')),
  at           INTEGER NOT NULL,
  utc_offset   INTEGER NOT NULL,
  mono         INTEGER NOT NULL,
  boot         INTEGER NOT NULL,
  boot_id      INTEGER NOT NULL,
  ended_at     INTEGER CHECK (ended_at >= at),
  ended_offset INTEGER,
  day          INTEGER NOT NULL,
  UNIQUE (session_id, seq)
) STRICT;
CREATE INDEX segment_unresolved ON segment (session_id) WHERE kind = 'unresolved';

CREATE TABLE rep (
  id         INTEGER PRIMARY KEY CHECK (id > 0),
  revision   INTEGER NOT NULL DEFAULT 0,
  session_id INTEGER NOT NULL REFERENCES session (id),
  seq        INTEGER NOT NULL CHECK (seq > 0),
  at         INTEGER NOT NULL,
  utc_offset INTEGER NOT NULL,
  mono       INTEGER NOT NULL,
  boot       INTEGER NOT NULL,
  boot_id    INTEGER NOT NULL,
  result     TEXT NOT NULL CHECK (result IN ('hit', 'miss', 'graded')),
  grade      INTEGER CHECK (grade BETWEEN 0 AND 9),
  cold       INTEGER NOT NULL CHECK (cold IN (0, 1)),
  mental     INTEGER NOT NULL CHECK (mental IN (0, 1)),
  bulk       INTEGER NOT NULL CHECK (bulk IN (0, 1)),
  miss_tag   TEXT,
  dial       TEXT,
  variation  TEXT,
  UNIQUE (session_id, seq)
) STRICT;

CREATE TABLE reading (
  id         INTEGER PRIMARY KEY CHECK (id > 0),
  revision   INTEGER NOT NULL DEFAULT 0,
  measure_id INTEGER NOT NULL REFERENCES measure (id),
  session_id INTEGER REFERENCES session (id),
  at         INTEGER NOT NULL,
  utc_offset INTEGER NOT NULL,
  mono       INTEGER NOT NULL,
  boot       INTEGER NOT NULL,
  boot_id    INTEGER NOT NULL,
  value      REAL NOT NULL,
  sample     INTEGER NOT NULL CHECK (sample > 0)
) STRICT;
CREATE INDEX reading_by_measure ON reading (measure_id, at);
CREATE INDEX reading_by_session ON reading (session_id) WHERE session_id IS NOT NULL;

CREATE TABLE note (
  id         INTEGER PRIMARY KEY CHECK (id > 0),
  revision   INTEGER NOT NULL DEFAULT 0,
  session_id INTEGER NOT NULL REFERENCES session (id),
  at         INTEGER NOT NULL,
  utc_offset INTEGER NOT NULL,
  mono       INTEGER NOT NULL,
  boot       INTEGER NOT NULL,
  boot_id    INTEGER NOT NULL,
  text       TEXT NOT NULL CHECK (text <> '')
) STRICT;
CREATE INDEX note_by_session ON note (session_id);

CREATE TABLE mark (
  id         INTEGER PRIMARY KEY CHECK (id > 0),
  revision   INTEGER NOT NULL DEFAULT 0,
  session_id INTEGER NOT NULL REFERENCES session (id),
  at         INTEGER NOT NULL,
  utc_offset INTEGER NOT NULL,
  mono       INTEGER NOT NULL,
  boot       INTEGER NOT NULL,
  boot_id    INTEGER NOT NULL,
  kind       TEXT NOT NULL CHECK (kind IN ('moment', 'inner', 'outer'))
) STRICT;
CREATE INDEX mark_by_session ON mark (session_id);

-- Outside the log of operations: the beat of a screen that shows the running session …
CREATE TABLE beat (
  process    INTEGER PRIMARY KEY,
  session_id INTEGER NOT NULL,
  at         INTEGER NOT NULL,
  utc_offset INTEGER NOT NULL,
  mono       INTEGER NOT NULL,
  boot       INTEGER NOT NULL,
  boot_id    INTEGER NOT NULL
) STRICT;

-- … and the rollup: practised milliseconds per local day, skill and mode, kept by the three triggers below.
CREATE TABLE practice_day (
  day          INTEGER NOT NULL,
  skill_id     INTEGER NOT NULL,
  mode         TEXT NOT NULL,
  practised_ms INTEGER NOT NULL,
  PRIMARY KEY (day, skill_id, mode)
) STRICT, WITHOUT ROWID;
CREATE INDEX practice_day_by_skill ON practice_day (skill_id, day, mode, practised_ms);

CREATE TRIGGER segment_counts AFTER INSERT ON segment WHEN NEW.kind = 'practice' AND NEW.ended_at > NEW.at BEGIN
  INSERT INTO practice_day (day, skill_id, mode, practised_ms)
    SELECT NEW.day, skill_id, mode, NEW.ended_at - NEW.at FROM session
     WHERE id = NEW.session_id AND state <> 'discarded'
    ON CONFLICT DO UPDATE SET practised_ms = practised_ms + excluded.practised_ms;
END;

CREATE TRIGGER segment_uncounts AFTER DELETE ON segment WHEN OLD.kind = 'practice' AND OLD.ended_at > OLD.at BEGIN
  UPDATE practice_day SET practised_ms = practised_ms - (OLD.ended_at - OLD.at)
   WHERE day = OLD.day
     AND (skill_id, mode) = (SELECT skill_id, mode FROM session WHERE id = OLD.session_id AND state <> 'discarded');
  DELETE FROM practice_day WHERE day = OLD.day AND practised_ms = 0
     AND (skill_id, mode) = (SELECT skill_id, mode FROM session WHERE id = OLD.session_id);
END;

CREATE TRIGGER segment_recounts AFTER UPDATE ON segment
WHEN (OLD.kind, OLD.ended_at, OLD.at, OLD.day, OLD.session_id)
  IS NOT (NEW.kind, NEW.ended_at, NEW.at, NEW.day, NEW.session_id) BEGIN
  UPDATE practice_day SET practised_ms = practised_ms - (OLD.ended_at - OLD.at)
   WHERE OLD.kind = 'practice' AND OLD.ended_at > OLD.at AND day = OLD.day
     AND (skill_id, mode) = (SELECT skill_id, mode FROM session WHERE id = OLD.session_id AND state <> 'discarded');
  INSERT INTO practice_day (day, skill_id, mode, practised_ms)
    SELECT NEW.day, skill_id, mode, NEW.ended_at - NEW.at FROM session
     WHERE NEW.kind = 'practice' AND NEW.ended_at > NEW.at AND id = NEW.session_id AND state <> 'discarded'
    ON CONFLICT DO UPDATE SET practised_ms = practised_ms + excluded.practised_ms;
  DELETE FROM practice_day WHERE day = OLD.day AND practised_ms = 0
     AND (skill_id, mode) = (SELECT skill_id, mode FROM session WHERE id = OLD.session_id);
END;

CREATE TRIGGER session_recounts AFTER UPDATE ON session
WHEN (OLD.skill_id, OLD.mode, OLD.state = 'discarded') IS NOT (NEW.skill_id, NEW.mode, NEW.state = 'discarded') BEGIN
  UPDATE practice_day SET practised_ms = practised_ms - (
      SELECT coalesce(sum(ended_at - at), 0) FROM segment
       WHERE session_id = OLD.id AND kind = 'practice' AND ended_at > at AND segment.day = practice_day.day)
   WHERE OLD.state <> 'discarded' AND skill_id = OLD.skill_id AND mode = OLD.mode
     AND day IN (SELECT day FROM segment WHERE session_id = OLD.id);
  INSERT INTO practice_day (day, skill_id, mode, practised_ms)
    SELECT day, NEW.skill_id, NEW.mode, sum(ended_at - at) FROM segment
     WHERE NEW.state <> 'discarded' AND session_id = NEW.id AND kind = 'practice' AND ended_at > at
     GROUP BY day
    ON CONFLICT DO UPDATE SET practised_ms = practised_ms + excluded.practised_ms;
  DELETE FROM practice_day WHERE skill_id = OLD.skill_id AND mode = OLD.mode AND practised_ms = 0
     AND day IN (SELECT day FROM segment WHERE session_id = OLD.id);
END;

-- The log of operations: what was changed, by whom, when, and the rows as they were before. Rows marked doubt are
-- not what an undo put back but the time in doubt it added; undoing something earlier takes them away again.
CREATE TABLE operation (
  id         INTEGER PRIMARY KEY CHECK (id > 0),
  at         INTEGER NOT NULL,
  utc_offset INTEGER NOT NULL,
  source     TEXT NOT NULL,
  label      TEXT NOT NULL,
  kind       TEXT NOT NULL CHECK (kind IN ('do', 'undo', 'redo')),
  schema     INTEGER NOT NULL,
  undoes     INTEGER,
  undone_by  INTEGER
) STRICT;
CREATE INDEX operation_undoable ON operation (id) WHERE undone_by IS NULL;

CREATE TABLE operation_row (
  operation_id INTEGER NOT NULL,
  seq          INTEGER NOT NULL,
  name         TEXT NOT NULL,
  row_id       INTEGER NOT NULL,
  before       TEXT,
  after_rev    INTEGER,
  doubt        INTEGER NOT NULL CHECK (doubt IN (0, 1)),
  PRIMARY KEY (operation_id, seq)
) STRICT, WITHOUT ROWID;
