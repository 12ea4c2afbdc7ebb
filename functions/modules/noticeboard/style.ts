/**
 * The style of all pages for all: one small file that is kept for a year under a name made of its content. Directions are logical
 * (start and end), so that it is the same from the right and from the left; letters are the telephone's own.
 */
import { createHash } from "node:crypto";
import { root } from "./paths.ts";

export const style = /* css */ `
:root {
  --ink: #1d292d; --quiet: #4d595c; --ground: #f6f3ec; --paper: #fffdf8; --line: #cfc7b4; --strong: #1d5361; --on-strong: #fff;
  --mark: #e4eeee; --focus: #b5651d;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ink: #ece7dc; --quiet: #b7c0be; --ground: #10191c; --paper: #17242a; --line: #3b4d55; --strong: #8fd0d6; --on-strong: #0e2329;
    --mark: #22343b; --focus: #f3c98b;
  }
}
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body {
  margin: 0; color: var(--ink); background: var(--ground); font: 1.125rem/1.5 system-ui, "Segoe UI", Roboto, "Noto Sans", "Noto Sans Arabic",
    "Noto Sans Ethiopic", "Geeza Pro", Kefa, "Nyala", sans-serif;
  overflow-wrap: anywhere;
}
:lang(ar), :lang(fa), :lang(ps) { line-height: 1.7; }
h1, h2, h3, p, ul { margin: 0; }
h1 { font-size: 1.75rem; line-height: 1.25; text-wrap: balance; }
h2 { font-size: 1.2rem; line-height: 1.35; }
h3 { font-size: 1.125rem; line-height: 1.35; }
ul { padding: 0; list-style: none; }
a { color: var(--strong); text-underline-offset: 0.2em; }
:focus-visible { outline: 3px solid var(--focus); outline-offset: 2px; }
.skip { position: absolute; inset-inline-start: 0.5rem; inset-block-start: -6rem; padding: 0.75rem 1rem; background: var(--paper); }
.skip:focus { inset-block-start: 0.5rem; z-index: 1; }
.top, main, .foot { max-inline-size: 46rem; margin-inline: auto; padding-inline: 1rem; }
.top { display: flex; flex-wrap: wrap; gap: 0 1rem; align-items: center; justify-content: space-between; padding-block: 0.5rem; }
.home { font-weight: 700; min-block-size: 3rem; display: inline-flex; align-items: center; }
.languages > summary { min-block-size: 3rem; display: inline-flex; align-items: center; gap: 0.5rem; cursor: pointer;
  border: 2px solid var(--strong); border-radius: 0.5rem; padding-inline: 0.875rem; color: var(--strong); font-weight: 600; background: var(--paper); }
.languages > summary::after { content: ""; inline-size: 0.5rem; block-size: 0.5rem; border: solid; border-width: 0 2px 2px 0; transform: rotate(45deg) translateY(-0.15rem); }
.languages[open] { flex-basis: 100%; }
.languages nav { margin-block-start: 0.75rem; }
main { display: grid; gap: 1.25rem; padding-block: 0.75rem 2rem; grid-template-columns: minmax(0, 1fr); }
main section, article { display: grid; gap: 0.75rem; grid-template-columns: minmax(0, 1fr); }
.lead { font-size: 1.2rem; }
.quiet, small { color: var(--quiet); font-size: 1rem; }
.strong { font-weight: 700; }
.lines { white-space: pre-line; }
.notice { border-inline-start: 0.35rem solid var(--focus); background: var(--paper); padding: 0.75rem 1rem; border-radius: 0.25rem; }
.box { background: var(--paper); border: 1px solid var(--line); border-radius: 0.75rem; padding: 1rem; }
div.box { display: grid; gap: 0.75rem; }
.icon { flex: none; inline-size: 1.5rem; block-size: 1.5rem; fill: none; stroke: currentColor; stroke-width: 2; stroke-linecap: round; stroke-linejoin: round; }
.button, button { display: inline-flex; gap: 0.5rem; align-items: center; justify-content: center; min-block-size: 3rem; padding: 0.5rem 1rem; border-radius: 0.5rem;
  border: 2px solid var(--strong); color: var(--strong); background: var(--paper); font: inherit; font-weight: 600; text-decoration: none; cursor: pointer; text-align: center; }
button, .button.strong { background: var(--strong); color: var(--on-strong); }
.choices { display: grid; gap: 0.5rem; grid-template-columns: repeat(auto-fill, minmax(min(100%, 13rem), 1fr)); }
.choices a { display: flex; flex-wrap: wrap; gap: 0 0.75rem; justify-content: space-between; align-items: center; min-block-size: 3.25rem; padding: 0.5rem 1rem;
  border: 1px solid var(--line); border-radius: 0.5rem; background: var(--paper); font-weight: 600; text-decoration: none; }
.choices a[aria-current] { border: 2px solid var(--strong); }
.choices small { font-weight: 400; }
.wide a { font-size: 1.3rem; min-block-size: 4rem; }
.search { display: grid; gap: 0.5rem; }
.search label { font-weight: 600; }
input, select { inline-size: 100%; min-block-size: 3rem; font: inherit; color: inherit; background: var(--ground); border: 2px solid var(--quiet); border-radius: 0.5rem; padding: 0.5rem 0.75rem; }
.county { border-block-end: 1px solid var(--line); }
.county > summary { min-block-size: 3rem; padding-block: 0.65rem; font-weight: 600; cursor: pointer; }
.plain { display: grid; gap: 0.35rem; }
.county .plain { padding-block-end: 0.75rem; padding-inline-start: 1rem; gap: 0; grid-template-columns: repeat(auto-fill, minmax(min(100%, 11rem), 1fr)); }
.county .plain a { display: flex; align-items: center; min-block-size: 2.75rem; }
.filter { padding: 0; }
.filter > summary { display: flex; gap: 0.5rem; align-items: center; min-block-size: 3rem; padding: 0.5rem 1rem; font-weight: 700; cursor: pointer; color: var(--strong); }
.wishes { display: grid; gap: 0.875rem; padding: 0.5rem 1rem 1rem; grid-template-columns: repeat(auto-fill, minmax(min(100%, 15rem), 1fr)); align-items: end; }
.wishes label { display: block; font-weight: 600; margin-block-end: 0.25rem; }
.ticks { grid-column: 1 / -1; display: flex; flex-wrap: wrap; gap: 0.25rem 1.5rem; }
.wishes .tick { display: inline-flex; gap: 0.6rem; align-items: center; min-block-size: 3rem; margin: 0; cursor: pointer; }
.tick input { inline-size: 1.6rem; min-block-size: 0; block-size: 1.6rem; accent-color: var(--strong); }
.wishes button { grid-column: 1 / -1; }
.cards { display: grid; gap: 0.75rem; }
.card { position: relative; display: flex; gap: 0.875rem; padding: 0.875rem 1rem; background: var(--paper); border: 1px solid var(--line); border-radius: 0.75rem; }
.card > div { display: grid; gap: 0.35rem; min-inline-size: 0; flex: 1; }
.card > .icon { color: var(--strong); inline-size: 2rem; block-size: 2rem; stroke-width: 1.75; }
.card a::after { content: ""; position: absolute; inset: 0; border-radius: 0.75rem; }
.card:has(a:focus-visible) { outline: 3px solid var(--focus); outline-offset: 2px; }
.card a:focus-visible { outline: none; }
.time { font-weight: 600; }
.time strong { border: 2px solid currentColor; border-radius: 0.4rem; padding-inline: 0.35rem; }
.clock { white-space: nowrap; unicode-bidi: isolate; }
.marks { display: flex; flex-wrap: wrap; gap: 0.35rem; }
.marks li { background: var(--mark); border-radius: 0.4rem; padding: 0.1rem 0.55rem; font-size: 1rem; }
.chosen a { display: inline-flex; align-items: center; min-block-size: 3rem; }
.chosen { display: flex; flex-wrap: wrap; gap: 0.35rem 1rem; align-items: center; }
.pages { display: flex; flex-wrap: wrap; gap: 0.75rem; align-items: center; }
.facts { display: grid; gap: 0.75rem; }
.fact { display: flex; gap: 0.875rem; padding: 0.875rem 1rem; background: var(--paper); border: 1px solid var(--line); border-radius: 0.75rem; }
.fact > .icon { color: var(--strong); margin-block-start: 0.1rem; }
.fact > div { display: grid; gap: 0.4rem; min-inline-size: 0; flex: 1; }
.fact h2 { font-size: 1rem; color: var(--quiet); font-weight: 600; }
.fact h3 { font-size: 1rem; color: var(--quiet); font-weight: 600; margin-block-start: 0.25rem; }
.times li { padding-block: 0.3rem; border-block-start: 1px solid var(--line); }
.reached a { display: inline-flex; align-items: center; min-block-size: 2.75rem; overflow-wrap: anywhere; }
.cancelled { text-decoration: line-through; color: var(--quiet); }
.foot { border-block-start: 1px solid var(--line); padding-block: 1rem 2rem; font-size: 1rem; color: var(--quiet); display: grid; gap: 0.25rem; }

@page { size: A4; margin: 12mm; }
.sheet { color: #000; background: #fff; inline-size: 100%; max-inline-size: 186mm; padding: 1rem; font-size: 11pt; line-height: 1.35; }
.sheet-head { display: flex; gap: 8mm; justify-content: space-between; align-items: center; border-block-end: 1mm solid #000; padding-block-end: 4mm; }
.sheet-head h1 { font-size: 22pt; line-height: 1.2; display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 2; overflow: hidden; }
.call { font-size: 15pt; font-weight: 700; }
.qr { flex: none; inline-size: 28mm; block-size: 28mm; }
.sheet-head .qr { inline-size: 38mm; block-size: 38mm; }
.notes li { display: flex; gap: 6mm; justify-content: space-between; align-items: center; block-size: 30mm; border-block-end: 0.3mm solid #777; overflow: hidden; }
.notes li > div { min-inline-size: 0; flex: 1; }
.notes h2 { font-size: 13pt; line-height: 1.25; display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 2; overflow: hidden; }
.notes .time { font-size: 11pt; }
.notes .time, .line { white-space: nowrap; overflow: hidden; text-overflow: ellipsis; }
.sheet-foot { padding-block-start: 3mm; font-size: 9pt; }
@media print {
  body { background: #fff; color: #000; }
  .top, .foot, .skip, .screen, .filter, .pages, .button { display: none; }
  main { display: block; padding: 0; max-inline-size: none; }
  .poster .sheet { padding: 0; max-inline-size: none; }
}
`;

export const stylePath = `${root}/stil-${createHash("sha256").update(style).digest("hex").slice(0, 12)}.css`;
