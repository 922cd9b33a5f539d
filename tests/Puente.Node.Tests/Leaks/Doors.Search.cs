using Puente.Evidence.Search;

namespace Puente.Node.Tests.Leaks;

internal sealed partial class Doors
{
    private static readonly string[] Asked =
        ["ana", "RUIZ", "ana ruiz", "pena", "Luis", "luis soto", "transportes", "662 123 4567", "+1 (602) 555-0143", "corrected", "jose ortega", "norte del transportes", "nobody"];

    private static readonly string[] Typed = ["an", "lu", "ruiz a", "662123", "so", "tra", "1602", "luis so"];

    /// <summary>Hits, counts, cursors, suggestions, lists and warnings of duplicates.</summary>
    private Door[] Searches()
    {
        var query = new Query(Any([.. Asked]), random.Next(3) == 0 ? Any(["Person", "LegalEntity", "Vehicle", "Phone"]) : null,
            random.Next(4) == 0 ? DateTimeOffset.FromUnixTimeMilliseconds(1_700_000_000_000) : null, null, random.Next(6) == 0 ? Any([.. Asked]) : null);
        var typed = Any([.. Typed]);
        var take = random.Next(1, 4);
        return
        [
            new("search", (w, v) => ReadAsync(w, v, r => AnswersAsync(after => w.Search.FindAsync(r, query, after, take)))),
            new("search at once", (w, v) => ReadAsync(w, v, r => w.Search.FindAsync(r, query))),
            new("suggestions", (w, v) => ReadAsync(w, v, r => w.Search.SuggestAsync(r, typed, query.Kind, take))),
            new("list", (w, v) => ReadAsync(w, v, r => w.Search.FindManyAsync(r, Asked, query.Kind))),
            new("duplicates", (w, v) => ReadAsync(w, v, r => w.Search.DuplicatesAsync(r, "Person", [("name", query.Text), ("phone", query.Text)]))),
        ];
    }

    private static async Task<List<Answer>> AnswersAsync(Func<string?, Task<Answer>> ask)
    {
        var answers = new List<Answer> { await ask(null) };
        while (answers[^1].Next is { } next && answers.Count < 50) answers.Add(await ask(next));
        return answers;
    }
}
