using System.Text;

namespace Puente.Matching.Names;

/// <summary>A text taken apart into folded words, with what the writing says: commas, capitals, dots, quotes.</summary>
internal sealed class RawWords
{
    private readonly StringBuilder _now = new();
    private bool _lower;
    private bool _abjad;
    private int _letters;

    private RawWords()
    {
    }

    /// <summary>The words.</summary>
    public List<Raw> Words { get; } = [];

    /// <summary>How many words stand before the first comma, or -1.</summary>
    public int Comma { get; private set; } = -1;

    /// <summary>What stood in quotation marks, or null.</summary>
    public string? Quoted { get; private set; }

    /// <summary>Takes a text apart. With <paramref name="takeQuoted"/> a part in quotation marks is set apart and gives no words.</summary>
    public static RawWords Of(string text, bool takeQuoted)
    {
        var words = new RawWords();
        if (takeQuoted && Quotes(text) is { } quoted)
        {
            words.Quoted = text[(quoted.Start + 1)..quoted.End].Trim();
            text = string.Concat(text.AsSpan(0, quoted.Start), " ", text.AsSpan(quoted.End + 1));
        }

        foreach (var letter in text) words.Take(letter);
        words.Flush(dotted: false);
        return words;
    }

    private void Take(char letter)
    {
        if (letter == ',')
        {
            Flush(false);
            if (Comma < 0 && Words.Count > 0) Comma = Words.Count;
            return;
        }

        if (letter == '.')
        {
            Flush(dotted: true);
            return;
        }

        var before = _now.Length;
        var abjad = Folding.Append(letter, _now);
        if (_now.Length == before) return;
        if (_now.Length > before && _now[before] == ' ')
        {
            var rest = _now.ToString(before, _now.Length - before);
            _now.Length = before;
            Flush(false);
            foreach (var part in rest.Split(' ', StringSplitOptions.RemoveEmptyEntries)) Words.Add(new Raw(part, false, false, false));
            return;
        }

        _abjad |= abjad;
        _letters++;
        _lower |= char.IsLower(letter);
    }

    private void Flush(bool dotted)
    {
        if (_now.Length > 0) Words.Add(new Raw(_now.ToString(), !_lower && _letters > 0, dotted, _abjad));
        _now.Clear();
        (_lower, _abjad, _letters) = (false, false, 0);
    }

    private static (int Start, int End)? Quotes(string text)
    {
        var start = text.AsSpan().IndexOfAny("\"“«„");
        if (start < 0) return null;
        var end = text.AsSpan(start + 1).IndexOfAny("\"”»“");
        return end <= 0 || start + end + 2 > text.Length || (start == 0 && start + end + 2 == text.Length) ? null : (start, start + 1 + end);
    }
}

/// <summary>A word as written: folded, whether in capitals, whether a dot follows, whether in a script without vowels.</summary>
internal readonly record struct Raw(string Text, bool Capitals, bool Dotted, bool Abjad, bool Given = false);
