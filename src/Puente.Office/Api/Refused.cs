using Microsoft.AspNetCore.Http.HttpResults;
using Puente.Evidence;

namespace Puente.Office.Api;

/// <summary>One thing wrong with input.</summary>
/// <param name="Line">1-based line, or place in its list.</param>
/// <param name="Column">Column or field.</param>
/// <param name="Code">Stable code.</param>
/// <param name="Args">Named values of the text.</param>
/// <param name="Text">Reason and remedy in the reader's language.</param>
public sealed record ProblemShape(long Line, string Column, string Code, IReadOnlyDictionary<string, string> Args, string? Text = null)
{
    public static ProblemShape Of(Problem p) => new(p.Line, p.Column, p.Code, Named(p.Args));

    /// <summary>Named values; of a name given twice the last counts.</summary>
    public static Dictionary<string, string> Named(IEnumerable<(string Name, string Value)> args)
    {
        var named = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in args) named[name] = value;
        return named;
    }
}

/// <summary>Refusals as problem details: the one place where a code meets an HTTP status.</summary>
public static class Refused
{
    /// <summary>The answer for a refusal; <c>code</c> and <c>args</c> stand beside title and status.</summary>
    public static ProblemHttpResult Problem(Refusal refusal, int? status = null) => TypedResults.Problem(
        statusCode: status ?? Status(refusal.Code),
        extensions: [new("code", refusal.Code), new("args", ProblemShape.Named(refusal.Args))]);

    /// <summary>The answer for something that this viewer cannot name: not there and not visible are one.</summary>
    public static ProblemHttpResult Missing => Problem(new Refusal("access.not-found"));

    /// <summary>The answer for input with problems, all of them at once.</summary>
    public static ProblemHttpResult Input(IEnumerable<Problem> problems) => TypedResults.Problem(
        statusCode: StatusCodes.Status422UnprocessableEntity,
        extensions: [new("code", "input.problems"), new("problems", problems.Select(ProblemShape.Of).ToList())]);

    private static int Status(string code) => code switch
    {
        _ when code.Contains(".no-such-", StringComparison.Ordinal) || code.EndsWith(".unknown", StringComparison.Ordinal) || code == "access.not-found" => StatusCodes.Status404NotFound,
        _ when code.EndsWith(".not-allowed", StringComparison.Ordinal) || code.EndsWith(".not-custodian", StringComparison.Ordinal) || code is "record.foreign-owner" or "dataset.not-yours" or "dataset.not-exportable" or "document.not-exportable" or "record.unreadable" or "marking.loosens" => StatusCodes.Status403Forbidden,
        "document.offset" or "document.unfinished" or "record.already-ended" or "hold.exists" or "backup.exists" or "import.over" or "screening.over" or "watch.ended" or "repeat.unanswered" or "import.not-done" or "keeping.in-use" => StatusCodes.Status409Conflict,
        "document.too-large" => StatusCodes.Status413RequestEntityTooLarge,
        "document.no-room" => StatusCodes.Status507InsufficientStorage,
        _ => StatusCodes.Status422UnprocessableEntity,
    };
}
