using Microsoft.AspNetCore.Components;
using SupplyRisk.App.Pages.Layout;

namespace SupplyRisk.App.Pages;

/// <summary>What an address answers with: a whole page, or a part that takes its place in one. Rendered from one model, nothing else.</summary>
public abstract class AnswerOf<TModel> : ComponentBase
{
    [Parameter, EditorRequired] public TModel Model { get; set; } = default!; // given by Render
}

/// <summary>A whole page within the layout.</summary>
[Layout(typeof(AppLayout))]
public abstract class PageOf<TModel> : AnswerOf<TModel>;

/// <summary>A part of a page with an address of its own, e.g. the progress of a run. No layout.</summary>
public abstract class FragmentOf<TModel> : AnswerOf<TModel>;
