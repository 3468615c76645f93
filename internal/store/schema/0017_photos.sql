-- Nothing is looked for by its number alone: what waits has an index of its own.
DROP INDEX records_seq;
-- Which photos are shown is asked after every change.
CREATE INDEX members_photo ON members (photo, show_on_wall, joined_on) WHERE photo <> '';
