using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Puente.Evidence.Documents.Parsing;
using Puente.Evidence.Import.Tables;
using Puente.Evidence.Records;

namespace Puente.Evidence.Documents;

/// <summary>The door through which a host takes documents in.</summary>
public static class DocumentServices
{
    /// <summary>Registers the reader of texts, which goes on with what waits when the host starts.</summary>
    public static IServiceCollection AddDocuments(this IServiceCollection services)
    {
        services.AddSingleton(at => new DocumentReader(
            at.GetRequiredService<Archive>(), at.GetRequiredService<DocumentDesk>(), at.GetRequiredService<DocumentFiles>(), at.GetRequiredService<PageIndex>(),
            ChildTables.OfThisProgram(DocumentChild.AnyCommand), at.GetRequiredService<ILogger<DocumentReader>>()));
        services.AddHostedService(at => at.GetRequiredService<DocumentReader>());
        return services;
    }
}
