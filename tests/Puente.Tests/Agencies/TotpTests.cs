using System.Text;
using Puente.Evidence.Agencies;

namespace Puente.Tests.Agencies;

/// <summary>Codes of authenticator apps against the vectors of their standards.</summary>
public sealed class TotpTests
{
    private static readonly byte[] Secret = Encoding.ASCII.GetBytes("12345678901234567890");

    /// <summary>RFC 6238, appendix B, SHA-1.</summary>
    [Theory]
    [InlineData(59, "94287082")]
    [InlineData(1111111109, "07081804")]
    [InlineData(1111111111, "14050471")]
    [InlineData(1234567890, "89005924")]
    [InlineData(2000000000, "69279037")]
    [InlineData(20000000000, "65353130")]
    public void Codes_of_moments_are_those_of_RFC_6238(long second, string code) =>
        Totp.Code(Secret, Totp.StepOf(DateTimeOffset.FromUnixTimeSeconds(second)), 8).ShouldBe(code);

    /// <summary>RFC 4226, appendix D.</summary>
    [Fact]
    public void Codes_of_counters_are_those_of_RFC_4226() =>
        Enumerable.Range(0, 10).Select(i => Totp.Code(Secret, i)).ShouldBe(["755224", "287082", "359152", "969429", "338314", "254676", "287922", "162583", "399871", "520489"]);

    /// <summary>RFC 4648, section 10, and the secret above.</summary>
    [Theory]
    [InlineData("f", "MY")]
    [InlineData("fo", "MZXQ")]
    [InlineData("foo", "MZXW6")]
    [InlineData("foobar", "MZXW6YTBOI")]
    [InlineData("12345678901234567890", "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ")]
    public void A_secret_is_written_as_apps_take_it(string bytes, string text) => Totp.Text(Encoding.ASCII.GetBytes(bytes)).ShouldBe(text);

    [Fact]
    public void A_code_counts_one_step_around_now_and_never_again()
    {
        var now = DateTimeOffset.FromUnixTimeSeconds(3000);
        for (var step = 97L; step <= 103; step++)
            Totp.Match(Secret, Totp.Code(Secret, step), now, 0).ShouldBe(step is 99 or 100 or 101 ? step : null);
        Totp.Match(Secret, Totp.Code(Secret, 100).Insert(3, " "), now, 0).ShouldBe(100);
        Totp.Match(Secret, Totp.Code(Secret, 100), now, 100).ShouldBeNull();
        Totp.Match(Secret, Totp.Code(Secret, 99), now, 100).ShouldBeNull("an earlier code of the window was overtaken");
        Totp.Match(Secret, "", now, 0).ShouldBeNull();
        Totp.Match(Secret, "ñ", now, 0).ShouldBeNull();
    }

    [Fact]
    public void The_picture_names_node_and_officer_whatever_signs_they_have() =>
        Totp.Address(Secret, "Sonora & más", "ana:1").ShouldBe("otpauth://totp/Sonora%20%26%20m%C3%A1s:ana%3A1?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Sonora%20%26%20m%C3%A1s&algorithm=SHA1&digits=6&period=30");
}
