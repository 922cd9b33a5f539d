using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Puente.Evidence;
using Puente.Evidence.Terms;
using Puente.Evidence.Time;
using YamlDotNet.Core;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace Puente.Money.Returns.Layouts;

/// <summary>Exactly one of a layout or what is wrong with its text.</summary>
public sealed record LayoutRead(Layout? Layout, IReadOnlyList<Problem> Problems);

/// <summary>Reads layouts from YAML. A key that is not known is a problem, never dropped.</summary>
public static class LayoutReader
{
    private const int MostKnown = 256;
    private static readonly ConcurrentDictionary<string, Layout?> Kept = new(StringComparer.Ordinal);

    /// <summary>The layout of a kept text, read once for as long as there are few of them; null when it cannot be read.</summary>
    internal static Layout? Known(string text)
    {
        if (Kept.TryGetValue(text, out var known)) return known;
        if (Kept.Count >= MostKnown) Kept.Clear();
        return Kept[text] = Read(text).Layout;
    }

    /// <summary>Reads one layout.</summary>
    public static LayoutRead Read(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        Page page;
        try
        {
            page = new DeserializerBuilder().WithNamingConvention(HyphenatedNamingConvention.Instance).WithDuplicateKeyChecking().Build().Deserialize<Page>(text) ?? new Page();
        }
        catch (YamlException error)
        {
            return new(null, [new Problem(error.Start.Line, "", "layout.unreadable", ("reason", error.InnerException?.Message ?? error.Message))]);
        }

        var problems = new List<Problem>();
        var layout = Made(page, text, problems);
        return problems.Count > 0 ? new(null, problems) : new(layout, []);
    }

    private static Layout Made(Page page, string text, List<Problem> problems)
    {
        void Wrong(string key, string code, string value) => problems.Add(new Problem(0, key, code, ("key", key), ("value", value)));
        Regex? Pattern(string key, string? pattern)
        {
            if (pattern is null) return null;
            try
            {
                // Linear in the text, so that no clock is needed: on a busy machine one would change what a file says.
                return new Regex(pattern, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking);
            }
            catch (Exception error) when (error is ArgumentException or NotSupportedException)
            {
                Wrong(key, "layout.pattern", pattern);
                return null;
            }
        }

        var parts = new Dictionary<Part, IReadOnlyList<string>>();
        foreach (var (name, columns) in page.Parts)
            if (Enum.TryParse<Part>(name, ignoreCase: true, out var part)) parts[part] = columns;
            else Wrong(name, "layout.part-unknown", name);
        if (page.Layout.Length == 0) Wrong("layout", "layout.key-missing", "");
        if (page.Title.Count != 2) Wrong("title", "layout.key-missing", "");
        if (page.Decimal is not ("." or ",")) Wrong("decimal", "layout.value-unknown", page.Decimal);
        if (!Enum.TryParse<DateOrder>(page.Dates.Replace("-", "", StringComparison.Ordinal), ignoreCase: true, out var dates)) Wrong("dates", "layout.value-unknown", page.Dates);
        var line = Pattern("line", page.Line);
        if (line is not null)
            foreach (var group in line.GetGroupNames().Where(g => !char.IsAsciiDigit(g[0])))
                if (Enum.TryParse<Part>(group, ignoreCase: true, out var part)) parts[part] = [group];
                else Wrong("line", "layout.part-unknown", group);
        if (!parts.ContainsKey(Part.Date)) Wrong("date", "layout.part-missing", "date");
        if (!parts.ContainsKey(Part.Amount) && !(parts.ContainsKey(Part.Debit) && parts.ContainsKey(Part.Credit))) Wrong("amount", "layout.part-missing", "amount");
        return new Layout(page.Layout, page.Title.Count == 2 ? new Label(page.Title[0], page.Title[1]) : new Label("", ""))
        {
            Encoding = page.Encoding,
            Delimiter = page.Delimiter switch { null => null, "tab" => '\t', { Length: 1 } one => one[0], _ => null },
            Sheet = page.Sheet,
            Pages = page.Pages,
            DecimalSign = page.Decimal == "," ? ',' : '.',
            Dates = dates,
            Century = page.Century,
            YearOfPeriod = page.YearOfPeriod,
            Zone = page.Zone,
            Columns = page.Columns,
            Parts = parts,
            Line = line,
            Outgoing = page.Outgoing,
            Reversed = page.Reversed,
            NewestFirst = page.NewestFirst,
            TwoLines = page.TwoLines,
            Currency = page.Currency,
            Account = page.Account,
            Notes = [.. page.Notes.Select(n => Pattern("notes", n)).OfType<Regex>()],
            Methods = [.. page.Methods.Select(m => (m.Key, Pattern("methods", m.Value))).Where(m => m.Item2 is not null).Select(m => (m.Key, m.Item2!))],
            Source = text,
        };
    }

    /// <summary>The file as it is written.</summary>
    private sealed class Page
    {
        public string Layout { get; set; } = "";

        public List<string> Title { get; set; } = [];

        public string? Encoding { get; set; }

        public string? Delimiter { get; set; }

        public string? Sheet { get; set; }

        public bool Pages { get; set; }

        public string Decimal { get; set; } = ".";

        public string Dates { get; set; } = "year-first";

        public int? Century { get; set; }

        public bool YearOfPeriod { get; set; }

        public string? Zone { get; set; }

        public List<string>? Columns { get; set; }

        public Dictionary<string, List<string>> Parts { get; set; } = [];

        public string? Line { get; set; }

        public List<string> Outgoing { get; set; } = [];

        public bool Reversed { get; set; }

        public bool NewestFirst { get; set; }

        public bool TwoLines { get; set; }

        public string? Currency { get; set; }

        public string? Account { get; set; }

        public List<string> Notes { get; set; } = [];

        public Dictionary<string, string> Methods { get; set; } = [];
    }
}
