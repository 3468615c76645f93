-- What waits for a word of a member is looked for at every check-in.
CREATE INDEX posts_up ON posts (member_id) WHERE closed = 0;
CREATE INDEX thank_yous_unseen ON thank_yous (from_id) WHERE void = 0 AND seen = 0;
CREATE INDEX thank_yous_unheard ON thank_yous (to_id) WHERE void = 0 AND heard = 0;
