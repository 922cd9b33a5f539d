using Puente.Evidence.Datasets;
using Puente.Evidence.Documents;
using Puente.Evidence.Records;
using Puente.Evidence.Storage;

namespace Puente.Office.Pages;

/// <summary>Where things are shown. Addresses carry opaque ids only, never what was searched, a unit or a purpose.</summary>
public sealed class Addresses(Archive archive)
{
    /// <summary>The page of an entity.</summary>
    public string To(EntityId id) => "/entities/" + Text(id);

    /// <summary>The page of a statement.</summary>
    public string To(StatementId id) => "/statements/" + Text(id);

    /// <summary>The page of a source.</summary>
    public string To(SourceId id) => "/sources/" + Text(id);

    /// <summary>The page of a dataset.</summary>
    public string To(DatasetId id) => "/datasets/" + archive.Ids.Text(IdKind.Dataset, id.Key);

    /// <summary>The dataset of a public id, or null.</summary>
    public DatasetId? Dataset(string? text) => archive.Ids.TryRead(IdKind.Dataset, text, out var key) ? new DatasetId(key) : null;

    /// <summary>The page of a document.</summary>
    public string To(DocumentId id) => "/documents/" + archive.Ids.Text(IdKind.Document, id.Key);

    /// <summary>The document of a public id, or null.</summary>
    public DocumentId? Document(string? text) => archive.Ids.TryRead(IdKind.Document, text, out var key) ? new DocumentId(key) : null;

    /// <summary>The quoted passage of a public id, or null.</summary>
    public QuoteId? Quote(string? text) => archive.Ids.TryRead(IdKind.Quote, text, out var key) ? new QuoteId(key) : null;

    /// <summary>The public id.</summary>
    public string Text(QuoteId id) => archive.Ids.Text(IdKind.Quote, id.Key);

    /// <summary>The public id.</summary>
    public string Text(EntityId id) => archive.Ids.Text(IdKind.Entity, id.Key);

    /// <summary>The public id.</summary>
    public string Text(StatementId id) => archive.Ids.Text(id.Kind, id.Key);

    /// <summary>The public id.</summary>
    public string Text(SourceId id) => archive.Ids.Text(IdKind.Source, id.Key);

    /// <summary>The entity of a public id, or null.</summary>
    public EntityId? Entity(string? text) => archive.Ids.TryRead(IdKind.Entity, text?.Trim(), out var key) ? new EntityId(key) : null;

    /// <summary>The source of a public id, or null.</summary>
    public SourceId? Source(string? text) => archive.Ids.TryRead(IdKind.Source, text, out var key) ? new SourceId(key) : null;

    /// <summary>The statement of a public id, of whichever kind, or null.</summary>
    public StatementId? Statement(string? text)
    {
        foreach (var kind in (ReadOnlySpan<IdKind>)[IdKind.Attribute, IdKind.Fact, IdKind.SameAs])
            if (archive.Ids.TryRead(kind, text, out var key)) return new StatementId(kind, key);
        return null;
    }
}
