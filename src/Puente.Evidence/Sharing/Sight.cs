namespace Puente.Evidence.Sharing;

/// <summary>
/// A subject compiled against every marking: one verdict per marking key, made on first use. Equal for equal subjects, so it is
/// shared by all requests of a day. Thread-safe: a verdict is one number, which is read and written whole.
/// </summary>
public sealed class Sight
{
    private readonly Subject _subject;
    private readonly MarkingBook _markings;
    private readonly Func<string, DateOnly, RegimeRule?> _regimes;
    private int[] _verdicts = [];

    internal Sight(Subject subject, MarkingBook markings, Func<string, DateOnly, RegimeRule?> regimes) =>
        (_subject, _markings, _regimes) = (subject, markings, regimes);

    /// <summary>The verdict for one marking key.</summary>
    public Verdict this[long marking]
    {
        get
        {
            var verdicts = Volatile.Read(ref _verdicts);
            if (marking < verdicts.Length && verdicts[marking] is not 0 and var packed) return Unpack(packed);
            return Compile(marking);
        }
    }

    /// <summary>Whether statements under this marking are read at all.</summary>
    public bool Reads(long marking) => this[marking].Reads;

    /// <summary>Whether this field of statements under this marking is read.</summary>
    public bool Reads(long marking, Field field)
    {
        var verdict = this[marking];
        return verdict.Reads && (verdict.Redacted & field) == 0;
    }

    /// <summary>The markings under which this field is read, as a hint to the store; null when there are too many to name.</summary>
    internal IReadOnlyCollection<long>? Readable(Field field, int most)
    {
        var last = _markings.Last;
        var readable = new List<long>();
        for (long key = 1; key <= last; key++)
        {
            if (!Reads(key, field)) continue;
            if (readable.Count == most) return null;
            readable.Add(key);
        }

        return readable;
    }

    private Verdict Compile(long key)
    {
        var marking = _markings[new MarkingId(key)];
        var verdict = Access.Decide(_subject, marking, _regimes(marking.Regime, _subject.Today));
        lock (_markings)
        {
            if (key >= _verdicts.Length)
            {
                var grown = new int[Math.Max(_markings.Last + 1, key + 1)];
                _verdicts.CopyTo(grown, 0);
                Volatile.Write(ref _verdicts, grown);
            }

            _verdicts[key] = Pack(verdict);
        }

        return verdict;
    }

    private const int Compiled = 0x80;

    private static int Pack(Verdict verdict) => Compiled | (int)verdict.Mode | ((int)verdict.Redacted << 8) | ((int)verdict.Actions << 24);

    private static Verdict Unpack(int packed) =>
        new((Mode)(packed & 0x7f), (Field)((packed >> 8) & 0xffff), (Permission)((packed >> 24) & 0xff));
}
