-- The document that a sending became: asked to finish again because the answer was lost, it answers the same.
alter table document_upload add column document bigint;
