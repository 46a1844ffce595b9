ALTER TABLE camera ADD COLUMN serial TEXT;        -- serial number by which the camera is known again; null while unknown
ALTER TABLE camera ADD COLUMN mac TEXT
  CHECK (length(mac) = 17);                       -- its hardware address, in lower case with colons; null while unknown
ALTER TABLE camera ADD COLUMN uuid TEXT
  CHECK (length(uuid) = 36);                      -- what it calls itself in WS-Discovery, in lower case; null while unknown
ALTER TABLE camera ADD COLUMN make TEXT;          -- who made it; null while unknown
ALTER TABLE camera ADD COLUMN model TEXT;         -- what its maker calls it; null while unknown
