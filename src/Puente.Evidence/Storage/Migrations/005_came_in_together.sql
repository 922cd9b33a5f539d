-- What came in under a recording is found without reading whole tables: to undo an import, to withdraw a source, to know an import's own rows again.
create index entity_recording on entity (recording);
create index attribute_recording on attribute (recording);
create index fact_recording on fact (recording);
create index same_as_recording on same_as (recording);
