using System.Globalization;

namespace Puente.Office.Pages;

/// <summary>
/// The rows of one table of a form. Their keys stand in one hidden field and stay what they are when others are taken out, so that adding and
/// removing needs no script and mixes nothing up. Buttons say <c>add:TABLE</c> and <c>drop:TABLE:KEY</c>.
/// </summary>
public sealed class FormRows
{
    private readonly Typed _typed;
    private readonly int _most;
    private readonly List<int> _keys = [];
    private int _next;

    /// <summary>Reads the keys that were sent; an untouched form has <paramref name="start"/> rows.</summary>
    public FormRows(Typed typed, string table, int start, int most)
    {
        ArgumentNullException.ThrowIfNull(typed);
        (_typed, Table, _most) = (typed, table, most);
        var sent = typed.Text(Field)?.Split('/');
        if (sent is [var keys, var next])
        {
            _keys.AddRange(keys.Split(',').Select(Number).Where(k => k >= 0).Distinct().Take(most));
            _next = Math.Max(Number(next), _keys.Count == 0 ? 0 : _keys.Max() + 1);
        }
        else
            for (var i = 0; i < start; i++) Add();
    }

    /// <summary>The table's name, the first part of its fields' names.</summary>
    public string Table { get; }

    /// <summary>Keys in order.</summary>
    public IReadOnlyList<int> Keys => _keys;

    /// <summary>Whether another row fits.</summary>
    public bool HasRoom => _keys.Count < _most;

    /// <summary>The hidden field that carries the keys.</summary>
    public string Field => "rows." + Table;

    /// <summary>Its value.</summary>
    public string Value => string.Create(CultureInfo.InvariantCulture, $"{string.Join(',', _keys)}/{_next}");

    /// <summary>The first part of a row's field names.</summary>
    public string Row(int key) => string.Create(CultureInfo.InvariantCulture, $"{Table}.{key}");

    /// <summary>The value of the button that removes a row.</summary>
    public string Drops(int key) => string.Create(CultureInfo.InvariantCulture, $"drop:{Table}:{key}");

    /// <summary>The value of the button that adds one.</summary>
    public string Adds => "add:" + Table;

    /// <summary>Adds a row, if one fits.</summary>
    public int? Add()
    {
        if (!HasRoom) return null;
        _keys.Add(_next);
        _typed[Field] = Value;
        return _next++;
    }

    /// <summary>Takes all rows out and begins again.</summary>
    public void Clear()
    {
        _keys.Clear();
        _next = 0;
        _typed[Field] = Value;
    }

    /// <summary>Does what a pressed button says of this table; false when it says nothing.</summary>
    public bool Press()
    {
        if (_typed.Pressed == Adds)
        {
            Add();
            return true;
        }

        if (!_typed.Pressed.StartsWith("drop:" + Table + ":", StringComparison.Ordinal)) return false;
        var key = Number(_typed.Pressed[(Table.Length + 6)..]);
        if (_keys.Remove(key)) _typed.Forget(Row(key) + ".");
        return true;
    }

    private static int Number(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number < 100_000 ? number : -1;
}
