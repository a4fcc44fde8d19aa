-- Stages: ladders as they were used, observations, evidence, witnesses, and the history, which is only added to.

-- A ladder stays as it was when a skill was put on it, whatever becomes of its file.
CREATE TABLE ladder (
  id             INTEGER PRIMARY KEY CHECK (id > 0),
  created_at     INTEGER NOT NULL,
  created_offset INTEGER NOT NULL,
  name           TEXT NOT NULL CHECK (name <> ''),
  version        TEXT NOT NULL CHECK (version <> ''),
  title          TEXT NOT NULL,
  text           TEXT NOT NULL CHECK (text <> ''),
  UNIQUE (name, version)
) STRICT;

CREATE TABLE observation (
  id             INTEGER PRIMARY KEY CHECK (id > 0),
  revision       INTEGER NOT NULL DEFAULT 0,
  created_at     INTEGER NOT NULL,
  created_offset INTEGER NOT NULL,
  skill_id       INTEGER NOT NULL REFERENCES skill (id),
  at             INTEGER NOT NULL,
  utc_offset     INTEGER NOT NULL,
  day            INTEGER NOT NULL,
  person_id      INTEGER REFERENCES person (id),
  saw            TEXT NOT NULL,
  will_copy      TEXT NOT NULL,
  private        INTEGER NOT NULL CHECK (private IN (0, 1))
) STRICT;
CREATE INDEX observation_by_skill ON observation (skill_id, at, id);
CREATE INDEX observation_by_person ON observation (person_id) WHERE person_id IS NOT NULL;
CREATE INDEX observation_by_tail ON observation (id & 1048575);

CREATE TABLE evidence (
  id              INTEGER PRIMARY KEY CHECK (id > 0),
  revision        INTEGER NOT NULL DEFAULT 0,
  created_at      INTEGER NOT NULL,
  created_offset  INTEGER NOT NULL,
  skill_id        INTEGER REFERENCES skill (id),
  area_id         INTEGER REFERENCES area (id),
  kind            TEXT NOT NULL CHECK (kind IN ('session', 'feedback', 'artefact', 'testimonial', 'case_study',
                                                'credential', 'performance', 'application', 'taught')),
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
  valid_until_day INTEGER,
  session_id      INTEGER REFERENCES session (id),
  feedback_id     INTEGER REFERENCES feedback (id),
  application_id  INTEGER REFERENCES application (id),
  person_id       INTEGER REFERENCES person (id),
  private         INTEGER NOT NULL CHECK (private IN (0, 1)),
  CHECK ((skill_id IS NULL) <> (area_id IS NULL)),
  CHECK ((file = '') = (sha256 IS NULL)),
  CHECK ((sha256 IS NULL) = (size IS NULL))
) STRICT;
CREATE INDEX evidence_by_skill ON evidence (skill_id, at, id) WHERE skill_id IS NOT NULL;
CREATE INDEX evidence_by_area ON evidence (area_id, at, id) WHERE area_id IS NOT NULL;
CREATE INDEX evidence_by_session ON evidence (session_id) WHERE session_id IS NOT NULL;
CREATE INDEX evidence_by_feedback ON evidence (feedback_id) WHERE feedback_id IS NOT NULL;
CREATE INDEX evidence_by_application ON evidence (application_id) WHERE application_id IS NOT NULL;
CREATE INDEX evidence_by_person ON evidence (person_id) WHERE person_id IS NOT NULL;
CREATE INDEX evidence_by_tail ON evidence (id & 1048575);

CREATE TABLE evidence_benchmark (
  id          INTEGER PRIMARY KEY CHECK (id > 0),
  evidence_id INTEGER NOT NULL REFERENCES evidence (id),
  benchmark   TEXT NOT NULL CHECK (benchmark <> ''),
  UNIQUE (evidence_id, benchmark)
) STRICT;

CREATE TABLE statement (
  id               INTEGER PRIMARY KEY CHECK (id > 0),
  revision         INTEGER NOT NULL DEFAULT 0,
  created_at       INTEGER NOT NULL,
  created_offset   INTEGER NOT NULL,
  skill_id         INTEGER REFERENCES skill (id),
  area_id          INTEGER REFERENCES area (id),
  benchmark        TEXT,
  stage            TEXT CHECK (stage IN ('apprentice', 'journeyman', 'master')),
  person_id        INTEGER NOT NULL REFERENCES person (id),
  state            TEXT NOT NULL CHECK (state IN ('asked', 'answered', 'confirmed')),
  agrees           INTEGER CHECK (agrees IN (0, 1)),
  external         INTEGER NOT NULL CHECK (external IN (0, 1)),
  words            TEXT NOT NULL,
  saw              TEXT NOT NULL,
  means            TEXT CHECK (means IN ('live', 'recording', 'artefact')),
  relation         TEXT NOT NULL,
  request          TEXT NOT NULL,
  asked_at         INTEGER,
  asked_offset     INTEGER,
  answered_at      INTEGER,
  answered_offset  INTEGER,
  confirmed_at     INTEGER,
  confirmed_offset INTEGER,
  private          INTEGER NOT NULL CHECK (private IN (0, 1)),
  CHECK ((skill_id IS NULL) <> (area_id IS NULL)),
  CHECK ((state = 'asked') = (answered_at IS NULL)),
  CHECK ((state = 'confirmed') = (confirmed_at IS NOT NULL))
) STRICT;
CREATE INDEX statement_by_skill ON statement (skill_id) WHERE skill_id IS NOT NULL;
CREATE INDEX statement_by_area ON statement (area_id) WHERE area_id IS NOT NULL;
CREATE INDEX statement_by_person ON statement (person_id);
CREATE INDEX statement_by_tail ON statement (id & 1048575);

