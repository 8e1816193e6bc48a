using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace SupplyRisk.EndToEnd.Browser.Days;

/// <summary>
/// With the keyboard alone: Tab until the thing has the focus, then Enter, Space, arrows, letters. Every stop on the way must be in the window,
/// not covered, and look otherwise than without the focus.
/// </summary>
internal sealed partial class KeyboardHand(Visitor visitor) : Hand(visitor)
{
    // The mouse's day is on the same pages; this one looks at every focus instead.
    public override Task FindNothingWrongAsync() => Task.CompletedTask;

    /// <summary>Whoever has to press Tab more often than this gives up.</summary>
    private const int MostStops = 60;

    // Where the focus is, as seen from what is sought: there, in its group, at the skip link before it, before or behind it; or what is wrong with the stop.
    private const string Look = """
        target => {
          const at = document.activeElement;
          const nowhere = !at || at === document.body || at === document.documentElement;
          const style = e => { const s = getComputedStyle(e); return [s.outlineStyle === 'none' ? '' : s.outlineStyle + s.outlineWidth + s.outlineColor, s.boxShadow, s.borderColor, s.backgroundColor].join(); };
          const look = e => [e, e.nextElementSibling, e.parentElement, e.parentElement?.parentElement].filter(x => x).map(style).join('|');
          const name = e => e.outerHTML.slice(0, 160);
          const was = window.lastStop;
          // The button within a day or time shows the focus itself, in a part no script sees.
          window.lastStop = nowhere || !at.matches(':focus') ? null : { e: at, look: look(at) };
          if (was && was.e !== at && was.e.isConnected && was.e.tabIndex >= 0 && was.look === look(was.e)) return 'wrong: the focus cannot be seen on ' + name(was.e);
          if (nowhere) return 'on';
          if (at.tabIndex >= 0) {
            const box = at.closest('label') ?? at;
            const r = box.getClientRects()[0];
            if (!r || !r.width || !r.height || !box.checkVisibility({ visibilityProperty: true, opacityProperty: true })) return 'wrong: hidden, and has the focus: ' + name(at);
            const [left, right, top, bottom] = [Math.max(r.left, 0), Math.min(r.right, innerWidth), Math.max(r.top, 0), Math.min(r.bottom, innerHeight)];
            if (left >= right || top >= bottom) return 'wrong: out of the window, and has the focus: ' + name(at);
            const points = [[.5, .5], [.1, .2], [.9, .2], [.1, .8], [.9, .8]].map(([x, y]) => document.elementFromPoint(left + (right - left) * x, top + (bottom - top) * y));
            if (!points.some(p => p && (box.contains(p) || p.contains(box)))) return 'wrong: covered by ' + name(points[0]) + ', and has the focus: ' + name(at);
          }
          if (at === target) return 'there';
          if (at.type === 'radio' && target.type === 'radio' && at.name === target.name && at.form === target.form) return 'group';
          if (at.matches('a.skip') && document.getElementById('main')?.contains(target)) return 'skip';
          return at.compareDocumentPosition(target) & Node.DOCUMENT_POSITION_PRECEDING ? 'back' : 'on';
        }
        """;

    public override async Task PressAsync(ILocator target)
    {
        await GoToAsync(target);
        await Page.Keyboard.PressAsync("Enter");
    }

    public override async Task TypeAsync(ILocator field, string text)
    {
        await GoToAsync(field);
        await Page.Keyboard.PressAsync("Control+A");
        if (text.Length == 0) await Page.Keyboard.PressAsync("Delete");
        await Page.Keyboard.TypeAsync(text);
        await Assertions.Expect(field).ToHaveValueAsync(text);
    }

    public override async Task TypeDayAsync(ILocator field, string day)
    {
        await GoToAsync(field);
        await Page.Keyboard.TypeAsync(day[5..7] + day[8..] + day[..4]); // the browser of the tests writes days as an American does
        await Assertions.Expect(field).ToHaveValueAsync(day);
    }

    public override async Task ChooseAsync(ILocator list, string option)
    {
        await GoToAsync(list);
        var by = await list.EvaluateAsync<int>("(s, wanted) => { const i = [...s.options].findIndex(o => o.label.trim() === wanted); return i < 0 ? 9999 : i - s.selectedIndex; }", option);
        by.ShouldBeLessThan(MostStops, $"no option “{option}”");
        for (var i = 0; i < Math.Abs(by); i++) await Page.Keyboard.PressAsync(by > 0 ? "ArrowDown" : "ArrowUp");
        (await list.EvaluateAsync<string>("s => s.selectedOptions[0].label.trim()")).ShouldBe(option);
    }

