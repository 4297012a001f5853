-- What is kept beside instances goes by its age: found in the order in which it is old enough.
CREATE INDEX refused_message_age ON refused_message (refused_at, message_key);
CREATE INDEX signal_delivery_refused_age ON signal_delivery (refused_at, delivery_key) WHERE refused_at IS NOT NULL;
CREATE INDEX discarded_delivery_age ON discarded_delivery (discarded_at, delivery_key);
CREATE INDEX batch_operation_age ON batch_operation (ended_at, batch_key) WHERE ended_at IS NOT NULL;
-- What came for a patient stays as long as an instance of theirs is under a legal hold.
CREATE INDEX instance_held ON instance (business_key) WHERE legal_hold = 1;
-- Timers that wait for longer than until they are due: those that a clock set back may hold up.
CREATE INDEX timer_put_off ON timer (attempt_at) WHERE attempt_at > due_at;
CREATE INDEX quarantine_until ON quarantine (until);
