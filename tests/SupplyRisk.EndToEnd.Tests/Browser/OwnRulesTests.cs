using Microsoft.Playwright;

namespace SupplyRisk.EndToEnd.Browser;

/// <summary>A rule of one's own, from the file to the rules in force.</summary>
public sealed class OwnRulesTests(RunningProduct product)
{
    private const string Rule = """
        rules:
          - id: own.teapots
            title: Teapots from Antarctica
            part: inherent
            severity: weak
            status: stable
            sources: [Our own policy]
            false_positives: [Teapots for Antarctica]
            settled_by: [The address of the pottery]
            when: {country: AQ, goods: {words: [teapot]}}
            because: "{goods} from {country}."
            cases:
              - {facts: {country: AQ, goods: teapots}, expect: fires}
              - {facts: {country: AQ, goods: kettles}, expect: silent}
              - {facts: {country: DE, goods: teapots}, expect: silent, usual_false_positive: true}
        """;

    [Fact]
    public async Task A_rule_is_compared_proposed_and_published_by_another_without_the_mouse()
    {
        await using var visitor = await product.VisitAsync();
        var file = Path.Combine(product.OwnRules, "teapots.yaml");

        await File.WriteAllTextAsync(file, Rule.Replace("expect: fires", "expect: silent", StringComparison.Ordinal), TestContext.Current.CancellationToken);
        await visitor.OpenAsync("/rules/changes");
        await Assertions.Expect(visitor.Page.GetByText("No case expects `fires`")).ToBeVisibleAsync();
        await Assertions.Expect(visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Publish these rules" })).ToHaveCountAsync(0);
        await visitor.FindNothingWrongAsync();
        await visitor.PictureAsync("own-rules-problem");

        await File.WriteAllTextAsync(file, Rule, TestContext.Current.CancellationToken);
        await visitor.OpenAsync("/rules/changes");
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Compare" }).FocusAsync();
        await visitor.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(visitor.Page.GetByText("Scored under both")).ToBeVisibleAsync();
        await visitor.FindNothingWrongAsync();
        await visitor.PictureAsync("own-rules-compared");

        await visitor.Page.GetByLabel("What it changes, and why").FocusAsync();
        await visitor.Page.Keyboard.TypeAsync("Our policy names teapots.");
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Propose these rules" }).FocusAsync();
        await visitor.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(visitor.Page.GetByText("Somebody else with the right to publish")).ToBeVisibleAsync();
        await Assertions.Expect(visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Publish these rules" })).ToHaveCountAsync(0);
        await visitor.FindNothingWrongAsync();

        await visitor.Page.Locator(".me > summary").FocusAsync();
        await visitor.Page.Keyboard.PressAsync("Enter");
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Ada Example" }).FocusAsync();
        await visitor.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(visitor.Page.GetByText("senior reviewer · switch")).ToBeVisibleAsync();
        await visitor.OpenAsync("/rules/changes");
        await Assertions.Expect(visitor.Page.GetByText("Our policy names teapots.")).ToBeVisibleAsync();
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Publish these rules" }).FocusAsync();
        await visitor.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(visitor.Page.GetByText("stands as it is published")).ToBeVisibleAsync();
        await visitor.OpenAsync("/rules/own.teapots");
        await Assertions.Expect(visitor.Page.GetByText("Your own (own:teapots.yaml, line 2).")).ToBeVisibleAsync();
        await visitor.FindNothingWrongAsync();
    }
}
