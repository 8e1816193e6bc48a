using Microsoft.Playwright;

namespace SupplyRisk.EndToEnd.Browser.Days;

/// <summary>What somebody works with.</summary>
public enum With
{
    Mouse,
    Keyboard,
}

/// <summary>Does on a page what a person does: the same day is played with the mouse and with the keyboard alone.</summary>
internal abstract class Hand(Visitor visitor)
{
    public Visitor Visitor => visitor;

    public IPage Page => visitor.Page;

    public static Hand Of(With with, Visitor visitor) => with == With.Mouse ? new MouseHand(visitor) : new KeyboardHand(visitor);

    /// <summary>Looks whether anything is wrong with the page, once for both ways of playing.</summary>
    public virtual Task FindNothingWrongAsync() => visitor.FindNothingWrongAsync();

    /// <summary>A link, a button or a summary.</summary>
    public abstract Task PressAsync(ILocator target);

    /// <summary>Replaces what stands in a field.</summary>
    public abstract Task TypeAsync(ILocator field, string text);

    /// <param name="day">yyyy-MM-dd.</param>
    public abstract Task TypeDayAsync(ILocator field, string day);

    /// <param name="option">As it reads.</param>
    public abstract Task ChooseAsync(ILocator list, string option);

    /// <summary>A box, or one of several choices.</summary>
    public abstract Task CheckAsync(ILocator choice);

    /// <summary>Takes the tick out of a box.</summary>
    public abstract Task UncheckAsync(ILocator box);

    public abstract Task UploadAsync(ILocator input, FilePayload file);

    /// <summary>What the product has a key for, and a button.</summary>
    public abstract Task KeyAsync(string key, ILocator button);

    /// <summary>Opens an item of a list that is walked with j and k.</summary>
    /// <param name="item">One that comes after where the list stands now.</param>
    public abstract Task OpenInListAsync(ILocator item);

    public Task PressAsync(AriaRole role, string name) => PressAsync(Page.GetByRole(role, new() { Name = name }).First);

    public Task TypeAsync(string label, string text) => TypeAsync(Page.GetByLabel(label, new() { Exact = true }), text);

    public Task CheckAsync(AriaRole role, string name) => CheckAsync(Page.GetByRole(role, new() { Name = name }));
}

/// <summary>With the mouse, and the keyboard for words.</summary>
internal sealed class MouseHand(Visitor visitor) : Hand(visitor)
{
    public override Task PressAsync(ILocator target) => target.ClickAsync();

    public override Task TypeAsync(ILocator field, string text) => field.FillAsync(text);

    public override Task TypeDayAsync(ILocator field, string day) => field.FillAsync(day);

    public override Task ChooseAsync(ILocator list, string option) => list.SelectOptionAsync(new SelectOptionValue { Label = option });

    public override Task CheckAsync(ILocator choice) => choice.CheckAsync();

    public override Task UncheckAsync(ILocator box) => box.UncheckAsync();

    public override Task UploadAsync(ILocator input, FilePayload file) => input.SetInputFilesAsync(file);

    public override Task KeyAsync(string key, ILocator button) => button.ClickAsync();

    public override Task OpenInListAsync(ILocator item) => item.Locator("a").First.ClickAsync();
}
