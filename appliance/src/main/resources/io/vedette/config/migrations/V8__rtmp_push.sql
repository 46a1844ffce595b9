CREATE TABLE camera_new (
  position INTEGER PRIMARY KEY AUTOINCREMENT, -- order in which the cameras were added
  id TEXT NOT NULL UNIQUE,                    -- identifier in addresses and messages, never used again
  name TEXT NOT NULL,                         -- what people call it
  kind TEXT NOT NULL CHECK (kind IN ('rtsp', 'rtmp', 'simulated')), -- what its address is; rtmp is pushed by the camera
  url TEXT,                                   -- rtsp: rtsp:// or rtsps://, without credentials
  transport TEXT CHECK (transport IN ('auto', 'tcp', 'udp', 'http')), -- rtsp: how RTP is to travel; auto is whichever works
  number INTEGER,                             -- simulated: which one
  username TEXT,                              -- what to sign in with; null for a camera that asks for nothing
  password BLOB,                              -- AES-GCM nonce and ciphertext, bound to the id; rtmp: the stream key
  enabled INTEGER NOT NULL CHECK (enabled IN (0, 1)), -- whether the box pulls it or lets it push
  link TEXT CHECK (link IN ('tcp', 'udp', 'http', 'ffmpeg', 'rtmp')), -- by which way its video came last; null while unknown
  certificate TEXT CHECK (length(certificate) = 64), -- SHA-256 of the public key it has to show, in hexadecimal; null trusts the next one
  session_timeout INTEGER CHECK (session_timeout > 0), -- seconds after which it forgets a session; null while unknown
  sub_url TEXT,                               -- rtsp: where its smaller stream is, if it has one
  mode TEXT NOT NULL DEFAULT 'always'
    CHECK (mode IN ('always', 'on_demand')),  -- when an enabled camera is pulled
  rotation INTEGER NOT NULL DEFAULT 0
    CHECK (rotation IN (0, 90, 180, 270)),    -- degrees by which its pictures are turned clockwise
  mirrored INTEGER NOT NULL DEFAULT 0
    CHECK (mirrored IN (0, 1)),               -- whether left and right are exchanged before they are turned
  serial TEXT,                                -- serial number by which the camera is known again; null while unknown
  mac TEXT CHECK (length(mac) = 17),          -- its hardware address, in lower case with colons; null while unknown
  uuid TEXT CHECK (length(uuid) = 36),        -- what it calls itself in WS-Discovery, in lower case; null while unknown
  make TEXT,                                  -- who made it; null while unknown
  model TEXT,                                 -- what its maker calls it; null while unknown
  CHECK ((kind = 'rtsp') = (url IS NOT NULL AND transport IS NOT NULL)),
  CHECK ((kind = 'simulated') = (number IS NOT NULL)),
  CHECK ((username IS NULL) = (password IS NULL)),
  CHECK (kind <> 'rtmp' OR password IS NOT NULL)
) STRICT;

INSERT INTO camera_new (position, id, name, kind, url, transport, number, username, password, enabled, link,
  certificate, session_timeout, sub_url, mode, rotation, mirrored, serial, mac, uuid, make, model)
SELECT position, id, name, kind, url, transport, number, username, password, enabled, link,
  certificate, session_timeout, sub_url, mode, rotation, mirrored, serial, mac, uuid, make, model FROM camera;

DROP TABLE camera;

ALTER TABLE camera_new RENAME TO camera;
