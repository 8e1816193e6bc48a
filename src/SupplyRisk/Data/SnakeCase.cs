using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace SupplyRisk.Data;

/// <summary>Tables and columns in snake_case, so that SQL reads the same on both databases without quotes.</summary>
internal static class SnakeCase
{
    public static void Apply(IMutableEntityType entity)
    {
        entity.SetTableName(Of(entity.ClrType.Name));
        foreach (var property in entity.GetProperties())
            property.SetColumnName(Of(property.Name));
        var columns = (IReadOnlyList<IMutableProperty> properties) => string.Join('_', properties.Select(p => Of(p.Name)));
        foreach (var key in entity.GetKeys())
            key.SetName($"pk_{entity.GetTableName()}");
        foreach (var index in entity.GetIndexes())
            index.SetDatabaseName($"ix_{entity.GetTableName()}_{columns(index.Properties)}");
    }

    /// <summary><c>HsCodes</c> → <c>hs_codes</c>.</summary>
    private static string Of(string name)
    {
        var snake = new StringBuilder(name.Length + 4);
        for (var i = 0; i < name.Length; i++)
        {
            if (i > 0 && char.IsUpper(name[i]) && !char.IsUpper(name[i - 1])) snake.Append('_');
            snake.Append(char.ToLowerInvariant(name[i]));
        }
        return snake.ToString();
    }
}
