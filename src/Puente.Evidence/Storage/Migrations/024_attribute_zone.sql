-- The time zone in which an attribute's times were told, as facts have it: a code, or null on no zone's calendar.

alter table attribute add column zone bigint;
