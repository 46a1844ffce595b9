ALTER TABLE camera ADD COLUMN sign_in TEXT
  CHECK (sign_in IN ('none', 'basic', 'digest'));  -- how it wanted to hear the password when it let us in; null while unknown
