CREATE TABLE camera (
  position INTEGER PRIMARY KEY AUTOINCREMENT, -- order in which the cameras were added
  id TEXT NOT NULL UNIQUE,                    -- identifier in addresses and messages, never used again
  name TEXT NOT NULL,                         -- what people call it
  kind TEXT NOT NULL CHECK (kind IN ('rtsp', 'simulated')), -- what its address is
  url TEXT,                                   -- rtsp: rtsp:// or rtsps://, without credentials
  transport TEXT CHECK (transport IN ('tcp', 'udp')), -- rtsp: how RTP is to travel
  number INTEGER,                             -- simulated: which one
  username TEXT,                              -- what to sign in with; null for a camera that asks for nothing
  password BLOB,                              -- AES-GCM nonce and ciphertext, bound to the id
  enabled INTEGER NOT NULL CHECK (enabled IN (0, 1)), -- whether the box pulls it
  CHECK ((kind = 'rtsp') = (url IS NOT NULL AND transport IS NOT NULL)),
  CHECK ((kind = 'simulated') = (number IS NOT NULL)),
  CHECK ((username IS NULL) = (password IS NULL))
) STRICT;

CREATE TABLE user_account (
  username TEXT PRIMARY KEY,      -- what they sign in with
  password_hash TEXT NOT NULL,    -- Argon2id in PHC string format, salt and cost included
  role TEXT NOT NULL CHECK (role IN ('admin', 'viewer')) -- what they may do
) STRICT, WITHOUT ROWID;

CREATE TABLE session (
  token_hash BLOB PRIMARY KEY,    -- SHA-256 of the token
  username TEXT NOT NULL REFERENCES user_account (username) ON DELETE CASCADE, -- whose it is
  expires_at INTEGER NOT NULL     -- seconds since 1970 at which it ends by itself
) STRICT, WITHOUT ROWID;
