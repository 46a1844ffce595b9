ALTER TABLE camera ADD COLUMN rotation INTEGER NOT NULL DEFAULT 0
  CHECK (rotation IN (0, 90, 180, 270));          -- degrees by which its pictures are turned clockwise
ALTER TABLE camera ADD COLUMN mirrored INTEGER NOT NULL DEFAULT 0
  CHECK (mirrored IN (0, 1));                     -- whether left and right are exchanged before they are turned
