namespace SupplyRisk.Rules.Tests.Loading;

public sealed class NeverHoldsTests
{
    [Theory]
    [InlineData("{all: [{country: CN}, {country: KP}]}", "This can never hold: `country is KP` beside `country is CN`.")]
    [InlineData("{tier: {at_least: 3, at_most: 2}}", "This can never hold: `tier at most 2` beside `tier at least 3`.")]
    [InlineData("{tier: {more_than: 2, less_than: 2}}", "This can never hold: `tier less than 2` beside `tier more than 2`.")]
    [InlineData("{country: CN, not: {country: [CN, KP]}}", "This takes away all that is left: `country is CN or KP` is excluded beside `country is CN`.")]
    [InlineData("{all: [{country: {known: false}}, {country: CN}]}", "This can never hold: `country is CN` beside `country not known`.")]
    [InlineData("{any: [{country: KP}, {tier: 1}], country: CN}", "This can never hold: `country is KP` beside `country is CN`.")]
    [InlineData("{documents: {any: {date: {before: 2024-01-01, after: 2024-06-30}}}}", "This can never hold: `date after 2024-06-30` beside `date before 2024-01-01`.")]
    [InlineData("{findings: {any: {all: [{finding_status: asserted}, {finding_status: negated}]}}}", "This can never hold: `finding_status is negated` beside `finding_status is asserted`.")]
    [InlineData("{lists_loaded: true, not: {lists_loaded: true}}", "This takes away all that is left: `lists_loaded is true` is excluded beside `lists_loaded is true`.")]
    public void Says_what_can_never_hold(string when, string message) =>
        TinyRuleset.Load(TinyRuleset.When(when)).Issues.ShouldHaveSingleItem().Message.ShouldBe(message);

    [Theory]
    [InlineData("{all: [{country: [CN, KP]}, {country: [KP, MM]}]}")]
    [InlineData("{any: [{country: CN}, {country: KP}]}")]
    [InlineData("{all: [{hs_codes: '6109'}, {hs_codes: '5201'}]}")]
    [InlineData("{all: [{documents: {any: {kind: smeta}}}, {documents: {any: {kind: policy}}}]}")]
    [InlineData("{country: [CN, KP], not: {country: KP}}")]
    [InlineData("{tier: {at_least: 2, at_most: 2}}")]
    [InlineData("{country: CN, documents: {any: {date: {after: 2024-01-01, before: 2024-01-03}}}}")]
    public void Leaves_alone_what_may_hold(string when) => TinyRuleset.Load(TinyRuleset.When(when)).Issues.ShouldBeEmpty();
}
