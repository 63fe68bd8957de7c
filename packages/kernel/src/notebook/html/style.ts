/** The style sheet of an exported notebook: one column of prose, code and pictures, for light and for dark screens. */
export const STYLE = `
:root {
  color-scheme: light dark;
  --page: #ffffff; --ink: #1d2330; --soft: #5b6577; --rule: #e3e7ee; --panel: #f6f8fb; --accent: #3257d6;
  --keyword: #8a2be2; --string: #0a7f5a; --number: #b3540a; --comment: #7c879a; --call: #1f5fbf; --name: #0b7285;
  --error: #c0262d; --error-panel: #fdf1f1;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #11151d; --ink: #dfe5ef; --soft: #94a0b4; --rule: #262d3a; --panel: #181e29; --accent: #8aa8ff;
    --keyword: #c9a3ff; --string: #7fd9b0; --number: #ffb577; --comment: #7b8799; --call: #8fbcff; --name: #79d3e3;
    --error: #ff8d8d; --error-panel: #2a1a1e;
  }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--ink); font: 16px/1.65 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; }
main { max-width: 52rem; margin: 0 auto; padding: 3rem 1.25rem 6rem; }
h1, h2, h3 { line-height: 1.25; margin: 2.2em 0 .6em; letter-spacing: -.01em; }
h1 { font-size: 2.1rem; margin-top: 0; } h2 { font-size: 1.45rem; padding-top: .6em; border-top: 1px solid var(--rule); } h3 { font-size: 1.15rem; }
p, ul, ol { margin: .7em 0; } a { color: var(--accent); }
blockquote { margin: 1em 0; padding: .1em 1.1em; border-left: 3px solid var(--accent); color: var(--soft); }
code, pre { font: 13.5px/1.55 ui-monospace, "SF Mono", SFMono-Regular, Menlo, Consolas, "Liberation Mono", monospace; }
:not(pre) > code { background: var(--panel); border: 1px solid var(--rule); border-radius: 4px; padding: .08em .35em; }
pre { margin: 0; overflow-x: auto; }
.source { background: var(--panel); border: 1px solid var(--rule); border-radius: 8px; padding: .85em 1em; margin: 1em 0 0; }
.cell { position: relative; margin: 1.1em 0; }
.count { position: absolute; right: 100%; top: .95em; margin-right: .8em; color: var(--soft); font: 12px ui-monospace, monospace; white-space: nowrap; }
.outputs { margin: .55em 0 0; padding-left: 1em; border-left: 3px solid var(--rule); }
.outputs > * + * { margin-top: .6em; }
.stream { white-space: pre-wrap; } .stderr { color: var(--soft); }
.error { white-space: pre-wrap; background: var(--error-panel); border-radius: 8px; padding: .85em 1em; }
.display { overflow-x: auto; } figure { margin: 0; } figure svg, figure img { max-width: 100%; height: auto; border-radius: 8px; }
.display table, main > section > table { border-collapse: collapse; font-size: 14.5px; margin: .4em 0; }
th, td { padding: .3em .8em; border-bottom: 1px solid var(--rule); text-align: left; } th { color: var(--soft); font-weight: 600; }
math { font-size: 1.08em; } math[display="block"] { margin: .9em 0; overflow-x: auto; overflow-y: hidden; }
footer { margin-top: 4rem; color: var(--soft); font-size: 13px; border-top: 1px solid var(--rule); padding-top: 1em; }
.t-keyword { color: var(--keyword); } .t-string { color: var(--string); } .t-number { color: var(--number); }
.t-comment { color: var(--comment); font-style: italic; } .t-call { color: var(--call); } .t-name { color: var(--name); }
.a-bold { font-weight: 700; } .a-dim { color: var(--soft); } .a-red { color: var(--error); } .a-green { color: var(--string); }
.a-yellow { color: var(--number); } .a-blue { color: var(--call); } .a-cyan { color: var(--name); }
@media print { .count { display: none; } body { font-size: 12px; } }
`;
