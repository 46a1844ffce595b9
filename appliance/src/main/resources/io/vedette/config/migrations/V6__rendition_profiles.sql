CREATE TABLE rendition_profile (
  name TEXT PRIMARY KEY,          -- what the rendition is called in addresses
  width INTEGER NOT NULL,         -- of what its pictures fit into, in pixels
  height INTEGER NOT NULL,        -- the same
  frame_rate INTEGER NOT NULL,    -- most pictures a second
  bit_rate INTEGER NOT NULL,      -- bits a second of pictures that fill it
  offer TEXT NOT NULL             -- whether playlists list it for every camera, or where nothing else can be played
    CHECK (offer IN ('when_needed', 'always'))
) STRICT, WITHOUT ROWID;

INSERT INTO rendition_profile VALUES ('h264', 1280, 720, 30, 3000000, 'when_needed');

CREATE TABLE transcoding (
  id INTEGER PRIMARY KEY CHECK (id = 1), -- there is one row
  over_budget TEXT NOT NULL       -- what happens to a transcode that the box has no power left for
    CHECK (over_budget IN ('refuse', 'lower'))
) STRICT;

INSERT INTO transcoding VALUES (1, 'lower');
