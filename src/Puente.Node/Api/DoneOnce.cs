using System.Security.Cryptography;
using System.Text;
using Puente.Evidence;
using Puente.Evidence.Agencies;
using Puente.Evidence.Sharing;
using Puente.Node.SignIn;

namespace Puente.Node.Api;

/// <summary>
/// <c>Idempotency-Key</c>: a program that lost an answer sends the same request with the same key again and gets the answer that was given, and nothing is
/// done twice. For whatever records; a question is answered anew, since what its asker may see can have changed.
/// </summary>
/// <param name="next">The rest of the pipeline.</param>
/// <param name="requests">What was answered.</param>
internal sealed class DoneOnce(RequestDelegate next, RepeatedRequests requests)
{
    /// <summary>The header of the key.</summary>
    public const string Header = "Idempotency-Key";

    /// <summary>On an answer that was given before.</summary>
    public const string Repeated = "Idempotency-Replayed";

    public async Task InvokeAsync(HttpContext context)
    {
        if (!context.Request.Headers.TryGetValue(Header, out var given) || !Applies(context) || context.TryViewer() is not { } viewer)
        {
            await next(context);
            return;
        }

        var key = given.ToString();
        if (key.Length is 0 or > RepeatedRequests.LongestKey || key.Any(c => c is < '!' or > '~'))
        {
            await RefuseAsync(context, new Refusal("repeat.key", ("most", $"{RepeatedRequests.LongestKey}")));
            return;
        }

        var begun = await requests.BeginAsync(viewer.Officer.Id, key, await DigestAsync(context, viewer));
        if (begun.Refusal is { } refusal) await RefuseAsync(context, refusal);
        else if (begun.Value is { } answer) await RepeatAsync(context, answer);
        else await DoAsync(context, viewer.Officer.Id, key);
    }

    /// <summary>Whether an endpoint records: of a question nothing is kept, and a file is kept once by its content.</summary>
    internal static bool Applies(Endpoint? endpoint) =>
        endpoint?.Metadata.GetMetadata<Operation>() is not null && endpoint.Metadata.GetMetadata<AsksOnly>() is null
        && endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods.Contains(HttpMethods.Post) == true;

    private static bool Applies(HttpContext context) => HttpMethods.IsPost(context.Request.Method) && Applies(context.GetEndpoint());

    private async Task DoAsync(HttpContext context, OfficerId officer, string key)
    {
        var to = context.Response.Body;
        using var kept = new MemoryStream();
        context.Response.Body = kept;
        try
        {
            await next(context);
        }
        catch (BadHttpRequestException)
        {
            await requests.DropAsync(officer, key);
            throw;
        }
        finally
        {
            context.Response.Body = to;
        }

        var response = context.Response;
        // What was refused did nothing and may be sent again; what failed may have been done, and is not.
        if (response.StatusCode < StatusCodes.Status300MultipleChoices) await requests.EndAsync(officer, key, new GivenAnswer(response.StatusCode, response.ContentType, response.Headers.Location, kept.ToArray()));
        else if (response.StatusCode < StatusCodes.Status500InternalServerError) await requests.DropAsync(officer, key);
        await to.WriteAsync(kept.GetBuffer().AsMemory(0, (int)kept.Length), context.RequestAborted);
    }

    private static async Task RepeatAsync(HttpContext context, GivenAnswer answer)
    {
        var response = context.Response;
        response.StatusCode = answer.Status;
        response.Headers[Repeated] = "true";
        if (answer.Location is not null) response.Headers.Location = answer.Location;
        if (answer.Type is not null) response.ContentType = answer.Type;
        if (answer.Body.Length > 0) await response.Body.WriteAsync(answer.Body, context.RequestAborted);
    }

    private static Task RefuseAsync(HttpContext context, Refusal refusal) => Refused.Problem(refusal).ExecuteAsync(context);

    /// <summary>Of the address, the body and what decides what the asker may do: the same request of another unit, purpose or right is another.</summary>
    private static async Task<byte[]> DigestAsync(HttpContext context, Viewer viewer)
    {
        var request = context.Request;
        request.EnableBuffering();
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(string.Join('\n', request.Path, request.QueryString, viewer.Unit.Code, viewer.Purpose, viewer.Subject.Ceiling, "")));
        var buffer = new byte[16 << 10];
        int read;
        while ((read = await request.Body.ReadAsync(buffer, context.RequestAborted)) > 0) hash.AppendData(buffer, 0, read);
        request.Body.Position = 0;
        return hash.GetHashAndReset();
    }
}
