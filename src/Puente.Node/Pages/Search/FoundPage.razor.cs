using Microsoft.AspNetCore.Components;
using Puente.Evidence.Documents;
using Puente.Evidence.Records;
using Puente.Evidence.Search;
using Puente.Evidence.Storage;

namespace Puente.Node.Pages.Search;

/// <summary>What the page of a search shows.</summary>
public partial class FoundPage
{
    /// <summary>Opaque id of the search.</summary>
    [Parameter] public string Id { get; set; } = "";

    [Inject] private SavedSearches Searches { get; set; } = null!;

    [Inject] private SearchIndex Index { get; set; } = null!;

    private SavedSearch Saved { get; set; } = null!;

    private Answer Answer { get; set; } = new([], 0, null);

    private IReadOnlyList<LineAnswer> Lines { get; set; } = [];

    private IReadOnlyDictionary<EntityId, EntityBrief> Briefs { get; set; } = new Dictionary<EntityId, EntityBrief>();

    [Inject] private DocumentDesk Desk { get; set; } = null!;

    /// <summary>Documents with a page that has what was searched.</summary>
    private DocumentAnswer Documents { get; set; } = DocumentAnswer.None;

    private bool IsList => Saved.Query.Lines.Count > 0;

    private string CountText => Answer.MoreThanCounted ? T.Format("words.more-than", ("count", Answer.MostCounted)) : T.Format("search.count", ("count", Answer.Count));

    /// <inheritdoc/>
    protected override async Task<bool> LoadAsync()
    {
        if (!Archive.Ids.TryRead(IdKind.Search, Id, out var key) || await Searches.OpenAsync(Viewer, new SearchId(key), Http.RequestAborted) is not { } saved) return false;
        Saved = saved;
        if (IsList) Lines = await Index.FindManyAsync(Reading, saved.Query.Lines, saved.Query.Kind, Http.RequestAborted);
        else Answer = await Index.FindAsync(Reading, saved.Query, Query("after"), 25, Http.RequestAborted);
        if (saved.Query.OnlyWords) Documents = await Desk.FindAsync(Reading, saved.Query.Text, Query("documents"), stop: Http.RequestAborted);
        if (Documents.Hits.Count > 0) await Sightings.NoteAsync(Viewer, Id, Documents.Hits.Select(h => h.Document.Marking));
        Briefs = await Reading.BriefsAsync(Answer.Hits.Concat(Lines.SelectMany(l => l.Hits)).Select(h => h.Entity.Id), Http.RequestAborted);
        return true;
    }

    private EntityBrief? Brief(Hit hit) => Briefs.GetValueOrDefault(hit.Entity.Id);

    private string Matched(Hit hit) => $"{Words.Property(hit.Entity.Kind, hit.Property)}: {Words.Value(hit.Entity.Kind, hit.Property, hit.Value)}";
}
