using Microsoft.Extensions.Configuration;
using Npgsql;
using SupplyRisk.App.Setup;

namespace SupplyRisk.App.Tests.Setup;

/// <summary>What the environment says of an installation, and what is said back when it cannot be used.</summary>
public sealed class ConfiguredTests
{
    [Fact]
    public void Without_a_server_data_are_embedded() => Configured.Postgres(Of()).ShouldBeNull();

    [Fact]
    public void The_password_is_read_from_its_file_without_the_line_end()
    {
        var file = Path.GetTempFileName();
        File.WriteAllText(file, "se;cr et\n");
        var parts = new NpgsqlConnectionStringBuilder(Configured.Postgres(Of(("Data:Postgres", "Host=db;Username=x"), ("Data:PasswordFile", file))));
        (parts.Host, parts.Password, parts.PersistSecurityInfo, parts.IncludeErrorDetail).ShouldBe(("db", "se;cr et", false, false));
        File.Delete(file);
    }

    [Theory]
    [InlineData("Host=db;Password=opensesame;Nonsense=1")]
    [InlineData("Host=db;Password=opensesame;Port=opensesame")]
    [InlineData("opensesame")]
    [InlineData("Password=opensesame")]
    public void What_cannot_be_used_is_refused_without_being_quoted(string address) =>
        Should.Throw<UnusableInputException>(() => Configured.Postgres(Of(("Data:Postgres", address)))).Message.ShouldNotContain("opensesame");

    [Theory]
    [InlineData("Host=db", "/no/such/file", "/no/such/file")]
    [InlineData(null, "/no/such/file", "Data:Postgres is not")]
    public void A_password_file_that_is_of_no_use_is_named(string? address, string file, string said) =>
        Should.Throw<UnusableInputException>(() => Configured.Postgres(Of(("Data:Postgres", address), ("Data:PasswordFile", file)))).Message.ShouldContain(said);

    private static IConfiguration Of(params (string Key, string? Value)[] values) =>
        new ConfigurationBuilder().AddInMemoryCollection(values.Select(v => KeyValuePair.Create(v.Key, v.Value))).Build();
}
