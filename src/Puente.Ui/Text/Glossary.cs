using System.Globalization;
using System.Text;
using YamlDotNet.Serialization;

namespace Puente.Ui.Text;

/// <summary>An official term in both languages, where it comes from, and what a reader of the other country would get wrong.</summary>
public sealed record Term(string English, string Spanish, string Source, string? NoteEnglish, string? NoteSpanish)
{
    /// <summary>The term in a language.</summary>
    public string In(Language language) => language == Language.Spanish ? Spanish : English;

    /// <summary>The note for readers of a language.</summary>
    public string? NoteIn(Language language) => language == Language.Spanish ? NoteSpanish : NoteEnglish;
}

/// <summary>The official terms of both countries, read from <c>Text/glossary.yaml</c>.</summary>
public static class Glossary
{
    /// <summary>Every term, in the order of the file.</summary>
    public static IReadOnlyList<Term> Terms { get; } = Read();

    /// <summary>The terms that hold the words in either language, accents and case aside, sorted for readers of the language.</summary>
    public static IReadOnlyList<Term> Find(string? words, Language language)
    {
        var compare = language.Culture.CompareInfo;
        const CompareOptions Loose = CompareOptions.IgnoreCase | CompareOptions.IgnoreNonSpace;
        bool Holds(string text) => compare.IndexOf(text, words!.Trim(), Loose) >= 0;
        return [.. Terms
            .Where(t => string.IsNullOrWhiteSpace(words) || Holds(t.English) || Holds(t.Spanish))
            .OrderBy(t => t.In(language), StringComparer.Create(language.Culture, Loose))];
    }

    /// <summary>The glossary as a page of the guide.</summary>
    public static string Markdown(Texts texts)
    {
        var other = texts.Language == Language.English ? Language.Spanish : Language.English;
        string Name(Language language) => texts[language == Language.English ? "glossary.english" : "glossary.spanish"];
        var page = new StringBuilder();
        page.Append("# ").AppendLine(texts["glossary.title"]).AppendLine()
            .AppendLine(texts["glossary.lead"]).AppendLine()
            .AppendLine(CultureInfo.InvariantCulture, $"| {Name(texts.Language)} | {Name(other)} | {texts["glossary.note"]} | {texts["glossary.source"]} |")
            .AppendLine("|---|---|---|---|");
        foreach (var term in Find(null, texts.Language))
            page.AppendLine(CultureInfo.InvariantCulture, $"| {term.In(texts.Language)} | {term.In(other)} | {term.NoteIn(texts.Language)} | {term.Source} |");
        return page.Replace("\r\n", "\n").ToString();
    }

    private static List<Term> Read()
    {
        using var stream = typeof(Glossary).Assembly.GetManifestResourceStream("Text/glossary.yaml")!;
        using var reader = new StreamReader(stream);
        return [.. new DeserializerBuilder().Build().Deserialize<List<Dictionary<string, string>>>(reader)
            .Select(e => new Term(e["en"], e["es"], e["source"], e.GetValueOrDefault("note-en"), e.GetValueOrDefault("note-es")))];
    }
}
