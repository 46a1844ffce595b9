ALTER TABLE camera ADD COLUMN sub_url TEXT;       -- rtsp: where its smaller stream is, if it has one
ALTER TABLE camera ADD COLUMN mode TEXT NOT NULL DEFAULT 'always'
  CHECK (mode IN ('always', 'on_demand'));        -- when an enabled camera is pulled

CREATE TABLE counter (
  name TEXT PRIMARY KEY,          -- what is counted
  next_value INTEGER NOT NULL     -- the first number that nobody has taken
) STRICT, WITHOUT ROWID;
