-- Whether the member in whose name it was said knows of it, and whether the one
-- who is thanked was told and has answered.
ALTER TABLE posts ADD COLUMN seen INTEGER NOT NULL DEFAULT 0;
ALTER TABLE thank_yous ADD COLUMN seen INTEGER NOT NULL DEFAULT 0;
ALTER TABLE thank_yous ADD COLUMN heard INTEGER NOT NULL DEFAULT 0;
