using System.Text;

namespace Puente.Money.Records;

/// <summary>Names of accounts, numbered from zero in the order in which they first stand in the record.</summary>
public sealed class AccountKeys
{
    private readonly KeyTable _table;
    private readonly Encoding _encoding;

    internal AccountKeys(KeyTable table, Encoding encoding) => (_table, _encoding) = (table, encoding);

    /// <summary>How many there are.</summary>
    public int Count => _table.Count;

    /// <summary>The name of an account, as the record writes it.</summary>
    public string this[int account] => Plain.PlainText.Decode(_table.Bytes(account), _encoding);

    /// <summary>The number of an account, or -1 when the record has none of this name.</summary>
    public int Find(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return _table.Find(_encoding.GetBytes(name));
    }
}
