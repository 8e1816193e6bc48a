namespace SupplyRisk.Disclosure.Frameworks;

/// <summary>A section of a statement: the cross-walk. Items of several laws that name it share its text.</summary>
/// <param name="Id">Lasting.</param>
/// <param name="Title">Its heading in a statement.</param>
/// <param name="Asks">What a reader wants to know here, for the person who writes it.</param>
/// <param name="Drafts">Suggested wording, in order.</param>
public sealed record StatementSection(string Id, string Title, string Asks, IReadOnlyList<SectionDraft> Drafts);

/// <summary>One suggested paragraph.</summary>
/// <param name="Text">A Handlebars template over the facts of the statement. What it needs and is not there leaves it out.</param>
/// <param name="Needs">Figures and facts that must be known (and not zero) for it.</param>
/// <param name="Without">Figures and facts that must not be known, or be zero, for it.</param>
/// <param name="Laws">Laws it is for; empty is any.</param>
public sealed record SectionDraft(string Text, IReadOnlyList<string> Needs, IReadOnlyList<string> Without, IReadOnlyList<string> Laws);

/// <summary>Laws that one statement may serve together.</summary>
public sealed record JointStatement(string Id, string Name, IReadOnlyList<string> Laws, string Note);