    public override async Task CheckAsync(ILocator choice)
    {
        await GoToAsync(choice);
        for (var i = 0; i < MostStops && !await choice.IsCheckedAsync(); i++)
            await Page.Keyboard.PressAsync(await choice.EvaluateAsync<bool>("c => c === document.activeElement") ? "Space" : "ArrowDown");
        await Assertions.Expect(choice).ToBeCheckedAsync();
    }

    public override async Task UncheckAsync(ILocator box)
    {
        await GoToAsync(box);
        await Page.Keyboard.PressAsync("Space");
        await Assertions.Expect(box).Not.ToBeCheckedAsync();
    }

    public override async Task UploadAsync(ILocator input, FilePayload file)
    {
        // The browser must be told to hand its dialog over before the key is pressed, and with a moment to spare: one that it opened by itself is never closed again.
        var chosen = new TaskCompletionSource<IFileChooser>(TaskCreationOptions.RunContinuationsAsynchronously);
        void Choose(object? sender, IFileChooser chooser) => chosen.TrySetResult(chooser);
        Page.FileChooser += Choose;
        try
        {
            for (var tries = 0; ; tries++)
            {
                await GoToAsync(input);
                await Page.Keyboard.PressAsync("Enter");
                // A part that is just being swapped takes the focus once more: then it is pressed again, as a person would.
                if (await Task.WhenAny(chosen.Task, Task.Delay(TimeSpan.FromSeconds(10))) != chosen.Task && tries < 2) continue;
                if (!chosen.Task.IsCompleted) throw new TimeoutException($"{Page.Url}: Enter opens no dialog to choose a file.");
                await (await chosen.Task).SetFilesAsync(file);
                return;
            }
        }
        finally
        {
            Page.FileChooser -= Choose;
        }
    }

    public override async Task KeyAsync(string key, ILocator button)
    {
        await Assertions.Expect(button).ToBeVisibleAsync(); // no key does what no button does
        await Page.WaitForLoadStateAsync(); // keys work once their script is there
        if (Letter().IsMatch(key) && await Page.EvaluateAsync<bool>("!!document.activeElement?.closest('textarea, select, input:not([type=checkbox], [type=radio])')"))
            await Page.Keyboard.PressAsync("Escape"); // out of the field
        await Page.Keyboard.PressAsync(key);
    }

    public override async Task OpenInListAsync(ILocator item)
    {
        await Page.WaitForLoadStateAsync();
        for (var steps = 0; steps < MostStops && !await item.EvaluateAsync<bool>("e => e.classList.contains('current')"); steps++) await Page.Keyboard.PressAsync("j");
        await Assertions.Expect(item).ToBeInViewportAsync();
        await Page.Keyboard.PressAsync("Enter");
    }

    private async Task GoToAsync(ILocator target)
    {
        await target.WaitForAsync(new() { State = WaitForSelectorState.Attached });
        for (var stops = 0; stops < MostStops; stops++)
        {
            switch (await LookAsync(target))
            {
                case "leaving": await Page.WaitForLoadStateAsync(); continue;
                case "there" or "group": return;
                case "skip": await Page.Keyboard.PressAsync("Enter"); break;
                case "back": await Page.Keyboard.PressAsync("Shift+Tab"); continue;
                case "on": break;
                case var wrong: throw new InvalidOperationException($"{Page.Url}: {wrong}");
            }
            await Page.Keyboard.PressAsync("Tab");
        }
        throw new InvalidOperationException($"{Page.Url}: not reached with {MostStops} tabs: {await target.EvaluateAsync<string>("e => e.outerHTML.slice(0, 200)")}");
    }

    private static async Task<string> LookAsync(ILocator target)
    {
        try
        {
            return await target.EvaluateAsync<string>(Look);
        }
        catch (PlaywrightException gone) when (gone.Message.Contains("Execution context was destroyed", StringComparison.Ordinal))
        {
            return "leaving"; // what was pressed before leads to another page
        }
    }

    [GeneratedRegex("^[a-z?/]$", RegexOptions.NonBacktracking)]
    private static partial Regex Letter();
}
