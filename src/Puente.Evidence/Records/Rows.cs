using Puente.Evidence.Storage;
using Puente.Evidence.Time;

namespace Puente.Evidence.Records;

/// <summary>Statements as written under one recording and marking, with their keys, for what is derived from them.</summary>
internal sealed record RecordedRows(long Recording, long Marking, long FirstAttribute, IReadOnlyList<NewAttribute> Attributes, long FirstFact, IReadOnlyList<NewFact> Facts);

/// <summary>The columns of the statement tables, and statements as rows of them.</summary>
internal static class Rows
{
    public static readonly string[] Entity = ["key", "kind", "owner", "recording"];

    public static readonly string[] Attribute =
        ["key", "entity", "property", "value", "at", "at_code", "until_at", "until_code", "detail", "recording", "marking", "supersedes"];

    public static readonly string[] Fact =
        ["key", "kind", "from_key", "to_key", "item_key", "place_key", "at", "at_code", "until_at", "until_code", "zone", "amount", "currency", "detail",
         "recording", "marking", "supersedes"];

    public static readonly string[] SameAs = ["key", "facts", "left_key", "right_key", "score", "reasons", "recording", "marking"];

    public static object?[] Of(long key, NewAttribute a, CodeBook codes, long recording, long marking) =>
        [key, a.Entity.Key, codes.Key(a.Property), a.Value, a.At?.StartMs, a.At?.Code, a.Until?.StartMs, a.Until?.Code, a.Detail, recording, marking, a.Supersedes?.Key];

    public static object?[] Of(long key, NewFact f, CodeBook codes, long recording, long marking) =>
        [key, codes.Key(f.Kind), f.From?.Key, f.To?.Key, f.Item?.Key, f.Place?.Key, f.At?.StartMs, f.At?.Code, f.Until?.StartMs, f.Until?.Code,
         f.Zone is null ? null : codes.Key(f.Zone), f.Amount, f.Currency is null ? null : codes.Key(f.Currency), f.Detail, recording, marking, f.Supersedes?.Key];

    public static object?[] Of(long key, NewSameAs s, long recording, long marking) =>
        [key, s.Facts ? 1L : 0L, s.Left, s.Right, (long?)s.Score, s.Reasons, recording, marking];

    /// <summary>Every code a batch names, to be interned before it is written.</summary>
    public static IEnumerable<string> Codes(Batch batch) =>
        batch.Entities.Select(e => e.Kind)
            .Concat(batch.Attributes.Select(a => a.Property))
            .Concat(batch.Facts.SelectMany(f => new[] { f.Kind, f.Currency, f.Zone }).OfType<string>());

    public static When? Time(long? at, long? code) => at is { } ms ? When.FromStored(ms, code ?? 0) : null;
}
