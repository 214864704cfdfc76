// SPDX-License-Identifier: EUPL-1.2
// Bundles static/src/ and the pinned npm packages into static/dist/.
//   node tools/build.mjs          build when something changed since the last build
//   node tools/build.mjs --force  build in any case
//   node tools/build.mjs --check  build nothing; exit 1 when static/dist/ is missing or out of date
import { createHash } from "node:crypto";
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const source = join(root, "static", "src");
const target = join(root, "static", "dist");
const stamp = join(target, ".stamp");

function filesUnder(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? filesUnder(path) : [path];
  });
}

/** One mark for everything the result depends on: our sources, the lock file and this script. */
function fingerprint() {
  const hash = createHash("sha256");
  const inputs = [...filesUnder(source), join(root, "package-lock.json"), fileURLToPath(import.meta.url)].sort();
  for (const path of inputs) {
    hash.update(relative(root, path)).update("\0").update(readFileSync(path)).update("\0");
  }
  return hash.digest("hex");
}

const now = fingerprint();
const upToDate = existsSync(stamp) && readFileSync(stamp, "utf8") === now;

if (process.argv.includes("--check")) {
  if (!upToDate) console.error("static/dist/ is out of date. Run: npm ci && node tools/build.mjs");
  process.exit(upToDate ? 0 : 1);
}
if (upToDate && !process.argv.includes("--force")) {
  console.log("static/dist/ is up to date.");
  process.exit(0);
}

const { build } = await import("esbuild");
rmSync(target, { recursive: true, force: true });
mkdirSync(target, { recursive: true });

const common = {
  bundle: true,
  minify: true,
  target: ["chrome123", "firefox121", "safari17.5"],
  legalComments: "linked",
  logLevel: "warning",
  outdir: target,
  absWorkingDir: root,
};
// Each module stands alone: a page that draws no chart loads no chart code.
await build({ ...common, format: "esm", entryPoints: ["app", "editor", "charts"].map((name) => join(source, "js", `${name}.js`)) });
await build({ ...common, format: "iife", entryPoints: [join(source, "js", "theme.js")] });
await build({
  ...common,
  entryPoints: ["app", "app.rtl"].map((name) => join(source, "css", `${name}.css`)),
  loader: { ".woff2": "file", ".svg": "dataurl" },
  assetNames: "fonts/[name]-[hash]",
});
cpSync(join(source, "img"), join(target, "img"), { recursive: true });
writeFileSync(stamp, now);
console.log(`static/dist/ built: ${filesUnder(target).length} files.`);
