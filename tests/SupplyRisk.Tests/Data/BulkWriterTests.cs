using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using SupplyRisk.Data;
using SupplyRisk.Tests.Installed;

namespace SupplyRisk.Tests.Data;

/// <summary>What the bulk writer writes is what EF reads, for every entity there is.</summary>
public abstract class BulkWriterTests(Store store) : HandlerTest(store)
{
    private static readonly DateTime Instant = new DateTime(2026, 11, 2, 9, 8, 7, 654, DateTimeKind.Utc).AddMicroseconds(321);

    private int counter = 100;

    public sealed class OnSqlite() : BulkWriterTests(Store.Sqlite);

    public sealed class OnPostgres() : BulkWriterTests(Store.Postgres);

    [Fact]
    public async Task Every_entity_comes_back_as_it_was_written()
    {
        var types = await It.ReadAsync(db => Task.FromResult(db.Model.GetEntityTypes().Select(e => e.ClrType).ToList()));
        types.Count.ShouldBeGreaterThan(30);
        foreach (var type in types)
            await (Task)GetType().BaseType!.GetMethod(nameof(RoundTripAsync), BindingFlags.Instance | BindingFlags.NonPublic)!.MakeGenericMethod(type).Invoke(this, null)!; // the method below
    }

    [Fact]
    public async Task Replacing_by_key_leaves_one_row_with_the_new_values()
    {
        await using var db = It.Open();
        await using var transaction = await db.Database.BeginTransactionAsync(Ct);
        Setting[] first = [new() { Key = "a", Value = "1" }, new() { Key = "b", Value = "2" }];
        (await db.BulkUpsertAsync(first, Ct)).ShouldBe(2);
        await db.BulkUpsertAsync([new Setting { Key = "b", Value = "3" }, new Setting { Key = "c", Value = "4" }], Ct);
        await transaction.CommitAsync(Ct);
        (await It.ReadAsync(d => d.Settings.OrderBy(s => s.Key).Select(s => s.Key + s.Value).ToListAsync(Ct))).ShouldBe(["a1", "b3", "c4"]);
    }

    [Fact]
    public async Task An_instant_that_is_not_UTC_is_not_stored()
    {
        await using var db = It.Open();
        await using var transaction = await db.Database.BeginTransactionAsync(Ct);
        var local = DateTime.SpecifyKind(Instant, DateTimeKind.Local);
        await Should.ThrowAsync<Exception>(() => db.BulkInsertAsync([WorkQueue.Row("scan", Guid.Empty, "no_reason", local)], Ct));
    }

    private async Task RoundTripAsync<T>()
        where T : class, new()
    {
        await using var db = It.Open();
        var entity = db.Model.FindEntityType(typeof(T))!; // its type came from the model
        var (full, bare) = (Filled<T>(entity, nulls: false), Filled<T>(entity, nulls: true));
        await using (var transaction = await db.Database.BeginTransactionAsync(Ct))
        {
            (await db.BulkInsertAsync(new[] { full, bare }, Ct)).ShouldBe(2);
            await transaction.CommitAsync(Ct);
        }
        await using var reading = It.Open();
        var key = entity.FindPrimaryKey()!.Properties[0]; // every entity of ours has one
        var read = await reading.Set<T>().AsNoTracking().ToListAsync(Ct);
        var generated = key.ValueGenerated == ValueGenerated.OnAdd;
        read.Count.ShouldBe(2, typeof(T).Name);
        var found = generated ? read[0] : read.Single(r => Equals(key.PropertyInfo!.GetValue(r), key.PropertyInfo.GetValue(full)));
        Same(entity, found, full);
        Same(entity, read.Single(r => !ReferenceEquals(r, found)), bare);
    }

    private T Filled<T>(IEntityType entity, bool nulls)
        where T : class, new()
    {
        var row = Activator.CreateInstance<T>();
        foreach (var property in entity.GetProperties().Where(p => p.ValueGenerated != ValueGenerated.OnAdd))
            property.PropertyInfo!.SetValue(row, nulls && property.IsNullable ? null : Value(property.ClrType)); // no shadow properties: the writer refuses them
        return row;
    }

    private object Value(Type type)
    {
        var plain = Nullable.GetUnderlyingType(type) ?? type;
        counter++;
        if (plain.IsEnum) return Enum.GetValues(plain).GetValue(counter % Enum.GetValues(plain).Length)!; // enums of ours have values
        return plain switch
        {
            _ when plain == typeof(string) => $"虚构 {counter} ' \" \\ é",
            _ when plain == typeof(Guid) => Guid.CreateVersion7(),
            _ when plain == typeof(DateTime) => Instant.AddMinutes(counter),
            _ when plain == typeof(DateTimeOffset) => new DateTimeOffset(Instant.AddMinutes(counter)),
            _ when plain == typeof(DateOnly) => new DateOnly(2026, 1, 1).AddDays(counter),
            _ when plain == typeof(TimeOnly) => new TimeOnly(7, 30).AddMinutes(counter),
            _ when plain == typeof(bool) => true,
            _ when plain == typeof(int) => counter,
            _ when plain == typeof(long) => (long)counter + int.MaxValue,
            _ when plain == typeof(double) => 0.8125 + counter,
            _ when plain == typeof(decimal) => 1284500.1234m + counter,
            _ when plain == typeof(byte[]) => new byte[] { 0, 1, 255, (byte)counter },
            _ => throw new NotSupportedException($"{plain.Name}: say here what a value of it is."),
        };
    }

    private static void Same(IEntityType entity, object read, object written)
    {
        foreach (var property in entity.GetProperties().Where(p => p.ValueGenerated != ValueGenerated.OnAdd))
        {
            var (left, right) = (property.PropertyInfo!.GetValue(read), property.PropertyInfo.GetValue(written)); // as above
            if (left is byte[] bytes) bytes.ShouldBe((byte[])right!);
            else left.ShouldBe(right, $"{entity.ClrType.Name}.{property.Name}");
            if (left is DateTime instant) instant.Kind.ShouldBe(DateTimeKind.Utc);
        }
    }
}
