// Builds the committed style sheets from the Utrecht components, the voorbeeld tokens and our own theme.
//   node build.mjs          writes them
//   node build.mjs --check  fails when what is committed differs from what would be built

import { readFileSync, writeFileSync, mkdirSync, existsSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { transform } from "lightningcss";
import { PUBLIC, WORK } from "./names.mjs";

const OUT = new URL("../src/ketenwerk/web/static/ketenwerk/", import.meta.url);
// Safari 14.1 is the first with all logical properties; older targets grow the files threefold with copies per language.
const TARGETS = { chrome: 87 << 16, safari: (14 << 16) | (1 << 8), firefox: 91 << 16 };
const UNUSED = "unused";
const PUBLIC_LIMIT = 15_000;
const HEADER =
  "/*! Ketenwerk, EUPL-1.2. With parts of Utrecht components and voorbeeld tokens, EUPL-1.2: see NOTICE.txt */\n";

const read = (path) => readFileSync(new URL(path, import.meta.url), "utf8");

function componentSource(component) {
  const inside = `./node_modules/@utrecht/${component}-css/dist/index.css`;
  if (!existsSync(new URL(inside, import.meta.url))) throw new Error(`no component ${component}`);
  return read(inside);
}

/** One part of a selector under our own name, or marked as a part we do not use. */
function renamed(part, component, names) {
  if (part.type !== "class" || !part.name.startsWith("utrecht-")) return part;
  const base = `utrecht-${component}`;
  const name = part.name.startsWith(base) ? names[part.name.slice(base.length)] : undefined;
  if (!name) return { type: "class", name: UNUSED };
  return name.startsWith("<") ? { type: "type", name: name.slice(1, -1) } : { type: "class", name: name.slice(1) };
}

function renamedSelector(selector, component, names) {
  const parts = selector.map((part) => renamed(part, component, names));
  parts.forEach((part, at) => {
    if (part.type === "type" && at > 0 && parts[at - 1].type !== "combinator")
      throw new Error(`${component}: an element name must come first`);
  });
  return parts;
}

function component(name, names) {
  const Selector = (selector) => renamedSelector(selector, name, names);
  const ours = transform({ filename: name, code: Buffer.from(componentSource(name)), visitor: { Selector } });
  return transform({ filename: name, code: ours.code, minify: true, unusedSymbols: [UNUSED] }).code.toString();
}

const components = (table) => Object.entries(table).map(([n, names]) => component(n, names)).join("\n");

const definitions = (css) => new Map([...css.matchAll(/(--[\w-]+)\s*:\s*([^;}]+)/g)].map((m) => [m[1], m[2]]));
const mentions = (css) => [...css.matchAll(/var\(\s*(--[\w-]+)/g)].map((m) => m[1]);

/** The voorbeeld tokens that the style needs, directly or through another token, and the theme does not set. */
function neededTokens(css, own) {
  const voorbeeld = definitions(read("./node_modules/@nl-design-system-unstable/voorbeeld-design-tokens/dist/variables.css"));
  const needed = new Map();
  const open = mentions(css);
  while (open.length) {
    const name = open.pop();
    if (own.has(name) || needed.has(name) || !voorbeeld.has(name)) continue;
    needed.set(name, voorbeeld.get(name).trim());
    open.push(...mentions(needed.get(name)));
  }
  return needed;
}

/** A colour that the theme does not set would stay light in the dark. */
function refuseForeignColours(tokens) {
  const colour = /#[0-9a-f]{3,8}\b|\b(rgb|hsl)a?\((?!0, 0, 0, 0\))|\b(white|black)\b/i;
  const found = [...tokens].filter(([, value]) => colour.test(value)).map(([name, value]) => `${name}: ${value}`);
  if (found.length) throw new Error(`theme.css must set these colours:\n${found.sort().join("\n")}`);
}

function tokenRule(tokens) {
  refuseForeignColours(tokens);
  return `:root{${[...tokens].sort().map(([name, value]) => `${name}:${value}`).join(";")}}\n`;
}

/** Settings of the theme that nothing reads are weight for nothing. */
function refuseIdleSettings(theme, css) {
  const used = new Set(mentions(css));
  const idle = [...definitions(theme).keys()].filter((name) => !used.has(name));
  if (idle.length) throw new Error(`theme.css sets what nothing uses:\n${idle.join("\n")}`);
}

function minified(filename, css) {
  const { code, warnings } = transform({ filename, code: Buffer.from(css), minify: true, targets: TARGETS });
  if (warnings.length) throw new Error(JSON.stringify(warnings, null, 1));
  return HEADER + code.toString() + "\n";
}

function build() {
  const theme = read("./theme.css");
  const publicParts = components(PUBLIC);
  const workParts = components(WORK);
  const publicCss = publicParts + theme + read("./public.css");
  const workCss = workParts + read("./work.css");
  const tokens = tokenRule(neededTokens(publicCss + workCss, definitions(theme)));
  refuseIdleSettings(theme, tokens + publicCss + workCss);
  return {
    "public.css": minified("public.css", tokens + publicCss),
    "work.css": minified("work.css", workCss),
  };
}

const differs = (name, text) => !existsSync(new URL(name, OUT)) || readFileSync(new URL(name, OUT), "utf8") !== text;

const built = build();
const check = process.argv.includes("--check");
mkdirSync(OUT, { recursive: true });
for (const [name, text] of Object.entries(built)) {
  const weight = gzipSync(text, { level: 9 }).length;
  console.log(`${name}: ${text.length} bytes, ${weight} gzipped`);
  if (name === "public.css" && weight > PUBLIC_LIMIT) throw new Error(`public.css is over ${PUBLIC_LIMIT} bytes`);
  if (check && differs(name, text)) throw new Error(`${name} is not what the sources give: run npm run build`);
  if (!check) writeFileSync(new URL(name, OUT), text);
}
