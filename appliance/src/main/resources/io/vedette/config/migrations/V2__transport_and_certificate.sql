CREATE TABLE camera_new (
  position INTEGER PRIMARY KEY AUTOINCREMENT, -- order in which the cameras were added
  id TEXT NOT NULL UNIQUE,                    -- identifier in addresses and messages, never used again
  name TEXT NOT NULL,                         -- what people call it
  kind TEXT NOT NULL CHECK (kind IN ('rtsp', 'simulated')), -- what its address is
  url TEXT,                                   -- rtsp: rtsp:// or rtsps://, without credentials
  transport TEXT CHECK (transport IN ('auto', 'tcp', 'udp', 'http')), -- rtsp: how RTP is to travel; auto is whichever works
  number INTEGER,                             -- simulated: which one
  username TEXT,                              -- what to sign in with; null for a camera that asks for nothing
  password BLOB,                              -- AES-GCM nonce and ciphertext, bound to the id
  enabled INTEGER NOT NULL CHECK (enabled IN (0, 1)), -- whether the box pulls it
  link TEXT CHECK (link IN ('tcp', 'udp', 'http', 'ffmpeg')), -- by which way its video came last; null while unknown
  certificate TEXT CHECK (length(certificate) = 64), -- SHA-256 of the public key it has to show, in hexadecimal; null trusts the next one
  session_timeout INTEGER CHECK (session_timeout > 0), -- seconds after which it forgets a session; null while unknown
  CHECK ((kind = 'rtsp') = (url IS NOT NULL AND transport IS NOT NULL)),
  CHECK ((kind = 'simulated') = (number IS NOT NULL)),
  CHECK ((username IS NULL) = (password IS NULL))
) STRICT;

INSERT INTO camera_new (position, id, name, kind, url, transport, number, username, password, enabled)
SELECT position, id, name, kind, url, transport, number, username, password, enabled FROM camera;

DROP TABLE camera;

ALTER TABLE camera_new RENAME TO camera;
