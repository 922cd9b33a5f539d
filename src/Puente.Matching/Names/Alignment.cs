using System.Runtime.CompilerServices;

namespace Puente.Matching.Names;

/// <summary>
/// Lays two names side by side, word by word and free of order, and writes down what agrees and what does not. Allocates nothing
/// unless steps are asked for. Symmetric: the smaller side is always laid on the larger.
/// </summary>
internal ref struct Alignment
{
    private const int MostPairs = 64;
    private const float EnoughOfPersons = 2.2f;
    private const float EnoughOfOthers = 1.5f;
    private const float Damping = 0.3f;

    private readonly PreparedName _left;
    private readonly PreparedName _right;
    private readonly List<Step>? _steps;
    private readonly bool _swapped;
    private uint _openLeft;
    private uint _openRight;
    private float _mostDistinct;
    private bool _givenAgrees;
    private bool _faintAgrees;
    private int _surnames;
    private int _agreed;
    private int _solid;
    private bool _exactly;
    private float _weight;
    private bool _ending;
    private bool _apart;
    private bool _givenSlips;
    private int _ends;
    private int _fronts;
    private int _faintFronts;

    private Alignment(PreparedName left, PreparedName right, List<Step>? steps, bool swapped)
    {
        (_left, _right, _steps, _swapped) = (left, right, steps, swapped);
        _openLeft = (1u << left.Words.Length) - 1;
        _openRight = (1u << right.Words.Length) - 1;
    }

    /// <summary>Compares, and says what keeps the score down.</summary>
    public static Ceiling Of(PreparedName left, PreparedName right, ref Evidence evidence, List<Step>? steps)
    {
        var swap = left.Words.Length > right.Words.Length || (left.Words.Length == right.Words.Length && left.Fingerprint > right.Fingerprint);
        var alignment = swap ? new Alignment(right, left, steps, true) : new Alignment(left, right, steps, false);
        alignment.Run(ref evidence);
        var little = alignment.SaysLittle();
        if (little && left.Kind != NameKind.Person) return Ceiling.Little;
        if (alignment.MustStayOpen(in evidence)) return Ceiling.Open;
        return alignment.MayBeSiblings(in evidence) ? alignment._givenSlips && !little ? Ceiling.Slip : Ceiling.Open : little ? Ceiling.Little : Ceiling.None;
    }

    private void Run(ref Evidence evidence)
    {
        Note(ref evidence, Feature.Start, 1, null, null);
        TakeExact(ref evidence);
        var reordered = _left.Kind == NameKind.Person && GivenReordered();
        if (reordered) Note(ref evidence, Feature.GivenReordered, 1, null, null);
        if ((_openLeft | _openRight) == 0 && _agreed > 0)
        {
            if (PatronymicReversed()) Note(ref evidence, Feature.PatronymicReversed, 1, null, null);
            else
                if (_left.LegalForm != 0 && _right.LegalForm != 0 && _left.LegalForm != _right.LegalForm) Note(ref evidence, Feature.LegalForm, 1, null, null);
                else if (!reordered) Note(ref evidence, Feature.Identical, 1, null, null);
            return;
        }

        if (_openLeft != 0 && _openRight != 0) TakeNear(ref evidence);
        if (_openLeft != 0 && _openRight != 0) TakeJoined(ref evidence);
        if (_left.Kind == NameKind.Organisation && _openLeft != 0 && _openRight != 0) TakeAcronyms(ref evidence);
        new Leftovers(_left, _right, _openLeft, _openRight, _agreed, _mostDistinct, _swapped, _steps).Write(ref evidence);
        if ((_openLeft | _openRight) != 0) Dampen(ref evidence);
    }

    /// <summary>
    /// A near word says more than its agreement only when the whole name is otherwise covered: one slip in a complete name is one slip.
    /// With words left over it says much less, and so little more than an exact word would.
    /// </summary>
    private readonly void Dampen(ref Evidence evidence)
    {
        for (var feature = Feature.Sound; feature <= Feature.Joined; feature++)
        {
            if (feature is Feature.Near30 or Feature.Near40 || evidence[feature] == 0) continue;
            evidence[feature] *= Damping;
            for (var i = 0; i < (_steps?.Count ?? 0); i++)
                if (_steps![i].Feature == feature) _steps[i] = _steps[i] with { Amount = _steps[i].Amount * Damping };
        }
    }

    /// <summary>
    /// Persons whose names conflict; organisations whose own word is more than a slip apart while only common words agree: the score stays
    /// below a match whatever the rest says.
    /// </summary>
    private readonly bool MustStayOpen(in Evidence evidence)
    {
        if (_left.Kind != NameKind.Person) return _apart && _mostDistinct < Leftovers.Distinct;
        if (evidence[Feature.Identical] > 0) return false;
        if (evidence[Feature.GivenReordered] > 0 && _surnames >= 2) return true;
        return evidence[Feature.Conflict] > 0 || evidence[Feature.PatronymicReversed] > 0 || _ending;
    }

    /// <summary>Persons who share two surnames without a given name that agrees beyond doubt.</summary>
    private readonly bool MayBeSiblings(in Evidence evidence)
    {
        if (_left.Kind != NameKind.Person || evidence[Feature.Identical] > 0) return false;
        var bothGiven = _left.Given != 0 && _right.Given != 0;
        // A surname that is a given name too (Luján) hides among the given names: what stands last is what a family shares.
        if (_ends == 2 && (_fronts == 0 || (_fronts == 1 && _faintFronts == 1 && (_openLeft | _openRight) != 0))) return true;
        return _surnames >= 2 && bothGiven && (!_givenAgrees || (_faintAgrees && (_openLeft | _openRight) != 0 && !SecondGiven()));
    }

    /// <summary>Only one word of a person's name agrees, initials apart, or one of an organisation's not exactly, and words are left over.</summary>
    private readonly bool SaysLittle() => (_openLeft | _openRight) != 0 && (_left.Kind == NameKind.Person ? _solid < 2 : _solid <= 1 && !_exactly);

    /// <summary>Two given names that both sides have stand the other way round.</summary>
    private readonly bool GivenReordered()
    {
        var last = -1;
        for (var i = 0; i < _left.Words.Length && (_left.Given >> i & 1) != 0; i++)
            for (var j = 0; j < _right.Words.Length && (_right.Given >> j & 1) != 0; j++)
            {
                if (!_left.Words[i].Same(_right.Words[j])) continue;
                if (j < last) return true;
                last = j;
                break;
            }

        return false;
    }

    /// <summary>Both name a father, and each father is the other's son or grandson.</summary>
    private readonly bool PatronymicReversed()
    {
        if (_left.Patronymics == 0 || _right.Patronymics == 0) return false;
        for (var i = 0; i < _left.Words.Length; i++)
            for (var j = 0; j < _right.Words.Length; j++)
                if (_left.Words[i].Same(_right.Words[j]) && (_left.Patronymics >> i & 1) != 0 && (_right.Patronymics >> j & 1) == 0 && (_right.Given >> j & 1) != 0 && j == 0) return true;
        return false;
    }

    private readonly bool SecondGiven() => _agreed - _surnames > 1;

    private void TakeExact(ref Evidence evidence)
    {
        var (left, right) = (_left.Words, _right.Words);
        for (var i = 0; i < left.Length; i++)
        {
            var word = left[i];
            for (var j = 0; j < right.Length; j++)
            {
                if ((_openRight >> j & 1) == 0 || !word.Same(right[j])) continue;
                var weight = word.Weight(_left.Kind);
                Agree(i, j, weight, faint: NameWords.FaintGiven.Contains(word.Text), certain: true);
                _exactly = true;
                Weigh(ref evidence, weight, word.Text, word.Text);
                break;
            }
        }
    }

    [SkipLocalsInit]
    private void TakeNear(ref Evidence evidence)
    {
        Span<Near> pairs = stackalloc Near[MostPairs];
        var count = 0;
        for (var i = 0; i < _left.Words.Length; i++)
            for (var j = 0; j < _right.Words.Length; j++)
                if ((_openLeft >> i & 1) != 0 && (_openRight >> j & 1) != 0 && count < MostPairs && Near.Between(_left.Words[i], _right.Words[j], _left.Kind) is { Gain: > 0 } near)
                    pairs[count++] = near with { Left = (byte)i, Right = (byte)j };
        while (count > 0)
        {
            var best = 0;
            for (var k = 1; k < count; k++)
                if (pairs[k].Before(pairs[best], _left.Words, _right.Words)) best = k;
            var taken = pairs[best];
            Take(taken, ref evidence);
            var kept = 0;
            for (var k = 0; k < count; k++)
                if (pairs[k].Left != taken.Left && pairs[k].Right != taken.Right) pairs[kept++] = pairs[k];
            count = kept;
        }
    }

    private void Take(Near near, ref Evidence evidence)
    {
        var (left, right) = (_left.Words[near.Left], _right.Words[near.Right]);
        var weight = Math.Min(left.Weight(_left.Kind), right.Weight(_left.Kind));
        Agree(near.Left, near.Right, near.Feature == Feature.Initial ? 0.2f : near.Distance > WordDistance.Slip ? 0.1f : weight * (1 - near.Distance), faint: false, certain: near.Feature is not (Feature.Near10 or Feature.Near20 or Feature.Near30 or Feature.Near40));
        Weigh(ref evidence, near.Feature == Feature.Initial ? 0.2f : near.Distance > WordDistance.Slip ? 0.1f : weight * (1 - near.Distance), left.Text, right.Text);
        _apart |= near.Distance > WordDistance.Slip;
        near.Write(ref this, ref evidence, weight, left, right);
        if (_left.Kind == NameKind.Person && near.Feature is Feature.Near10 or Feature.Near20 or Feature.Near30 or Feature.Near40 && left.Known && right.Known)
        {
            Note(ref evidence, Feature.TwoNames, 1, left.Text, right.Text);
            _ending |= OnlyEnding(left.Text, right.Text);
        }
        else if ((_left.Given >> near.Left & _right.Given >> near.Right & 1) != 0)
        {
            _givenSlips |= near.Distance * Math.Max(left.Text.Length, right.Text.Length) <= 1 && !OnlyEnding(left.Text, right.Text);
            _ending |= HisAndHers(left.Text, right.Text);
        }
    }

    /// <summary>Mario and Maria, Daniel and Daniela: the last vowel makes another name of it.</summary>
    private static bool OnlyEnding(string left, string right)
    {
        var (shorter, longer) = left.Length <= right.Length ? (left, right) : (right, left);
        if (shorter.Length == longer.Length) return SpanishKey.IsVowel(left[^1]) && SpanishKey.IsVowel(right[^1]) && left.AsSpan(0, left.Length - 1).SequenceEqual(right.AsSpan(0, right.Length - 1));
        return longer.Length == shorter.Length + 1 && SpanishKey.IsVowel(longer[^1]) && longer.StartsWith(shorter, StringComparison.Ordinal);
    }

    /// <summary>Evaristo and Evarista: a brother's name and a sister's, however rare the name is.</summary>
    private static bool HisAndHers(string left, string right) => (left[^1], right[^1]) is ('o', 'a') or ('a', 'o') && OnlyEnding(left, right);

    private void TakeJoined(ref Evidence evidence)
    {
        for (var i = 0; i < _left.Words.Length; i++)
            if ((_openLeft >> i & 1) != 0 && Joins.Find(_left.Words[i], _openLeft == 1u << i, _right.Words, _openRight) is { } run) TakeRun(ref evidence, 1u << i, run, _left.Words[i], _steps is null ? null : Joins.Text(_right.Words, run));
        for (var j = 0; j < _right.Words.Length; j++)
            if ((_openRight >> j & 1) != 0 && Joins.Find(_right.Words[j], _openRight == 1u << j, _left.Words, _openLeft) is { } run) TakeRun(ref evidence, run, 1u << j, _right.Words[j], _steps is null ? null : Joins.Text(_left.Words, run), rightIsWord: true);
    }

    private void TakeRun(ref Evidence evidence, uint left, uint right, Word word, string? run, bool rightIsWord = false)
    {
        _openLeft &= ~left;
        _openRight &= ~right;
        _agreed++;
        _solid += 2;
        _givenAgrees = true;
        _mostDistinct = Math.Max(_mostDistinct, word.Weight(_left.Kind));
        Weigh(ref evidence, 1.5f, rightIsWord ? run : word.Text, rightIsWord ? word.Text : run);
        Note(ref evidence, Feature.Joined, 1, rightIsWord ? run : word.Text, rightIsWord ? word.Text : run);
    }

    private void TakeAcronyms(ref Evidence evidence)
    {
        for (var i = 0; i < _left.Words.Length; i++)
            if ((_openLeft >> i & 1) != 0 && _openLeft == 1u << i && Joins.Acronym(_left.Words[i], _left.Words.Length, _right.Words, _openRight) is { } run) TakeAcronym(ref evidence, 1u << i, run, _left.Words[i].Text, null);
        for (var j = 0; j < _right.Words.Length; j++)
            if ((_openRight >> j & 1) != 0 && _openRight == 1u << j && Joins.Acronym(_right.Words[j], _right.Words.Length, _left.Words, _openLeft) is { } run) TakeAcronym(ref evidence, run, 1u << j, null, _right.Words[j].Text);
    }

    private void TakeAcronym(ref Evidence evidence, uint left, uint right, string? leftText, string? rightText)
    {
        _openLeft &= ~left;
        _openRight &= ~right;
        _agreed++;
        _solid += 2;
        _mostDistinct = 1;
        Weigh(ref evidence, 1.5f, leftText, rightText);
        Note(ref evidence, Feature.Acronym, 1, leftText, rightText);
    }

    private void Agree(int left, int right, float weight, bool faint, bool certain)
    {
        _openLeft &= ~(1u << left);
        _openRight &= ~(1u << right);
        if (weight > 0.1f) _agreed++;
        if (weight > 0.2f) _solid++;
        _mostDistinct = Math.Max(_mostDistinct, _left.Words[left].Generic ? Math.Min(weight, Leftovers.Common) : weight);
        var given = (_left.Given >> left & 1) != 0 || (_right.Given >> right & 1) != 0;
        var surname = (_left.Given >> left & 1) == 0 || (_right.Given >> right & 1) == 0;
        if (surname) _surnames++;
        var (fromLeft, fromRight) = (_left.Words.Length - left, _right.Words.Length - right);
        if (_left.Words.Length > 2 && _right.Words.Length > 2)
        {
            if (fromLeft <= 2 && fromLeft == fromRight) _ends++;
            if (certain && fromLeft > 2 && fromRight > 2) (_fronts, _faintFronts) = (_fronts + 1, _faintFronts + (faint ? 1 : 0));
        }

        if (!given || !certain) return;
        if (!_givenAgrees) _faintAgrees = faint;
        else if (!faint) _faintAgrees = false;
        _givenAgrees = true;
    }

    /// <summary>Adds a word that agrees, while it is not yet enough.</summary>
    private void Weigh(ref Evidence evidence, float weight, string? left, string? right)
    {
        var room = (_left.Kind == NameKind.Person ? EnoughOfPersons : EnoughOfOthers) - _weight;
        _weight += weight;
        Note(ref evidence, Feature.Exact, Math.Clamp(weight, 0, Math.Max(0, room)), left, right);
    }

    internal readonly void Note(ref Evidence evidence, Feature feature, float amount, string? left, string? right)
    {
        evidence[feature] += amount;
        _steps?.Add(_swapped ? new Step(feature, amount, right, left) : new Step(feature, amount, left, right));
    }
}
