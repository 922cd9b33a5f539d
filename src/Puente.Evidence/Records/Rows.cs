using Puente.Evidence.Storage;
using Puente.Evidence.Time;

namespace Puente.Evidence.Records;

/// <summary>Statements as written under one recording and marking, with their keys, for what is derived from them.</summary>
internal sealed record RecordedRows(long Recording, long Marking, long FirstAttribute, IReadOnlyList<NewAttribute> Attributes, long FirstFact, IReadOnlyList<NewFact> Facts,
    long FirstSameAs, IReadOnlyList<NewSameAs> SameAs, IReadOnlyList<NewEntity> Entities);

/// <summary>The columns of the statement tables, and statements as rows of them.</summary>
internal static class Rows
{
    public static readonly string[] Entity = ["key", "kind", "owner", "recording"];

    public static readonly string[] Attribute =
        ["key", "entity", "property", "value", "at", "at_code", "until_at", "until_code", "zone", "detail", "recording", "marking", "supersedes"];

    public static readonly string[] Fact =
        ["key", "kind", "from_key", "to_key", "item_key", "place_key", "at", "at_code", "until_at", "until_code", "zone", "amount", "currency", "detail",
         "recording", "marking", "supersedes"];

    public static readonly string[] SameAs = ["key", "facts", "left_key", "right_key", "score", "reasons", "recording", "marking"];

    public static void Put(IRow row, long key, NewAttribute a, CodeBook codes, long recording, long marking)
    {
        row.Put(key);
        row.Put(a.Entity.Key);
        row.Put(codes.Key(a.Property));
        row.Put(a.Value);
        row.Put(a.At?.StartMs);
        row.Put(a.At?.Code);
        row.Put(a.Until?.StartMs);
        row.Put(a.Until?.Code);
        row.Put(ZoneOf(a) is { } zone ? codes.Key(zone) : null);
        row.Put(a.Detail);
        row.Put(recording);
        row.Put(marking);
        row.Put(a.Supersedes?.Key);
    }

    public static void Put(IRow row, long key, NewFact f, CodeBook codes, long recording, long marking)
    {
        row.Put(key);
        row.Put(codes.Key(f.Kind));
        row.Put(f.From?.Key);
        row.Put(f.To?.Key);
        row.Put(f.Item?.Key);
        row.Put(f.Place?.Key);
        row.Put(f.At?.StartMs);
        row.Put(f.At?.Code);
        row.Put(f.Until?.StartMs);
        row.Put(f.Until?.Code);
        row.Put(ZoneOf(f) is { } zone ? codes.Key(zone) : null);
        row.Put(f.Amount);
        row.Put(f.Currency is null ? null : codes.Key(f.Currency));
        row.Put(f.Detail);
        row.Put(recording);
        row.Put(marking);
        row.Put(f.Supersedes?.Key);
    }

    public static object?[] Of(long key, NewSameAs s, long recording, long marking) =>
        [key, s.Facts ? 1L : 0L, s.Left, s.Right, (long?)s.Score, s.Reasons, recording, marking];

    /// <summary>Every code a batch names, to be interned before it is written.</summary>
    public static IEnumerable<string> Codes(Batch batch) =>
        batch.Entities.Select(e => e.Kind)
            .Concat(batch.Attributes.SelectMany(a => new[] { a.Property, ZoneOf(a) }).OfType<string>())
            .Concat(batch.Facts.SelectMany(f => new[] { f.Kind, f.Currency, ZoneOf(f) }).OfType<string>());

    /// <summary>A time as it was told, on the calendar of its zone.</summary>
    public static When? Time(long? at, long? code, long? zone = null, CodeBook? codes = null) =>
        at is { } ms ? When.FromStored(ms, code ?? 0, zone is { } key ? codes![key] : null) : null;

    private static string? ZoneOf(NewAttribute a) => a.At?.Zone ?? a.Until?.Zone;

    private static string? ZoneOf(NewFact f) => f.Zone ?? f.At?.Zone ?? f.Until?.Zone;
}
