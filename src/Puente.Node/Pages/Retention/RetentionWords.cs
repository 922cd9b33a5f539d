using Puente.Evidence.Records;
using Puente.Evidence.Retention;
using Puente.Evidence.Storage;

namespace Puente.Node.Pages.Retention;

/// <summary>What is due, in the reader's words, and where it is decided.</summary>
internal static class RetentionWords
{
    /// <summary>What it is, in a line.</summary>
    public static string Title(DueItem item, Words words) => item.Entity is { } person ? words.Caption(person) : item.Recording?.Source.Title ?? item.Hold?.Reason ?? "";

    /// <summary>Its public id: of the statement or of the recording.</summary>
    public static string Id(DueItem item, Archive archive) =>
        item.Statement is { } statement ? archive.Ids.Text(statement.Kind, statement.Key) : archive.Ids.Text(IdKind.Recording, item.Recording!.Id.Key);

    /// <summary>Where it is decided; for a hold, its statement.</summary>
    public static string Href(DueItem item, Archive archive) =>
        item.Kind == DueKind.Hold ? "/statements/" + Id(item, archive) : $"/retention/{Id(item, archive)}" + (item.Kind == DueKind.Expiry ? "?expiry=1" : "");

    /// <summary>The item of a public id; null when it is not the reader's to decide.</summary>
    public static async Task<DueItem?> FindAsync(string id, bool expiry, Reading reading, Archive archive, RetentionDesk retention, CancellationToken stop) =>
        archive.Ids.TryRead(IdKind.Attribute, id, out var role) ? await retention.StandingAsync(reading, new StatementId(IdKind.Attribute, role), stop)
        : archive.Ids.TryRead(IdKind.Recording, id, out var recording) ? await retention.RecordingAsync(reading, new RecordingId(recording), expiry ? DueKind.Expiry : DueKind.Review, stop)
        : null;
}
