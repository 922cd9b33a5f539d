using Puente.Evidence.Import.Mappings;
using Puente.Evidence.Terms;
using Puente.Evidence.Time;

namespace Puente.Evidence.Import.Rows;

/// <summary>One row on its way to drafts.</summary>
internal sealed class RowDrafting(long line, Mapping mapping, RowValues values)
{
    private readonly Dictionary<string, (EntityKind Kind, List<AttributeDraft> Attributes)> _entities = new(StringComparer.Ordinal);
    private readonly List<FactDraft> _facts = [];
    private readonly List<Problem> _warnings = [];
    private readonly Dictionary<AttributeDraft, string> _columns = [];
    private Problem? _rejection;

    /// <summary>Takes what a pass says of the row; false when the row is rejected.</summary>
    public bool Take(CompiledPass pass)
    {
        var keys = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var entity in pass.Entities)
        {
            if (Key(entity.Key) is not { } key)
                continue;
            keys[entity.Name] = key;
            if (!Join(key, entity))
                return false;
            foreach (var (property, value) in entity.Properties)
                if (!Values(property, value, entity.Name, _entities[key].Attributes))
                    return false;
        }
        foreach (var fact in pass.Facts)
            if (!Fact(fact, keys))
                return false;
        return true;
    }

    /// <summary>The drafts, or the rejection.</summary>
    public RowDraft Finish()
    {
        if (_rejection is null && _entities.Count == 0 && _facts.Count == 0)
            Reject("", "row.says-nothing");
        return _rejection is { } rejection
            ? RowDraft.Rejected(line, rejection, _warnings)
            : new RowDraft(line, [.. _entities.Select(e => new EntityDraft(e.Key, e.Value.Kind.Code, e.Value.Attributes))], _facts, null, _warnings)
            {
                Doubts = RowDoubts.Of(line, [.. _entities.Values.Select(e => (e.Kind, (IReadOnlyList<AttributeDraft>)e.Attributes))], _columns.GetValueOrDefault),
            };
    }

    private bool Join(string key, CompiledEntity entity)
    {
        if (!_entities.TryGetValue(key, out var known))
        {
            _entities.Add(key, (entity.Kind, []));
            return true;
        }
        if (entity.Kind.Is(known.Kind.Code))
            _entities[key] = (entity.Kind, known.Attributes);
        else if (!known.Kind.Is(entity.Kind.Code))
            return Reject(entity.Name, "row.kinds-differ", ("first", known.Kind.Code), ("second", entity.Kind.Code));
        return true;
    }

    private string? Key(KeyMapping? key) => key is null ? null : KeyText.Of(key.Scope ?? mapping.Name, key.Columns.Select(values.Cell));

    private bool Fact(CompiledFact fact, Dictionary<string, string> keys)
    {
        var map = fact.Mapping;
        if (map.Key is not null && Key(map.Key) is null)
            return true;
        string? from = End(map.From, keys), to = End(map.To, keys), item = End(map.Item, keys);
        if (from is null && to is null && item is null)
            return true;
        if (from is null && fact.Kind.From.Need == EndNeed.Required || to is null && fact.Kind.To.Need == EndNeed.Required || item is null && fact.Kind.Item.Need == EndNeed.Required)
            return SayLeftOut(map.Name, "row.fact-incomplete", ("fact", fact.Kind.Code));
        var details = new List<AttributeDraft>();
        foreach (var (property, value) in fact.Details)
            if (!Values(property, value, map.Name, details))
                return false;
        if (!Moment(map.At, "at", out var at) || !Moment(map.Until, "until", out var until) || !Money(map, details, out var amount, out var currency))
            return false;
        _facts.Add(new FactDraft(fact.Kind.Code, Key(map.Key) ?? (IsTie(fact) ? KeyText.OfTie(fact.Kind.Code, from, to, item) : null))
        {
            From = from,
            To = to,
            Item = item,
            Place = End(map.Place, keys),
            At = at,
            Until = until,
            Amount = amount,
            Currency = currency,
            Details = details,
        });
        return true;
    }

    /// <summary>A fact that says only that two entities belong together is one, however many rows repeat it.</summary>
    private static bool IsTie(CompiledFact fact) =>
        fact.Mapping is { At: null, Until: null, Amount: null } && fact.Details.Count == 0 && fact.Kind.Ftm?.Property is not null;

    private static string? End(string? entity, Dictionary<string, string> keys) => entity is null ? null : keys.GetValueOrDefault(entity);

    private bool Values(Property property, ValueMapping value, string subject, List<AttributeDraft> into)
    {
        if (!Raw(value, property.Code, out var raw))
            return false;
        var any = false;
        foreach (var text in raw)
        {
            var cleaned = Cleaning.Clean(property, text, mapping.File);
            if (cleaned.Code is { } code)
            {
                (string, string)[] args = [("value", text), ("property", property.Code), ("subject", subject)];
                if (cleaned.Rejects)
                    return Reject(Column(value), code, args);
                _warnings.Add(new Problem(line, Column(value), code, args));
            }
            else if (cleaned.Value is { } clean)
            {
                any = true;
                if (!into.Contains(new AttributeDraft(property.Code, clean)))
                    into.Add(new AttributeDraft(property.Code, clean));
                _columns.TryAdd(new AttributeDraft(property.Code, clean), Column(value));
            }
        }
        return any || !value.Required || Reject(Column(value), "row.value-required", ("property", property.Code));
    }

    private bool Moment(ValueMapping? value, string field, out When? moment)
    {
        moment = null;
        if (value is null)
            return true;
        if (!Raw(value, field, out var raw))
            return false;
        foreach (var text in raw.Take(1))
        {
            var parsed = When.Parse(text.Trim(), mapping.File.Dates, mapping.File.Zone);
            if (!parsed.IsOk)
                return Reject(Column(value), parsed.Refusal!.Code, [("value", text), ("property", field)]);
            moment = parsed.Value;
        }
        return moment is not null || !value.Required || Reject(Column(value), "row.value-required", ("property", field));
    }

    private bool Money(FactMapping map, List<AttributeDraft> details, out long? amount, out string? currency)
    {
        (amount, currency) = (null, null);
        if (map.Amount is null)
        {
            FactMoney.FromDetails(details, out amount, out currency);
            return true;
        }
        if (!Raw(map.Amount, "amount", out var raw))
            return false;
        if (raw.FirstOrDefault() is not { } text)
            return !map.Amount.Required || Reject(Column(map.Amount), "row.value-required", ("property", "amount"));
        var codes = new List<string>();
        if (map.Currency is not null && !Raw(map.Currency, "currency", out codes))
            return false;
        currency = codes.FirstOrDefault()?.Trim().ToUpperInvariant();
        if (currency is null || !Currencies.LooksRight(currency))
            return Reject(map.Currency is null ? "" : Column(map.Currency), "value.currency", ("value", currency ?? ""), ("property", "currency"));
        if (Numbers.Canonical(text, mapping.File.DecimalSign) is not { } plain)
            return Reject(Column(map.Amount), "value.number", ("value", text), ("property", "amount"));
        amount = Numbers.Minor(plain, currency);
        return amount is not null || Reject(Column(map.Amount), "value.amount-too-fine", ("value", text), ("currency", currency));
    }

    private bool Raw(ValueMapping value, string property, out List<string> raw)
    {
        try
        {
            raw = [.. values.Of(value)];
            return true;
        }
        catch (FormatException e)
        {
            raw = [];
            return Reject(Column(value), e.Message, ("value", string.Join(" | ", value.Columns.Select(values.Cell))), ("property", property));
        }
    }

    private static string Column(ValueMapping value) => value.AllColumns.FirstOrDefault() ?? "";

    private bool SayLeftOut(string subject, string code, params (string, string)[] args)
    {
        _warnings.Add(new Problem(line, subject, code, args));
        return true;
    }

    private bool Reject(string column, string code, params (string, string)[] args)
    {
        _rejection ??= new Problem(line, column, code, args);
        return false;
    }
}
