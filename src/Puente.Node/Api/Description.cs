using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Puente.Evidence.Agencies;
using Puente.Ui.Text;

namespace Puente.Node.Api;

/// <summary>The description of everything under <c>/api/v1</c> by OpenAPI 3.1 (spec.openapis.org/oas/v3.1.1). It says what there is, holds no data and is the same for all.</summary>
internal static class Description
{
    /// <summary>Where it is.</summary>
    public const string Path = "/api/v1/openapi.json";

    private const string Version = "v1";
    private const string Token = "token";

    /// <summary>Registers it.</summary>
    public static IServiceCollection AddDescription(this IServiceCollection services) => services.AddOpenApi(Version, options =>
    {
        options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
        options.ShouldInclude = static endpoint => endpoint.ActionDescriptor.EndpointMetadata.OfType<Operation>().Any();
        options.AddDocumentTransformer(static (document, context, _) =>
        {
            document.Info = new OpenApiInfo { Title = "Puente", Version = Version, Description = context.ApplicationServices.GetRequiredService<Catalogue>().For(Language.English)["api.lead"] };
            // The address of the node is not the document's to say, and would differ from machine to machine.
            document.Servers = [];
            document.Components ??= new OpenApiComponents();
            document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>(StringComparer.Ordinal)
            {
                [Token] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", Description = context.ApplicationServices.GetRequiredService<Catalogue>().For(Language.English)["api.token.text"] },
            };
            return Task.CompletedTask;
        });
        options.AddOperationTransformer(static (operation, context, _) =>
        {
            var metadata = context.Description.ActionDescriptor.EndpointMetadata;
            var texts = context.ApplicationServices.GetRequiredService<Catalogue>().For(Language.English);
            operation.Summary = texts[metadata.OfType<Operation>().Last().Text];
            operation.Tags = new HashSet<OpenApiTagReference> { new(Area(context.Description.RelativePath!), context.Document) };
            operation.Responses ??= [];
            operation.Responses.TryAdd("default", new OpenApiResponse
            {
                Description = texts["api.errors.text"],
                Content = new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal) { ["application/problem+json"] = new() { Schema = Problem() } },
            });
            if (metadata.OfType<NeedsAttribute>().LastOrDefault() is { } needs) operation.Description = texts.Format("api.needs", ("roles", needs.Roles.ToString()));
            if (metadata.OfType<HttpMethodMetadata>().Any(m => m.HttpMethods.Contains(HttpMethods.Post)) && !metadata.OfType<AsksOnly>().Any())
                (operation.Parameters ??= []).Add(new OpenApiParameter { Name = DoneOnce.Header, In = ParameterLocation.Header, Description = texts["api.once"], Schema = new OpenApiSchema { Type = JsonSchemaType.String, MaxLength = RepeatedRequests.LongestKey } });
            if (metadata.OfType<IAllowAnonymous>().Any()) return Task.CompletedTask;
            operation.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Token, context.Document)] = [] }];
            return Task.CompletedTask;
        });
    });

    /// <summary>Maps it.</summary>
    public static void MapDescription(this IEndpointRouteBuilder app) => app.MapOpenApi(Path).AllowAnonymous();

    /// <summary>Problem details as the node writes them.</summary>
    private static OpenApiSchema Problem() => new()
    {
        Type = JsonSchemaType.Object,
        Properties = new Dictionary<string, IOpenApiSchema>(StringComparer.Ordinal)
        {
            ["status"] = new OpenApiSchema { Type = JsonSchemaType.Integer },
            ["title"] = new OpenApiSchema { Type = JsonSchemaType.String },
            ["detail"] = new OpenApiSchema { Type = JsonSchemaType.String },
            ["code"] = new OpenApiSchema { Type = JsonSchemaType.String },
            ["args"] = new OpenApiSchema { Type = JsonSchemaType.Object },
            ["problems"] = new OpenApiSchema { Type = JsonSchemaType.Array, Items = new OpenApiSchema { Type = JsonSchemaType.Object } },
        },
    };

    /// <summary>The part of the interface that an address belongs to: its first word.</summary>
    public static string Area(string path) => path.Replace("api/v1/", "", StringComparison.Ordinal).TrimStart('/').Split('/')[0];
}
