-- An instance whose removal has begun is gone for everybody: what is left of its rows is no record.
ALTER TABLE instance ADD COLUMN purging INTEGER NOT NULL DEFAULT 0;
