-- How often a person has changed a webhook or had it tried anew: what a request that was sent before comes to is not
-- written over that.
ALTER TABLE webhook ADD COLUMN changes INTEGER NOT NULL DEFAULT 0;
