CREATE TABLE encoder_probe (
  id INTEGER PRIMARY KEY CHECK (id = 1), -- there is one result, the last
  fingerprint TEXT NOT NULL,      -- of the system on which it was found: kernel, drivers, FFmpeg, the box's version
  finished_at INTEGER NOT NULL    -- seconds since 1970 at which the probe was done
) STRICT;

CREATE TABLE encoder_trial (
  position INTEGER PRIMARY KEY,   -- order in which the candidates were tried
  kind TEXT NOT NULL CHECK (kind IN ('encoder', 'decoder')), -- what the candidate does
  name TEXT NOT NULL,             -- what FFmpeg calls it
  works INTEGER NOT NULL CHECK (works IN (0, 1)), -- whether pictures went through it unharmed
  fps_720 REAL NOT NULL,          -- pictures a second at 1280x720, 0 if it does not work
  fps_1080 REAL NOT NULL,         -- pictures a second at 1920x1080, 0 if it does not work at that size
  reason TEXT NOT NULL,           -- why it does not work, or not at 1080p, for people; else empty
  UNIQUE (kind, name),
  CHECK ((works = 1) = (fps_720 > 0))
) STRICT;

CREATE TABLE encoder_choice (
  id INTEGER PRIMARY KEY CHECK (id = 1), -- there is one choice
  encoder TEXT NOT NULL           -- the encoder that goes before all others, or auto
) STRICT;
