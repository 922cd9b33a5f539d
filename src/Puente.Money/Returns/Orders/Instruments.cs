using Puente.Evidence.Terms;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace Puente.Money.Returns.Orders;

/// <summary>A kind of legal process by which records are had: dated, with its citation, never a constant.</summary>
/// <param name="Code">Stable, lower case with hyphens.</param>
/// <param name="Label">Its name.</param>
/// <param name="Country">Whose law, two letters; null when it is a treaty's or no country's.</param>
/// <param name="Regimes">Legal regimes of which a return under it must have one; none is any.</param>
/// <param name="From">First day on which it can be issued, or null.</param>
/// <param name="Until">Last day, or null.</param>
/// <param name="Citation">The law.</param>
/// <param name="Checked">True when the citation was read for the product; false when counsel must confirm it.</param>
/// <param name="Note">What it asks of people.</param>
public sealed record Instrument(
    string Code, Label Label, string? Country, IReadOnlyList<string> Regimes, DateOnly? From, DateOnly? Until, string Citation, bool Checked, Label? Note)
{
    /// <summary>Whether it can be issued on a day.</summary>
    public bool Stands(DateOnly day) => !(day < From) && !(day > Until);
}

/// <summary>The kinds of legal process that are known, read from <c>instruments.yaml</c>.</summary>
public static class Instruments
{
    private static readonly Lazy<IReadOnlyList<Instrument>> Read = new(ReadAll);

    /// <summary>All, in the order of the file.</summary>
    public static IReadOnlyList<Instrument> All => Read.Value;

    /// <summary>The one with this code, or null.</summary>
    public static Instrument? Find(string? code) => All.FirstOrDefault(i => i.Code == code);

    /// <summary>What a country's agencies are offered on a day.</summary>
    public static IEnumerable<Instrument> For(string country, DateOnly day) => All.Where(i => (i.Country is null || i.Country == country) && i.Stands(day));

    private static List<Instrument> ReadAll()
    {
        var assembly = typeof(Instruments).Assembly;
        using var file = new StreamReader(assembly.GetManifestResourceStream(assembly.GetManifestResourceNames().Single(n => n.EndsWith(".Orders.instruments.yaml", StringComparison.Ordinal)))!);
        var entries = new DeserializerBuilder().WithNamingConvention(HyphenatedNamingConvention.Instance).WithDuplicateKeyChecking().Build().Deserialize<Dictionary<string, Entry>>(file);
        return [.. entries.Select(e => new Instrument(
            e.Key, new Label(e.Value.Label[0], e.Value.Label[1]), e.Value.Country, e.Value.Regimes, Day(e.Value.From), Day(e.Value.Until), e.Value.Citation, e.Value.Checked,
            e.Value.Note is [var en, var es] ? new Label(en, es) : null))];
    }

    private static DateOnly? Day(string? text) => text is null ? null : DateOnly.ParseExact(text, "O", System.Globalization.CultureInfo.InvariantCulture);

    private sealed class Entry
    {
        public List<string> Label { get; set; } = [];

        public string? Country { get; set; }

        public List<string> Regimes { get; set; } = [];

        public string? From { get; set; }

        public string? Until { get; set; }

        public string Citation { get; set; } = "";

        public bool Checked { get; set; }

        public List<string>? Note { get; set; }
    }
}
