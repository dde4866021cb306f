// Mends the manifest of split wasm files after a build.
//
// cargo-leptos 0.3.8 puts the hashes into it by replacing names as plain text, in no certain order: `chunk_9` is then
// also found inside `chunk_90`, and a page would ask for a file that is not there. Whoever upgrades cargo-leptos may
// find that this mends nothing any more, and remove it.
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';

const folder = process.argv[2] ?? 'target/site/pkg';
const manifest = existsSync(folder) && readdirSync(folder).find((name) => /^__wasm_split_manifest\..*\.json$/.test(name));
if (manifest) {
  const files = readdirSync(folder).filter((name) => name.endsWith('.wasm')).map((name) => name.slice(0, -'.wasm'.length));
  const path = `${folder}/${manifest}`;
  const mended = readFileSync(path, 'utf8').replace(/"([^"]+)"/g, (whole, name) => {
    const broken = /^(\w*?\d*)\.[\w-]{22}(\d+)(?:\.[\w-]{22})?$/.exec(name);
    if (!broken || files.includes(name)) return whole;
    const right = files.find((file) => file.startsWith(`${broken[1]}${broken[2]}.`));
    if (!right) throw new Error(`${path} names ${name}, which is not there`);
    return `"${right}"`;
  });
  writeFileSync(path, mended);
}
