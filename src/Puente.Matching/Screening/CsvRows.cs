using System.Text;

namespace Puente.Matching.Screening;

/// <summary>
/// Comma separated rows after RFC 4180, streamed: quotes, doubled quotes, line breaks in quotes. A control-Z ends the file. Rows keep
/// the line they start on. A row with a quote that is never closed, or with a zero character, is a problem and is left out.
/// </summary>
/// <param name="reader">The text.</param>
/// <param name="file">What problems call it.</param>
/// <param name="problems">Where problems go.</param>
/// <param name="separator">What parts the fields.</param>
public sealed class CsvRows(TextReader reader, string file, ICollection<ListProblem> problems, char separator = ',')
{
    private const int LongestField = 1 << 20;

    private readonly StringBuilder _field = new();
    private readonly List<string> _fields = [];
    private readonly char[] _block = new char[1 << 15];
    private int _at;
    private int _filled;
    private int _line = 1;
    private int _badField;

    /// <summary>The rows with the line that each starts on. Empty lines are left out.</summary>
    public IEnumerable<(int Line, string[] Fields)> Read()
    {
        while (true)
        {
            var start = _line;
            var read = Row(out var bad);
            if (bad is not null) problems.Add(new ListProblem(file, start, _badField > 0 ? _badField : _fields.Count + 1, bad, Short(_badField > 0 ? _fields[_badField - 1] : _field.ToString())));
            else if (_fields.Count > 1 || (_fields.Count == 1 && _fields[0].Length > 0)) yield return (start, _fields.ToArray());
            if (!read) yield break;
        }
    }

    /// <summary>Reads a row; false when the file ended with it.</summary>
    private bool Row(out string? bad)
    {
        var read = Fields(out bad);
        if (bad is null && _badField > 0) bad = "csv.zero";
        else _badField = 0;
        return read;
    }

    private bool Fields(out string? bad)
    {
        bad = null;
        _fields.Clear();
        _field.Clear();
        _badField = 0;
        var quoted = false;
        while (true)
        {
            var next = Next();
            if (_field.Length > LongestField)
            {
                bad = "csv.field-too-long";
                return false;
            }

            if (next is -1 or 0x1A)
            {
                if (quoted) bad = "csv.unclosed-quote";
                else _fields.Add(_field.ToString());
                return false;
            }

            var letter = (char)next;
            if (letter == '\n') _line++;
            if (letter == '\0')
            {
                if (_badField == 0) _badField = _fields.Count + 1;
                continue;
            }

            if (quoted)
            {
                if (letter != '"') _field.Append(letter);
                else if (Peek() == '"') _field.Append((char)Next());
                else quoted = false;
            }
            else if (letter == '"' && _field.Length == 0) quoted = true;
            else if (letter == separator)
            {
                _fields.Add(_field.ToString());
                _field.Clear();
            }
            else if (letter == '\n')
            {
                _fields.Add(_field.ToString());
                return true;
            }
            else if (letter != '\r') _field.Append(letter);
        }
    }

    private int Next()
    {
        if (_at == _filled && !Fill()) return -1;
        return _block[_at++];
    }

    private int Peek() => _at == _filled && !Fill() ? -1 : _block[_at];

    private bool Fill()
    {
        (_at, _filled) = (0, reader.Read(_block, 0, _block.Length));
        return _filled > 0;
    }

    internal static string Short(string text) => text.Length <= 60 ? text : string.Concat(text.AsSpan(0, 57), "...");
}
