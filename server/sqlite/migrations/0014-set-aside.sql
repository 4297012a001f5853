-- Deliveries of signals that were set aside are counted, so that somebody looks at them.
CREATE INDEX signal_delivery_refused ON signal_delivery (delivery_key) WHERE refused_at IS NOT NULL;
