using System.Security.Cryptography;
using System.Text;
using Puente.Evidence;
using Puente.Evidence.Documents;
using Puente.Evidence.Documents.Parsing;
using Puente.Evidence.Records;
using Puente.Evidence.Search;
using Puente.Evidence.Sharing;
using Puente.Evidence.Terms;
using Puente.Node.Tests.Fixtures;
using Puente.Node.Tests.Records;

namespace Puente.Node.Tests.Documents;

/// <summary>A town with documents, whose texts are read when a test says so.</summary>
internal sealed class DocumentTown : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("puente-documents-");

    private DocumentTown(Town town)
    {
        Town = town;
        Files = DocumentFiles.Under(_folder.FullName);
        Index = new PageIndex(town.Archive, Files);
        Search = new SearchIndex(town.Archive, Vocabulary.Standard);
        Desk = NewDesk();
        Reader = new DocumentReader(town.Archive, Desk, Files, Index, new AnyDocuments());
    }

    public Town Town { get; }

    public DocumentFiles Files { get; }

    public PageIndex Index { get; }

    public SearchIndex Search { get; }

    public DocumentDesk Desk { get; }

    public DocumentReader Reader { get; }

    public DirectoryInfo Folder => new(Path.Combine(_folder.FullName, "documents"));

    public static async Task<DocumentTown> NewAsync(Engine engine) => new(await Town.NewAsync(engine));

    /// <summary>A desk as a node has it after a restart: nothing in memory.</summary>
    public DocumentDesk NewDesk() => new(Town.Archive, Town.Recorder, Town.Acts, Files, Index);

    public static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    public async Task<DocumentId> AddAsync(SourceId source, string text, string login = "ana", string name = "note.txt")
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var added = await Desk.AddAsync(Town.Viewer(login), source, name, bytes.Length, new MemoryStream(bytes));
        added.Refusal.ShouldBeNull();
        await Reader.ReadWaitingAsync();
        return added.Value;
    }

    public async Task<List<string>> FoundAsync(string login, string text, Viewer? as_ = null)
    {
        var reading = await Town.Archive.ReadAsync(as_ ?? Town.Viewer(login));
        var answer = await Desk.FindAsync(reading, text);
        answer.Count.ShouldBe(answer.Hits.Count);
        return [.. answer.Hits.Select(h => $"{h.Document.Name}:{string.Join(',', h.Pages)}")];
    }

    public async ValueTask DisposeAsync()
    {
        Reader.Dispose();
        await Town.DisposeAsync();
        _folder.Delete(recursive: true);
    }
}
