-- What waits to be sent is asked for before every talk with the hub: the erased
-- first, then the oldest first.
DROP INDEX records_unsent;
CREATE INDEX records_waiting ON records (erased DESC, seq) WHERE unsent > 0;
