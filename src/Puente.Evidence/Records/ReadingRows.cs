namespace Puente.Evidence.Records;

/// <summary>Columns every statement shares with its recording and source. Names follow the columns.</summary>
internal interface IOriginRow
{
    long Recording { get; }
    long Marking { get; }
    long? Ended { get; }
    long Source { get; }
    string Evaluation { get; }
    string Language { get; }
    string Unit { get; }
    long Recorded { get; }
    string Title { get; }
    long Source_Marking { get; }
}

internal static class OriginColumns
{
    public const string Of = "r.source, r.evaluation, r.language, r.unit, r.recorded, s.title, s.marking as source_marking";
}

internal sealed record AttributeRow : IOriginRow
{
    public const string Columns =
        "a.key, a.entity, a.property, a.value, a.at, a.at_code, a.until_at, a.until_code, a.zone, a.detail, a.recording, a.marking, a.ended, a.supersedes, " + OriginColumns.Of;

    public const string Tables = "from attribute a join recording r on r.key = a.recording join source s on s.key = r.source";

    public long Key { get; init; }
    public long Entity { get; init; }
    public long Property { get; init; }
    public string Value { get; init; } = "";
    public long? At { get; init; }
    public long? At_Code { get; init; }
    public long? Until_At { get; init; }
    public long? Until_Code { get; init; }
    public long? Zone { get; init; }
    public string? Detail { get; init; }
    public long Recording { get; init; }
    public long Marking { get; init; }
    public long? Ended { get; init; }
    public long? Supersedes { get; init; }
    public long Source { get; init; }
    public string Evaluation { get; init; } = "";
    public string Language { get; init; } = "";
    public string Unit { get; init; } = "";
    public long Recorded { get; init; }
    public string Title { get; init; } = "";
    public long Source_Marking { get; init; }
}

internal sealed record FactRow : IOriginRow
{
    public const string Columns =
        "f.key, f.kind, f.from_key, f.to_key, f.item_key, f.place_key, f.at, f.at_code, f.until_at, f.until_code, f.zone, f.amount, f.currency, f.detail, "
        + "f.recording, f.marking, f.ended, f.supersedes, " + OriginColumns.Of;

    public const string Tables = "from fact f join recording r on r.key = f.recording join source s on s.key = r.source";

    public long Key { get; init; }
    public long Kind { get; init; }
    public long? From_Key { get; init; }
    public long? To_Key { get; init; }
    public long? Item_Key { get; init; }
    public long? Place_Key { get; init; }
    public long? At { get; init; }
    public long? At_Code { get; init; }
    public long? Until_At { get; init; }
    public long? Until_Code { get; init; }
    public long? Zone { get; init; }
    public long? Amount { get; init; }
    public long? Currency { get; init; }
    public string? Detail { get; init; }
    public long Recording { get; init; }
    public long Marking { get; init; }
    public long? Ended { get; init; }
    public long? Supersedes { get; init; }
    public long Source { get; init; }
    public string Evaluation { get; init; } = "";
    public string Language { get; init; } = "";
    public string Unit { get; init; } = "";
    public long Recorded { get; init; }
    public string Title { get; init; } = "";
    public long Source_Marking { get; init; }
}

internal sealed record SameAsRow : IOriginRow
{
    public const string Columns = "m.key, m.facts, m.left_key, m.right_key, m.score, m.reasons, m.recording, m.marking, m.ended, " + OriginColumns.Of;

    public const string Tables = "from same_as m join recording r on r.key = m.recording join source s on s.key = r.source";

    public long Key { get; init; }
    public long Facts { get; init; }
    public long Left_Key { get; init; }
    public long Right_Key { get; init; }
    public long? Score { get; init; }
    public string? Reasons { get; init; }
    public long Recording { get; init; }
    public long Marking { get; init; }
    public long? Ended { get; init; }
    public long Source { get; init; }
    public string Evaluation { get; init; } = "";
    public string Language { get; init; } = "";
    public string Unit { get; init; } = "";
    public long Recorded { get; init; }
    public string Title { get; init; } = "";
    public long Source_Marking { get; init; }
}

internal sealed record SourceRow
{
    public long Key { get; init; }
    public string Kind { get; init; } = "";
    public string Title { get; init; } = "";
    public string? Reference { get; init; }
    public string Regime { get; init; } = "";
    public string Owner { get; init; } = "";
    public long? Published { get; init; }
    public long? Published_Code { get; init; }
    public long Marking { get; init; }
    public long State { get; init; }
}

internal sealed record CaptionRow
{
    public long Key { get; init; }
    public long Entity { get; init; }
    public long Kind { get; init; }
    public long Property { get; init; }
    public string Value { get; init; } = "";
    public long Recording { get; init; }
    public long Marking { get; init; }
    public long? Ended { get; init; }
}

/// <summary>The part of a fact needed to decide whether it shows and where it stands in a list.</summary>
internal sealed record FactStub
{
    public const string Select = "select key, from_key, to_key, item_key, place_key, at, recording, marking, ended from fact";

    public long Key { get; init; }
    public long? From_Key { get; init; }
    public long? To_Key { get; init; }
    public long? Item_Key { get; init; }
    public long? Place_Key { get; init; }
    public long? At { get; init; }
    public long Recording { get; init; }
    public long Marking { get; init; }
    public long? Ended { get; init; }
}
