/**
 * The gallery's looks. Pictures stand in justified lines in row order: each card grows with its picture's
 * ratio, so that all pictures of a line are of one height.
 */
export const stylesheet = `
:root {
	color-scheme: light dark;
	--page: #f6f5f2; --card: #fff; --line: #e2dfd8; --ink: #23211d; --faint: #6f6a60; --alarm: #b3392c;
	--height: 17rem;
}
@media (prefers-color-scheme: dark) {
	:root { --page: #161718; --card: #212325; --line: #34373a; --ink: #ecebe8; --faint: #9d9a93; --alarm: #ff8f80; }
}
* { box-sizing: border-box; margin: 0; }
body {
	background: var(--page); color: var(--ink); padding: clamp(1rem, 3vw, 2.5rem);
	font: 0.9375rem/1.5 system-ui, -apple-system, 'Segoe UI', Roboto, 'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', sans-serif;
}
header, main { max-width: 88rem; margin: 0 auto; }
header > p { color: var(--faint); }
a { color: inherit; }
h1 { font-size: 1.75rem; line-height: 1.2; letter-spacing: -0.01em; }
h2 { font-size: 1.25rem; margin-bottom: 0.75rem; }
h3 { font-size: 0.8125rem; color: var(--alarm); }
ul { list-style: none; padding: 0; }
.counts { display: flex; flex-wrap: wrap; gap: 0.75rem; margin: 1.25rem 0 1.5rem; }
.counts li { background: var(--card); border: 1px solid var(--line); border-radius: 0.625rem; padding: 0.5rem 1rem; color: var(--faint); }
.counts strong { color: var(--ink); font-size: 1.375rem; margin-right: 0.25rem; }
.pictures { display: flex; flex-wrap: wrap; gap: 1rem; }
.pictures::after { content: ''; flex: 1000 1 0; }
.card {
	flex: var(--ratio) 1 calc(var(--ratio) * var(--height)); min-width: min(11rem, 100%);
	background: var(--card); border: 1px solid var(--line); border-radius: 0.75rem; overflow: hidden;
}
.card a { display: block; }
.card img { display: block; width: 100%; height: auto; background: var(--line); }
figcaption { padding: 0.75rem 0.875rem 0.875rem; }
.prompt { font-weight: 550; overflow-wrap: anywhere; }
dl { margin-top: 0.375rem; font-size: 0.8125rem; color: var(--faint); }
dl div { display: flex; gap: 0.5rem; }
dt { flex: 0 0 2.5rem; }
dd { overflow-wrap: anywhere; }
dd span { white-space: nowrap; }
.task { font-family: ui-monospace, 'SF Mono', Menlo, Consolas, monospace; font-size: 0.75rem; line-height: 1.25rem; }
.failures { margin-top: 2.5rem; }
.failures ul { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(24rem, 100%), 1fr)); gap: 1rem; }
.failures li { background: var(--card); border: 1px solid var(--line); border-left: 4px solid var(--alarm); border-radius: 0.75rem; padding: 0.875rem 1rem; }
.failures .prompt { margin-top: 0.5rem; font-weight: 400; }
.reason { overflow-wrap: anywhere; font-weight: 550; }
`;
