namespace Puente.Money.Commands;

/// <summary>Public ids as commands take them.</summary>
internal static class PublicIds
{
    /// <summary>A public id has 26 small letters and digits; anything else is an account as records write it.</summary>
    public static bool Is(string text) => text.Length == 26 && text.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c)) && text.Any(char.IsAsciiLetterLower);
}