CREATE TABLE stage_event (
  id               INTEGER PRIMARY KEY CHECK (id > 0),
  created_at       INTEGER NOT NULL,
  created_offset   INTEGER NOT NULL,
  skill_id         INTEGER,
  area_id          INTEGER,
  kind             TEXT NOT NULL CHECK (kind IN ('enter', 'promote', 'lapse', 'restore', 'step_back', 'import', 'correct')),
  from_stage       TEXT CHECK (from_stage IN ('apprentice', 'journeyman', 'master')),
  to_stage         TEXT CHECK (to_stage IN ('apprentice', 'journeyman', 'master')),
  at               INTEGER NOT NULL,
  utc_offset       INTEGER NOT NULL,
  day              INTEGER NOT NULL,
  ladder           TEXT,
  ladder_version   TEXT,
  own_thresholds   INTEGER NOT NULL CHECK (own_thresholds IN (0, 1)),
  benchmarks_met   INTEGER NOT NULL CHECK (benchmarks_met >= 0),
  benchmarks_total INTEGER NOT NULL CHECK (benchmarks_total >= benchmarks_met),
  evidence         TEXT NOT NULL CHECK (json_valid(evidence)),
  witnesses        TEXT NOT NULL CHECK (json_valid(witnesses)),
  missing          TEXT NOT NULL CHECK (json_valid(missing)),
  sentence         TEXT NOT NULL,
  corrects_id      INTEGER REFERENCES stage_event (id),
  CHECK ((skill_id IS NULL) <> (area_id IS NULL)),
  CHECK ((kind = 'correct') = (corrects_id IS NOT NULL))
) STRICT;
CREATE INDEX stage_event_by_skill ON stage_event (skill_id, at) WHERE skill_id IS NOT NULL;
CREATE INDEX stage_event_by_area ON stage_event (area_id, at) WHERE area_id IS NOT NULL;
CREATE INDEX stage_event_by_corrected ON stage_event (corrects_id) WHERE corrects_id IS NOT NULL;
CREATE INDEX stage_event_by_tail ON stage_event (id & 1048575);

-- Outside the log, and never altered: an event that was undone (withdrawn), or whose undo was undone (reinstated).
CREATE TABLE stage_sway (
  id         INTEGER PRIMARY KEY,
  event_id   INTEGER NOT NULL REFERENCES stage_event (id),
  sway       TEXT NOT NULL CHECK (sway IN ('withdrawn', 'reinstated')),
  at         INTEGER NOT NULL,
  utc_offset INTEGER NOT NULL
) STRICT;
CREATE INDEX stage_sway_by_event ON stage_sway (event_id);

-- A withdrawn event outlives what it was about; what holds a stage stays.
CREATE TRIGGER skill_is_kept BEFORE DELETE ON skill WHEN EXISTS (
  SELECT 1 FROM stage_event e WHERE skill_id = OLD.id AND coalesce(
    (SELECT sway FROM stage_sway WHERE event_id = e.id ORDER BY id DESC LIMIT 1), 'reinstated') = 'reinstated') BEGIN
  SELECT raise(ABORT, 'FOREIGN KEY: its history of stages');
END;
CREATE TRIGGER area_is_kept BEFORE DELETE ON area WHEN EXISTS (
  SELECT 1 FROM stage_event e WHERE area_id = OLD.id AND coalesce(
    (SELECT sway FROM stage_sway WHERE event_id = e.id ORDER BY id DESC LIMIT 1), 'reinstated') = 'reinstated') BEGIN
  SELECT raise(ABORT, 'FOREIGN KEY: its history of stages');
END;

-- Replacing a row asks no trigger of deleting: an id that is taken stays taken.
CREATE TRIGGER stage_event_is_new BEFORE INSERT ON stage_event WHEN EXISTS (SELECT 1 FROM stage_event WHERE id = NEW.id) BEGIN
  SELECT raise(ABORT, 'the history of stages is only added to');
END;
CREATE TRIGGER stage_sway_is_new BEFORE INSERT ON stage_sway WHEN EXISTS (SELECT 1 FROM stage_sway WHERE id = NEW.id) BEGIN
  SELECT raise(ABORT, 'the history of stages is only added to');
END;
CREATE TRIGGER stage_event_stays BEFORE UPDATE ON stage_event BEGIN
  SELECT raise(ABORT, 'the history of stages is only added to');
END;
CREATE TRIGGER stage_event_is_kept BEFORE DELETE ON stage_event BEGIN
  SELECT raise(ABORT, 'the history of stages is only added to');
END;
CREATE TRIGGER stage_sway_stays BEFORE UPDATE ON stage_sway BEGIN
  SELECT raise(ABORT, 'the history of stages is only added to');
END;
CREATE TRIGGER stage_sway_is_kept BEFORE DELETE ON stage_sway BEGIN
  SELECT raise(ABORT, 'the history of stages is only added to');
END;
