using System.Text;
using Puente.Evidence.Datasets;
using Puente.Evidence.Import.Jobs;
using Puente.Ui.Text;

namespace Puente.Node.Pages.Datasets;

/// <summary>Where the file of a dataset and its rejected rows are fetched from.</summary>
internal static class DatasetDoors
{
    public static void MapDatasets(this IEndpointRouteBuilder app)
    {
        app.MapGet("/datasets/{id}/rows.parquet", ExportAsync).ExcludeFromDescription();
        app.MapGet("/datasets/{id}/rejected.csv", RejectedAsync).ExcludeFromDescription();
    }

    private static async Task<IResult> ExportAsync(string id, HttpContext context, ViewerOf viewerOf, Addresses go, DatasetDesk desk)
    {
        if (viewerOf(context) is not { } viewer || go.Dataset(id) is not { } key) return TypedResults.NotFound();
        var file = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        var plain = new FileStream(file, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Options = FileOptions.DeleteOnClose | FileOptions.Asynchronous });
        var written = await desk.ExportAsync(viewer, key, plain, context.RequestAborted);
        plain.Position = 0;
        if (written.IsOk) return TypedResults.File(plain, "application/vnd.apache.parquet", "rows.parquet");
        await plain.DisposeAsync();
        return TypedResults.NotFound();
    }

    private static async Task<IResult> RejectedAsync(string id, HttpContext context, ViewerOf viewerOf, Addresses go, DatasetDesk desk, Words words, Texts t)
    {
        if (viewerOf(context) is not { } viewer || go.Dataset(id) is not { } key) return TypedResults.NotFound();
        var text = new StringWriter(System.Globalization.CultureInfo.InvariantCulture);
        var written = await desk.WriteRejectedAsync(viewer, key, text, new RejectedWords(t["import.col.line"], t["import.col.column"], t["import.col.reason"], words.Of), context.RequestAborted);
        return written.IsOk ? TypedResults.File([.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(text.ToString())], "text/csv; charset=utf-8", "rejected.csv") : TypedResults.NotFound();
    }
}
