using Puente.Matching.Identifiers;
using Puente.Matching.Identifiers.Mexico;
using Puente.Matching.Linkage;
using Puente.Matching.Names;

namespace Puente.Evidence.Identity;

/// <summary>A person or organisation as matching knows it: every clue in force, whoever may see it. It leaves the index only through <see cref="Seen"/>.</summary>
internal sealed class Profile
{
    private const int MostNames = 12;

    /// <summary>Before the first letters of a name as a CURP has them: whoever bears a name meets the CURP that spells it, with the same date.</summary>
    private const string SpelledKey = "spelled=";

    private const int MostBirths = 4;

    public Profile(long entity, NameKind kind, IReadOnlyList<Clue> clues)
    {
        (Entity, Kind, Clues) = (entity, kind, clues);
        Knots = [.. Tied()];
    }

    public long Entity { get; }

    /// <summary>Person or organisation.</summary>
    public NameKind Kind { get; }

    public IReadOnlyList<Clue> Clues { get; }

    /// <summary>The keys under which it meets others, each with the clues that make it.</summary>
    public IReadOnlyList<Knot> Knots { get; }

    private static ulong Key(string text, PartialDate day) =>
        (ulong)unchecked((uint)StringComparer.Ordinal.GetHashCode(day.Year == 0 ? text : text + day.ToString())) ^ 0x1D_0000_0000;

    private IEnumerable<Knot> Tied()
    {
        var keys = new List<ulong>();
        var births = Clues.Where(c => c.Kind == ClueKind.Birth).Take(MostBirths).ToList();
        foreach (var name in Clues.Where(c => c.Kind == ClueKind.Name).Take(MostNames))
        {
            keys.Clear();
            BlockingKeys.Write(new LinkageRecord("", name.Name!), keys);
            var plain = keys.ToHashSet();
            foreach (var key in plain) yield return new Knot(key, name, null);
            foreach (var birth in births)
            {
                keys.Clear();
                BlockingKeys.Write(new LinkageRecord("", name.Name!, birth.Birth), keys);
                foreach (var key in keys)
                    if (!plain.Contains(key)) yield return new Knot(key, name, birth);
            }
        }

        foreach (var made in Clues.Where(c => c is { Made.Kind: Kinds.Curp, Birth.Year: > 0 } && Kind == NameKind.Person))
            if (made.Made!.Part("letters") is { } letters) yield return new Knot(Key(SpelledKey + letters, made.Birth), made, null);
        foreach (var birth in births.Where(b => Kind == NameKind.Person && b.Birth is { Day: > 0, About: false }))
            foreach (var name in Clues.Where(c => c.Kind == ClueKind.Name).Take(MostNames))
                foreach (var letters in Curp.LettersOf(name.Value)) yield return new Knot(Key(SpelledKey + letters, birth.Birth), name, birth);

        foreach (var identifier in Clues.Where(c => c.Kind is ClueKind.Identifier or ClueKind.Thing))
            yield return new Knot(Key(identifier.Identifier.Kind + "=" + identifier.Identifier.Value, default), identifier, null);
    }
}

/// <summary>A key under which an entity meets others.</summary>
/// <param name="Key">The key.</param>
/// <param name="One">A clue that makes it.</param>
/// <param name="Other">The other clue, or null.</param>
internal readonly record struct Knot(ulong Key, Clue One, Clue? Other);

/// <summary>An entity that meets others under a key, and the clues that make it so.</summary>
internal readonly record struct Tie(Profile Of, Clue One, Clue? Other);
