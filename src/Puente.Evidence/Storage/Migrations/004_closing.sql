-- When a recording went out of force with its source or import: what was known before then can still be read as it was.
alter table recording add column closed bigint;
