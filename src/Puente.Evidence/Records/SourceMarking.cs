using System.Data.Common;
using System.Security.Cryptography;
using Dapper;
using Puente.Evidence.Sharing;

namespace Puente.Evidence.Records;

/// <summary>Moves a source to another marking, with what is kept under the source's marking.</summary>
public static class SourceMarking
{
    /// <summary>
    /// Points a source and the files of its documents to a marking. A file that documents of other sources share stays when the marking is closer; when it is wider,
    /// those documents are still judged by the marking of their own source. Which markings are allowed, and the act, are the caller's.
    /// </summary>
    public static async Task MoveAsync(Archive archive, DbConnection connection, DbTransaction transaction, SourceId source, MarkingId to)
    {
        ArgumentNullException.ThrowIfNull(archive);
        await connection.ExecuteAsync("update source set marking = @to where key = @Key", new { to = to.Key, source.Key }, transaction);
        var files = (await connection.QueryAsync<(long Key, long Marking, long Others)>(
            """
            select f.key, f.marking, (select count(*) from document o where o.file = f.key and o.source <> @Key)
            from document_file f where f.marking <> @to and exists (select 1 from document d where d.file = f.key and d.source = @Key)
            """, new { to = to.Key, source.Key }, transaction)).ToList();
        foreach (var (file, marking, others) in files)
        {
            if (others > 0 && Tightening.Is(archive.Markings[new MarkingId(marking)], archive.Markings[to])) continue;
            // Its mark named the marking that it had: the same bytes under that one are kept on their own from now on.
            await connection.ExecuteAsync("update document_file set marking = @to, mark = @mark where key = @file", new { to = to.Key, mark = RandomNumberGenerator.GetBytes(32), file }, transaction);
            await connection.ExecuteAsync("update page_word set marking = @to where file = @file", new { to = to.Key, file }, transaction);
        }
    }
}
