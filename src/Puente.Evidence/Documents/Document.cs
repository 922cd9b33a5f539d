using Puente.Evidence.Records;
using Puente.Evidence.Sharing;

namespace Puente.Evidence.Documents;

/// <summary>Key of a document.</summary>
public readonly record struct DocumentId(long Key);

/// <summary>Key of a document that is being sent.</summary>
public readonly record struct DocumentUploadId(long Key);

/// <summary>What became of the text of a document.</summary>
public enum TextState
{
    /// <summary>It waits to be read.</summary>
    Waiting = 0,

    /// <summary>It was read and is found by search.</summary>
    Read = 1,

    /// <summary>It has none that can be read; the note says why. The document is kept all the same.</summary>
    Unread = 2,
}

/// <summary>A document as a viewer who may read it sees it.</summary>
/// <param name="Id">Key.</param>
/// <param name="Name">The file name it came with.</param>
/// <param name="Source">The source it belongs to, whose marking and regime are its own.</param>
/// <param name="SourceTitle">Title of the source.</param>
/// <param name="Marking">Marking of the source.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="Pages">Pages that were read.</param>
/// <param name="Text">What became of its text.</param>
/// <param name="Note">Why text is missing or cut off, or null.</param>
/// <param name="Unit">The unit that added it.</param>
/// <param name="Added">When.</param>
public sealed record DocumentView(
    DocumentId Id, string Name, SourceId Source, string SourceTitle, Marking Marking, long Bytes, int Pages, TextState Text, Problem? Note, string Unit, DateTimeOffset Added)
{
    /// <summary>Whether its marking lets it leave in a file.</summary>
    public bool Leaves { get; init; }
}

/// <summary>A document that is being sent.</summary>
/// <param name="Id">Key.</param>
/// <param name="Source">The source it will belong to.</param>
/// <param name="Name">Its file name.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="Offset">Bytes that are here; sending goes on there.</param>
/// <param name="Expires">When what is here is thrown away unless sending goes on.</param>
public sealed record DocumentUpload(DocumentUploadId Id, SourceId Source, string Name, long Bytes, long Offset, DateTimeOffset Expires);

/// <summary>The text of one page.</summary>
/// <param name="Number">1-based.</param>
/// <param name="Name">Name of the sheet or part; empty where pages have numbers only.</param>
/// <param name="Lines">Its lines.</param>
/// <param name="Confidence">How sure the reader of print was of the least sure line, 0 to 100; 100 where the text was there as text.</param>
/// <param name="Unread">Code of why it could not be read; empty when it was.</param>
public sealed record TextPage(int Number, string Name, IReadOnlyList<string> Lines, int Confidence, string Unread);

/// <summary>A document that was found.</summary>
/// <param name="Document">The document.</param>
/// <param name="Pages">Numbers of the pages that match, in order; the first hundred.</param>
/// <param name="Name">Name of the sheet or part of the first.</param>
/// <param name="Snippet">What stands there.</param>
public sealed record DocumentHit(DocumentView Document, IReadOnlyList<int> Pages, string Name, string Snippet);

/// <summary>Part of the documents that a search finds, added last first.</summary>
/// <param name="Hits">The documents.</param>
/// <param name="Count">How many in all; one above <see cref="MostCounted"/> means "more than".</param>
/// <param name="Next">Where the next part begins; null at the end.</param>
public sealed record DocumentAnswer(IReadOnlyList<DocumentHit> Hits, int Count, string? Next)
{
    /// <summary>Documents are counted exactly up to this.</summary>
    public const int MostCounted = 1_000;

    /// <summary>Nothing.</summary>
    public static DocumentAnswer None { get; } = new([], 0, null);

    /// <summary>Whether there are more than were counted.</summary>
    public bool MoreThanCounted => Count > MostCounted;
}

/// <summary>A passage that somebody quotes as the source of statements.</summary>
/// <param name="Id">Key.</param>
/// <param name="Document">The document.</param>
/// <param name="Page">Number of the page.</param>
/// <param name="Passage">The words.</param>
public sealed record QuoteView(QuoteId Id, DocumentView Document, int Page, string Passage);
